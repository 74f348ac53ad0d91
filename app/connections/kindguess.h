#pragma once

#include "app/project/target.h"

#include <optional>

namespace stillroom
{

/// What kind of database this seems to be, and what says so.
struct KindGuess {
    TargetKind kind = TargetKind::Development;
    QString reason; ///< "Guessed from the host name"
};

/// From the host and the database name, then from the name of the variable or profile, then from where the
/// host is. Names that say "prod" or "staging" win; a distant server that nothing speaks for counts as
/// production. Always a guess: a person confirms it once.
KindGuess guessKind(const Target &target);

} // namespace stillroom

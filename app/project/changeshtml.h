#pragma once

#include "app/project/schemacomparison.h"
#include "migrations/risk/finding.h"

#include <utility>
#include <vector>

namespace stillroom
{

/// What a hand-over of an upgrade shows.
struct ChangesDocument {
    std::vector<std::pair<QString, QString>> header{}; ///< project, target (masked), server, time …
    Rehearsal rehearsal{}; ///< of the pending revisions
    std::optional<Drift> drift{}; ///< unset: not asked for
    NoiseFilter noise{};
    std::vector<Finding> risks{}; ///< of the same plan; allowed ones are left out
};

/// One HTML file that needs nothing else and prints well: objects now and after, each revision with its SQL
/// as it ran on the copy, time, locks, risks and the way back, and drift with the SQL that would repair it.
QString changesHtml(const ChangesDocument &document);

} // namespace stillroom

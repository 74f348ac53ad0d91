#pragma once

#include "app/verify/mirror.h"

namespace stillroom
{

/// Section 5 of the report: what `flask db current` and `flask db history --verbose` would print (3.6).
std::vector<MirrorLine> mirrorStatusLines(const Verification &verification);

/// Why `from app import app, db` fails, as far as reading tells; empty: it does not.
QString importFailure(const ApplicationModule &module);

} // namespace stillroom

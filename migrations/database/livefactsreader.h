#pragma once

#include "migrations/base/result.h"
#include "migrations/database/connection.h"
#include "migrations/risk/linter.h"

namespace stillroom
{

/// What the catalogue and its statistics tell about the objects a plan names: sizes as the planner
/// knows them, columns, constraints, indexes. Five queries whatever their number; takes no lock on a
/// table, so it never waits behind a migration. Names no object has are left out. Errors: Database.
Result<LiveFacts> readLiveFacts(Connection &connection, const LintedObjects &objects);

} // namespace stillroom

#pragma once

#include "migrations/base/result.h"
#include "migrations/database/connection.h"
#include "migrations/database/connectionfacts.h"
#include "migrations/plan/plan.h"

namespace stillroom
{

/// Asks the server what the session's role (after SET ROLE) may do of what a migration needs: one round
/// trip, nothing is tried. Errors: Database, Unreachable.
Result<MigrationRights> readMigrationRights(Connection &connection, const VersionTableName &versionTable);

/// What the client's end knows; no round trip.
SessionFacts sessionFacts(const Connection &connection);

} // namespace stillroom

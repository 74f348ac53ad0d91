#pragma once

#include "migrations/base/result.h"
#include "migrations/database/connection.h"
#include "migrations/database/databasestate.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/plan/plan.h"

#include <optional>
#include <vector>

namespace stillroom
{

/// Measures a database in two round trips: server facts, version table, number of tables.
/// Errors: Database, Unreachable.
Result<DatabaseState> readDatabaseState(Connection &connection, const VersionTableName &versionTable);

/// How a measured database stands against the scripts; pure. What the version table can tell, and no more:
///
/// - no rows: `Empty` without any table of a user, else `Unversioned`;
/// - every row is in a script: `AtHead` when every effective head is applied, else `Behind`;
/// - no row is in a script: `Ahead`. The database was last migrated by scripts that are not here: a newer
///   build, a branch not checked out, or another project; rows alone cannot tell these apart, so the
///   rows are always shown beside the word and no run is planned from it;
/// - some rows are in scripts and some are not: `Diverged`.
///
/// `Unreachable` and `Unknown` are never computed from a measurement: see syncStateOf(Error).
SyncState syncStateOf(const RevisionGraph &graph, const DatabaseState &state);
/// For a measurement that failed: `Unreachable` when no session could be had, `Unknown` when the server
/// answered but the version table could not be read.
SyncState syncStateOf(const Error &error);

/// The rows no script has, in the order measured.
std::vector<RevisionId> unknownRows(const RevisionGraph &graph, const DatabaseState &state);

} // namespace stillroom

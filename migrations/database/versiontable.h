#pragma once

#include "migrations/base/result.h"
#include "migrations/database/connection.h"
#include "migrations/graph/revisionid.h"
#include "migrations/plan/plan.h"

#include <optional>
#include <vector>

namespace stillroom
{

/// The version table as it is on the server.
struct VersionTableFacts {
    bool exists = false;
    QString schema; ///< where it was found, or where CREATE TABLE would put it
    std::vector<RevisionId> rows; ///< in the order the server returned them
    std::optional<int> columnWidth{}; ///< characters; unset when unlimited or no table

    bool operator==(const VersionTableFacts &) const = default;
};

/// Finds and reads the version table: two round trips at most. Without a schema in the name it is looked
/// up through the search path, as Alembic does. Errors: Database (no right to read it), Unreachable.
Result<VersionTableFacts> readVersionTable(Connection &connection, const VersionTableName &name);

/// The look-up by itself, for larger queries: parameters $1 schema or '', $2 table; columns oid, nspname,
/// width; no row when there is none.
QString versionTableLookup();
/// The rows of a version table known to exist.
Result<std::vector<RevisionId>> readVersionRows(
    Connection &connection, const QString &schema, const QString &table);

} // namespace stillroom

#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/database/connection.h"
#include "migrations/schema/schema.h"

namespace stillroom
{

/// Newest major version whose catalogue is known; what a newer server adds is named in Schema::notices().
constexpr int newestKnownMajor = 17;

/// Reads every object a user made, in one repeatable-read, read-only transaction: about twenty queries
/// whatever the size. Names in definitions are qualified as pg_dump does it (an empty search path). Needs no
/// right on the tables themselves. The connection must be outside a transaction.
/// Errors: Database, Unreachable, Cancelled.
Result<Schema> readSchema(Connection &connection, const CancelToken &cancel = {});

/// Estimated rows of every table, from the planner's statistics: -1 where never analysed.
/// Keys are ids of kind Table.
struct TableSize {
    ObjectId table;
    qint64 rows = -1;
    qint64 bytes = 0; ///< with indexes and TOAST
    bool operator==(const TableSize &) const = default;
};
Result<std::vector<TableSize>> readTableSizes(Connection &connection);

} // namespace stillroom

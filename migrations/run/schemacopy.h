#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/database/connection.h"
#include "migrations/run/scratchdatabase.h"
#include "migrations/schema/schema.h"

namespace stillroom
{

/// Makes the live schema in the scratch database: with pg_dump --schema-only when one is installed that knows
/// the server's version and may read everything, else from the catalogue as it was read. Roles the private
/// server lacks are made there, without login. Search path and time zone of the live session are taken over.
/// Nothing is written to the live database.
/// Returns what differs afterwards, one sentence each. Errors: Database, naming an extension that is missing;
/// Unreachable, Cancelled.
Result<QStringList> copySchema(
    Connection &live, const Schema &schema, ScratchDatabase &scratch, const CancelToken &cancel);

/// Copies up to \a rowsPerTable rows of every table, and the rows their foreign keys point to; sequences go
/// on where the live ones stand. Returns what could not be read, with the grant that would do, one sentence
/// each. Errors: Database, Unreachable, Cancelled.
Result<QStringList> copyRows(Connection &live, const Schema &schema, ScratchDatabase &scratch,
    int rowsPerTable, const CancelToken &cancel);

} // namespace stillroom

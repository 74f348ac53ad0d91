#pragma once

#include "migrations/base/result.h"
#include "migrations/database/connection.h"
#include "migrations/scripts/livecatalogue.h"

namespace stillroom
{

/// What guards in scripts ask about: tables, columns, indexes and constraints, in four queries whatever the
/// size, as SQLAlchemy's Inspector reads them. Inside or outside a transaction. Errors: as
/// Connection::query().
Result<LiveCatalogue> readLiveCatalogue(Connection &connection);

/// Reads from this connection when a script asks; the connection must live as long.
inline LiveReader liveReader(Connection &connection)
{
    return [&connection] { return readLiveCatalogue(connection); };
}

} // namespace stillroom

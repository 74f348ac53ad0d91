#pragma once

#include "migrations/base/result.h"
#include "migrations/database/connection.h"

namespace stillroom
{

/// Creates the database on the connection's server unless it is there. Lifts the session's read-only
/// default for that moment. Errors: Database (42501 without the right to), Unreachable.
Status createDatabaseIfMissing(Connection &connection, const QString &name);

} // namespace stillroom

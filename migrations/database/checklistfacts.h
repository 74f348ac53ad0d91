#pragma once

#include "migrations/database/databasestate.h"
#include "migrations/database/defaultdatafacts.h"
#include "migrations/database/requiredtables.h"
#include "migrations/plan/plan.h"

namespace stillroom
{

/// What the verification asks of a database, beside its state.
struct ChecklistFacts {
    DatabaseState state;
    RequiredTableState tables;
    QString searchPath;
    bool pooled = false; ///< through PgBouncer: session locks cannot be relied on
    bool mayCreateInSchema = false; ///< CREATE on the current schema
    bool maySelectVersion
        = true; ///< SELECT, INSERT, UPDATE and DELETE on the version table, when there is one
    QStringList notOwned{}; ///< required tables that exist and whose owner the role is not
    QStringList invalidIndexes{}; ///< "schema.index on schema.table", left behind by CONCURRENTLY
    int idleInTransaction = 0; ///< sessions with an open transaction that do nothing
    QStringList versionTables{}; ///< tables of that name in any schema
    DefaultDataFacts data{}; ///< of the required tables

    bool operator==(const ChecklistFacts &) const = default;
};

/// Reads the facts on a read-only session. Errors: as Connection::query().
Result<ChecklistFacts> readChecklistFacts(
    Connection &connection, const VersionTableName &versionTable, const QStringList &requiredTables);

/// Runs one verification query read-only with a time limit: holds when it returns no row, or one row with
/// the single value true. The text is one row for evidence when it does not. Errors: Database, with the
/// server's message; also for a text with several statements.
struct QueryCheck {
    bool holds = false;
    QString evidence{}; ///< "3 rows, the first: id=7 name=x"
};
Result<QueryCheck> runQueryCheck(Connection &connection, const QString &sql, int limitMs);

} // namespace stillroom

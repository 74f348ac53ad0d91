#include "migrations/database/databasecreation.h"

#include "migrations/sql/quoting.h"

namespace stillroom
{

Status createDatabaseIfMissing(Connection &connection, const QString &name)
{
    const Result<ResultRows> found
        = connection.query(QStringLiteral("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1"), {name});
    if (!found)
        return found.error();
    if (!found->rows.empty())
        return Done{};
    const Status writing = connection.beginWriting();
    if (!writing)
        return writing;
    const Result<ResultRows> created
        = connection.query(QStringLiteral("CREATE DATABASE ") + quoteIdentifier(name));
    const Status ended = connection.endWriting();
    if (!created)
        return created.error();
    return ended;
}

} // namespace stillroom

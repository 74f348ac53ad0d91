#include "migrations/database/copyguard.h"

#include <libpq-fe.h>

namespace stillroom
{

bool isCopy(const pg_result *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

void leaveCopy(pg_conn *connection, const pg_result *result)
{
    if (PQresultStatus(result) == PGRES_COPY_IN) {
        PQputCopyEnd(connection, "a migration statement has no data to copy");
        return;
    }
    char *data = nullptr;
    while (PQgetCopyData(connection, &data, 0) > 0)
        PQfreemem(data);
}

QString copyRefusal()
{
    return QStringLiteral(
        "COPY … FROM STDIN needs data that a migration statement does not have. Write the rows as "
        "INSERT statements.");
}

} // namespace stillroom

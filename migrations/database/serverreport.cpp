#include "migrations/database/serverreport.h"

#include <QStringList>

#include <libpq-fe.h>

namespace stillroom
{

namespace
{

QString field(const pg_result *result, int code)
{
    return QString::fromUtf8(PQresultErrorField(result, code));
}

} // namespace

ServerReport reportOf(const pg_result *result)
{
    ServerReport report;
    report.severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    report.sqlState = field(result, PG_DIAG_SQLSTATE);
    report.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (report.message.isEmpty())
        report.message = QString::fromUtf8(PQresultErrorMessage(result)).trimmed();
    report.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
    report.hint = field(result, PG_DIAG_MESSAGE_HINT);
    report.position = field(result, PG_DIAG_STATEMENT_POSITION).toInt();
    report.context = field(result, PG_DIAG_CONTEXT);
    report.schema = field(result, PG_DIAG_SCHEMA_NAME);
    report.table = field(result, PG_DIAG_TABLE_NAME);
    report.column = field(result, PG_DIAG_COLUMN_NAME);
    report.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
    return report;
}

ServerReport lostReport(const pg_conn *connection)
{
    ServerReport report;
    report.severity = QStringLiteral("FATAL");
    report.message = QString::fromUtf8(PQerrorMessage(connection)).trimmed();
    if (report.message.isEmpty())
        report.message = QStringLiteral("the connection to the server was lost");
    report.connectionLost = true;
    return report;
}

Error ServerReport::toError() const
{
    Error error;
    error.kind = connectionLost ? ErrorKind::Unreachable
        : sqlState == u"57014"  ? ErrorKind::Cancelled
                                : ErrorKind::Database;
    error.message = message;
    error.sqlState = sqlState;
    QStringList lines;
    if (!detail.isEmpty())
        lines << detail;
    if (!hint.isEmpty())
        lines << QStringLiteral("Hint: ") + hint;
    error.detail = lines.join(QLatin1Char('\n'));
    return error;
}

} // namespace stillroom

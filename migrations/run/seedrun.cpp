#include "migrations/run/seedrun.h"

#include "migrations/sql/quoting.h"
#include "migrations/sql/splitter.h"

#include <QRegularExpression>

#include <libpq-fe.h>

namespace stillroom
{

namespace
{

/// "schema.table" or "table", quoted where needed.
QString quotedTable(const QString &name)
{
    QStringList parts = name.split(u'.');
    for (QString &part : parts)
        part = quoteIdentifier(part);
    return parts.join(u'.');
}

QString emptinessQuery(const QString &table)
{
    return QStringLiteral("SELECT NOT EXISTS (SELECT 1 FROM %1)").arg(quotedTable(table));
}

void rollBack(Connection &connection)
{
    if (connection.isOpen() && PQtransactionStatus(connection.handle()) != PQTRANS_IDLE)
        (void)connection.run(QStringLiteral("ROLLBACK"));
}

Status runPieces(Connection &connection, const SeedScript &seed)
{
    const Result<SplitSql> split = splitSql(seed.sql);
    if (!split)
        return split.error();
    for (const SqlPiece &piece : split->pieces) {
        if (piece.sql.isEmpty())
            continue;
        const Connection::Reply reply = connection.run(piece.sql);
        if (reply.failure) {
            Error error = reply.failure->toError();
            error.place = {seed.path, piece.line, 0};
            return error;
        }
        if (PQtransactionStatus(connection.handle()) != PQTRANS_INTRANS) {
            return Error{ErrorKind::Database,
                QStringLiteral("the script ends its transaction itself; take COMMIT and ROLLBACK out of it"),
                {}, {seed.path, piece.line, 0}};
        }
    }
    return Done{};
}

Result<bool> runInTransaction(Connection &connection, const SeedScript &seed)
{
    if (const Result<ResultRows> begun = connection.query(QStringLiteral("BEGIN")); !begun)
        return begun.error();
    if (!seed.whenEmpty.isEmpty()) {
        const Result<ResultRows> empty = connection.query(emptinessQuery(seed.whenEmpty));
        if (!empty)
            return empty.error();
        if (empty->text(0, 0) != u"t")
            return false;
    }
    if (const Status ran = runPieces(connection, seed); !ran)
        return ran.error();
    if (const Result<ResultRows> committed = connection.query(QStringLiteral("COMMIT")); !committed)
        return committed.error();
    return true;
}

} // namespace

SeedScript readSeed(const QString &path, const QString &text)
{
    static const QRegularExpression steering(
        QStringLiteral("^--\\s*(when-empty|message)\\s*:\\s*(.*?)\\s*$"));
    SeedScript seed{.path = path, .name = path.section(u'/', -1), .sql = text};
    for (const QString &line : text.split(u'\n')) {
        const QString trimmed = line.trimmed();
        if (!trimmed.isEmpty() && !trimmed.startsWith(u"--"))
            break;
        const QRegularExpressionMatch match = steering.match(trimmed);
        if (!match.hasMatch())
            continue;
        (match.captured(1) == u"message" ? seed.message : seed.whenEmpty) = match.captured(2);
    }
    return seed;
}

Result<bool> seedsMayRun(Connection &connection, const std::vector<SeedScript> &seeds)
{
    QStringList questions;
    for (const SeedScript &seed : seeds) {
        if (seed.whenEmpty.isEmpty())
            return true;
        questions += emptinessQuery(seed.whenEmpty);
    }
    if (questions.isEmpty())
        return false;
    const Result<ResultRows> answers = connection.query(questions.join(QStringLiteral(" UNION ALL ")));
    if (!answers) {
        if (!connection.isOpen())
            return answers.error();
        return true; // a table that is not there: the script's own run says so
    }
    for (size_t row = 0; row < answers->rows.size(); ++row) {
        if (answers->text(row, 0) == u"t")
            return true;
    }
    return false;
}

Result<bool> runSeed(Connection &connection, const SeedScript &seed)
{
    Result<bool> ran = runInTransaction(connection, seed);
    if (!ran || !*ran)
        rollBack(connection);
    return ran;
}

} // namespace stillroom

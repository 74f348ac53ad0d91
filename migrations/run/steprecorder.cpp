#include "migrations/run/steprecorder.h"

#include "migrations/run/guardquery.h"
#include "migrations/run/runscript.h"
#include "migrations/sql/quoting.h"
#include "migrations/sql/statementfacts.h"

#include <libpq-fe.h>

#include <QElapsedTimer>

namespace stillroom
{

namespace
{

/// Tables and what stores rows like them.
const QString userTables
    = QStringLiteral("c.relkind IN ('r', 'p', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> "
                     "'information_schema'");

const QString filesQuery
    = QStringLiteral(
          "SELECT c.oid, n.nspname, c.relname, coalesce(pg_catalog.pg_relation_filenode(c.oid), 0), "
          "pg_catalog.pg_stat_get_numscans(c.oid) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "
          "ON n.oid = c.relnamespace WHERE ")
    + userTables;

const QString locksQuery
    = QStringLiteral(
          "SELECT c.oid, n.nspname, c.relname, coalesce(pg_catalog.pg_relation_filenode(c.oid), 0), "
          "pg_catalog.pg_stat_get_xact_numscans(c.oid), l.mode FROM pg_catalog.pg_locks l "
          "JOIN pg_catalog.pg_class c ON c.oid = l.relation JOIN pg_catalog.pg_namespace n ON n.oid = "
          "c.relnamespace WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND "
          "l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = "
          "pg_catalog.current_database()) AND ")
    + userTables + QStringLiteral(" ORDER BY n.nspname, c.relname");

LockMode modeOf(const QString &name)
{
    static const std::pair<const char *, LockMode> modes[] = {{"AccessShareLock", LockMode::AccessShare},
        {"RowShareLock", LockMode::RowShare}, {"RowExclusiveLock", LockMode::RowExclusive},
        {"ShareUpdateExclusiveLock", LockMode::ShareUpdateExclusive}, {"ShareLock", LockMode::Share},
        {"ShareRowExclusiveLock", LockMode::ShareRowExclusive}, {"ExclusiveLock", LockMode::Exclusive},
        {"AccessExclusiveLock", LockMode::AccessExclusive}};
    for (const auto &[text, mode] : modes) {
        if (name == QLatin1String(text))
            return mode;
    }
    return LockMode::AccessExclusive;
}

QString tableName(const QString &schema, const QString &name)
{
    return quoteQualified(schema == u"public" ? QString() : schema, name);
}

} // namespace

StepRecorder::StepRecorder(Connection &connection, const CancelToken &cancel)
    : m_connection(connection)
    , m_cancel(cancel)
{
}

Status StepRecorder::begin()
{
    const Result<ResultRows> rows = m_connection.query(filesQuery);
    if (!rows)
        return rows.error();
    for (size_t row = 0; row < rows->rows.size(); ++row) {
        m_tables.insert(rows->text(row, 0).toUInt(),
            {tableName(rows->text(row, 1), rows->text(row, 2)), rows->text(row, 3).toULongLong(), 0, -1,
                true});
    }
    return Done{};
}

Status StepRecorder::run(const PlanStep &step, const std::vector<QString> &versionStatements,
    std::vector<RehearsedStatement> &statements)
{
    Status status = setTransaction(true);
    for (const PlannedStatement &planned : step.statements) {
        if (!status)
            break;
        if (m_cancel.isCancelled())
            status = Error{ErrorKind::Cancelled, QStringLiteral("The rehearsal was cancelled.")};
        else
            status = runStatement(planned, statements);
    }
    if (status && !m_open && PQtransactionStatus(m_connection.handle()) == PQTRANS_IDLE)
        status = setTransaction(true);
    for (const QString &sql : versionStatements) {
        if (status) {
            const Result<qint64> sent = send(sql);
            status = sent ? Status(Done{}) : Status(sent.error());
        }
    }
    if (status)
        status = setTransaction(false);
    if (!status)
        rollBack();
    return status;
}

Status StepRecorder::setTransaction(bool open)
{
    if (m_open == open)
        return Done{};
    const Connection::Reply reply
        = m_connection.run(open ? QStringLiteral("BEGIN") : QStringLiteral("COMMIT"));
    if (reply.failure)
        return reply.failure->toError();
    m_open = open;
    if (open) {
        for (Table &table : m_tables) {
            table.mode = -1;
            table.scans = 0;
        }
    }
    return Done{};
}

void StepRecorder::rollBack()
{
    m_open = false;
    if (m_connection.isOpen() && PQtransactionStatus(m_connection.handle()) != PQTRANS_IDLE)
        (void)m_connection.run(QStringLiteral("ROLLBACK"));
}

Status StepRecorder::runStatement(
    const PlannedStatement &planned, std::vector<RehearsedStatement> &statements)
{
    const Statement &statement = planned.statement;
    if (const Status ready = setTransaction(!statement.autocommit); !ready)
        return ready;
    RehearsedStatement &record = statements.emplace_back();
    record.sql = statement.sql;
    record.place = statement.place;
    if (statement.guard) {
        const Result<bool> holds = guardHolds(*statement.guard);
        if (!holds)
            return holds.error();
        record.skipped = !*holds;
        if (record.skipped)
            return Done{};
    }
    QElapsedTimer timer;
    timer.start();
    const Result<qint64> sent = send(statement.sql);
    record.durationMs = double(timer.nsecsElapsed()) / 1e6;
    if (!sent) {
        Error error = sent.error();
        error.place = statement.place;
        return error;
    }
    record.rows = *sent;
    m_open = PQtransactionStatus(m_connection.handle()) == PQTRANS_INTRANS; // a script may send COMMIT itself
    if (m_open)
        return look(record);
    record.locks = planned.locks;
    return lookAtFiles(record);
}

Result<bool> StepRecorder::guardHolds(const ExistenceGuard &guard)
{
    const Result<ResultRows> answer = m_connection.query(guardQuery(guard), guardParameters(guard));
    if (!answer)
        return answer.error();
    return (answer->text(0, 0) == u"t") == guardWantsPresent(guard);
}

Result<qint64> StepRecorder::send(const QString &sql)
{
    if (sendingOf(sql) == Sending::Alone) {
        const Status done = m_connection.runSettings(sql);
        if (!done)
            return done.error();
        return qint64(-1);
    }
    const Connection::Reply reply = m_connection.run(sql);
    if (reply.failure) {
        Error error = reply.failure->toError();
        if (!reply.failure->hint.isEmpty())
            error.detail += (error.detail.isEmpty() ? QString() : QStringLiteral("\n")) + reply.failure->hint;
        return error;
    }
    return reply.result.affected;
}

/// Everything the transaction holds now, against what it held before this statement.
Status StepRecorder::look(RehearsedStatement &statement)
{
    const Result<ResultRows> rows = m_connection.query(locksQuery);
    if (!rows)
        return rows.error();
    statement.locksMeasured = true;
    for (size_t row = 0; row < rows->rows.size(); ++row) {
        const quint32 oid = rows->text(row, 0).toUInt();
        Table &table = m_tables[oid];
        const QString name = tableName(rows->text(row, 1), rows->text(row, 2));
        const quint64 file = rows->text(row, 3).toULongLong();
        const qint64 scans = rows->text(row, 4).toLongLong();
        const LockMode mode = modeOf(rows->text(row, 5));
        if (table.there && int(mode) > table.mode)
            statement.locks.push_back({table.name, mode});
        if (table.there && file != table.fileNode && !statement.rewritten.contains(name))
            statement.rewritten << name;
        if (table.there && scans > table.scans && !statement.scanned.contains(name))
            statement.scanned << name;
        table.mode = std::max(table.mode, int(mode));
        table.fileNode = file;
        table.scans = scans;
        table.name = name;
    }
    // The strongest of several modes on one table says it.
    std::stable_sort(
        statement.locks.begin(), statement.locks.end(), [](const LockClaim &a, const LockClaim &b) {
            return a.table != b.table ? a.table < b.table : int(a.mode) > int(b.mode);
        });
    statement.locks.erase(std::unique(statement.locks.begin(), statement.locks.end(),
                              [](const LockClaim &a, const LockClaim &b) { return a.table == b.table; }),
        statement.locks.end());
    return Done{};
}

/// Outside a transaction the locks are gone; new files still tell.
Status StepRecorder::lookAtFiles(RehearsedStatement &statement)
{
    const Result<ResultRows> rows = m_connection.query(filesQuery);
    if (!rows)
        return rows.error();
    for (size_t row = 0; row < rows->rows.size(); ++row) {
        Table &table = m_tables[rows->text(row, 0).toUInt()];
        const quint64 file = rows->text(row, 3).toULongLong();
        if (table.there && file != table.fileNode)
            statement.rewritten << table.name;
        table.fileNode = file;
    }
    return Done{};
}

} // namespace stillroom

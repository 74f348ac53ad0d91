#include "migrations/database/runlock.h"

#include "migrations/database/versiontable.h"

#include <QCryptographicHash>
#include <QThread>
#include <QtEndian>

#include <libpq-fe.h>

#include <algorithm>

namespace stillroom
{

namespace
{

using Clock = std::chrono::steady_clock;

constexpr auto tryInterval = std::chrono::milliseconds(100);
constexpr auto reportInterval = std::chrono::milliseconds(500);
constexpr unsigned long cancelInterval = 25;

Result<bool> tryLock(Connection &connection, qint64 key)
{
    const Result<ResultRows> answer = connection.query(
        QStringLiteral("SELECT pg_catalog.pg_try_advisory_lock($1::bigint)"), {QString::number(key)});
    if (!answer)
        return answer.error();
    return answer->text(0, 0) == u"t";
}

/// The session that holds the key; an empty one when it has just let go or may not be seen.
Blocker holderOf(Connection &connection, qint64 key)
{
    const Result<ResultRows> answer = connection.query(
        QStringLiteral(
            "SELECT a.pid, a.usename, a.application_name, a.client_addr, a.state, left(a.query, 200), "
            "l.mode, "
            "(extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.state_change, "
            "a.backend_start)) "
            "* 1000)::bigint FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid "
            "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.pid <> pg_backend_pid() "
            "AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) "
            "AND ((l.classid::bigint << 32) | l.objid::bigint) = $1::bigint LIMIT 1"),
        {QString::number(key)});
    Blocker holder;
    holder.object = QStringLiteral("the run lock");
    if (!answer || answer->rows.empty())
        return holder;
    holder.pid = answer->text(0, 0).toInt();
    holder.user = answer->text(0, 1);
    holder.application = answer->text(0, 2);
    holder.address = answer->text(0, 3);
    holder.state = answer->text(0, 4);
    holder.query = answer->text(0, 5);
    holder.lock = answer->text(0, 6);
    holder.ageMs = answer->text(0, 7).toLongLong();
    return holder;
}

Error keptBySomebody(const Blocker &holder, std::chrono::milliseconds limit)
{
    QString who = QStringLiteral("Another session");
    if (holder.pid != 0) {
        who = QStringLiteral("Session %1 of %2").arg(holder.pid).arg(holder.user);
        if (!holder.application.isEmpty())
            who += QStringLiteral(" (%1)").arg(holder.application);
    }
    const QString waited = limit.count() == 0
        ? QString()
        : QStringLiteral(" and did not end within %1 s").arg(double(limit.count()) / 1000.0, 0, 'g', 4);
    return {ErrorKind::Refused,
        QStringLiteral(
            "%1 is migrating this database%2. Nothing was changed. Try again when it has ended, or wait "
            "longer for it (--wait).")
            .arg(who, waited)};
}

/// False when the wait was cancelled.
bool pause(std::chrono::milliseconds time, const CancelToken &cancel)
{
    const Clock::time_point end = Clock::now() + time;
    while (!cancel.isCancelled() && Clock::now() < end)
        QThread::msleep(cancelInterval);
    return !cancel.isCancelled();
}

} // namespace

qint64 RunLock::keyFor(const QString &database, const QString &schema, const QString &table)
{
    const QByteArray text
        = QStringLiteral("stillroom:run-lock:1\n%1\n%2\n%3").arg(database, schema, table).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    return qFromBigEndian<qint64>(hash.constData());
}

Result<std::chrono::milliseconds> RunLock::take(Connection &connection, qint64 key,
    std::chrono::milliseconds limit, const Waiting &waiting, const CancelToken &cancel)
{
    const Clock::time_point start = Clock::now();
    Clock::time_point nextReport = start;
    while (true) {
        const Result<bool> had = tryLock(connection, key);
        if (!had)
            return had.error();
        const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
        if (*had)
            return waited;
        if (waited >= limit)
            return keptBySomebody(holderOf(connection, key), limit);
        if (Clock::now() >= nextReport) {
            waiting(holderOf(connection, key), waited);
            nextReport = Clock::now() + reportInterval;
        }
        if (!pause(std::min(tryInterval, limit - waited), cancel)) {
            return Error{ErrorKind::Cancelled,
                QStringLiteral("Cancelled while waiting for another run. Nothing was changed.")};
        }
    }
}

Status RunLock::release(Connection &connection, qint64 key)
{
    const Result<ResultRows> answer = connection.query(
        QStringLiteral("SELECT pg_catalog.pg_advisory_unlock($1::bigint)"), {QString::number(key)});
    if (!answer)
        return answer.error();
    return Done{};
}

Result<qint64> runLockKey(Connection &connection, const VersionTableName &versionTable)
{
    const Result<VersionTableFacts> table = readVersionTable(connection, versionTable);
    if (!table)
        return table.error();
    return RunLock::keyFor(QString::fromUtf8(PQdb(connection.handle())), table->schema, versionTable.table);
}

} // namespace stillroom

#include "migrations/run/lockwatcher.h"

#include "migrations/database/connection.h"

#include <QThread>

namespace stillroom
{

namespace
{

constexpr int looksEveryMs = 500;
constexpr unsigned long endCheckMs = 25;

QString blockersQuery()
{
    return QStringLiteral(
        "WITH waiting AS (SELECT * FROM pg_catalog.pg_locks WHERE pid = $1::int AND NOT granted LIMIT 1) "
        "SELECT b.pid, a.usename, a.application_name, a.client_addr, a.state, left(a.query, 200), held.mode, "
        "(SELECT coalesce(w.relation::pg_catalog.regclass::text, w.locktype) FROM waiting w), "
        "(extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.backend_start)) * 1000)::bigint "
        "FROM unnest(pg_catalog.pg_blocking_pids($1::int)) AS b(pid) "
        "LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid "
        "LEFT JOIN LATERAL (SELECT l.mode FROM pg_catalog.pg_locks l, waiting w WHERE l.pid = b.pid "
        "AND l.granted AND l.locktype = w.locktype AND l.database IS NOT DISTINCT FROM w.database "
        "AND l.relation IS NOT DISTINCT FROM w.relation "
        "AND l.transactionid IS NOT DISTINCT FROM w.transactionid "
        "AND l.virtualxid IS NOT DISTINCT FROM w.virtualxid AND l.objid IS NOT DISTINCT FROM w.objid "
        "LIMIT 1) held ON true ORDER BY b.pid");
}

std::vector<Blocker> blockersOf(const ResultRows &rows)
{
    std::vector<Blocker> blockers;
    for (size_t row = 0; row < rows.rows.size(); ++row) {
        Blocker blocker;
        blocker.pid = rows.text(row, 0).toInt();
        blocker.user = rows.text(row, 1);
        blocker.application = rows.text(row, 2);
        blocker.address = rows.text(row, 3);
        blocker.state = rows.text(row, 4);
        blocker.query = rows.text(row, 5);
        blocker.lock = rows.text(row, 6);
        blocker.object = rows.text(row, 7);
        blocker.ageMs = rows.text(row, 8).toLongLong();
        blockers.push_back(std::move(blocker));
    }
    return blockers;
}

} // namespace

LockWatcher::LockWatcher(const ConnectionSettings &settings, int backendPid)
    : m_settings(settings)
    , m_backendPid(backendPid)
{
}

LockWatcher::~LockWatcher()
{
    m_ending.cancel();
    if (m_thread.joinable())
        m_thread.join();
}

std::optional<std::vector<Blocker>> LockWatcher::takeLook()
{
    if (!m_thread.joinable())
        m_thread = std::thread([this] { watch(); });
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_look, std::nullopt);
}

/// Gives up quietly when there is no second session to be had: the run itself does not need it.
void LockWatcher::watch()
{
    const auto connection = Connection::open(m_settings, m_ending);
    while (connection && !m_ending.isCancelled() && (*connection)->isOpen()) {
        const Result<ResultRows> rows
            = (*connection)->query(blockersQuery(), {QString::number(m_backendPid)});
        if (rows) {
            const std::lock_guard lock(m_mutex);
            m_look = blockersOf(*rows);
        }
        for (int waited = 0; waited < looksEveryMs && !m_ending.isCancelled(); waited += int(endCheckMs))
            QThread::msleep(endCheckMs);
    }
}

} // namespace stillroom

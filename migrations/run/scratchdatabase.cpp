#include "migrations/run/scratchdatabase.h"

#include "migrations/sql/quoting.h"

#include <QRandomGenerator>
#include <QThread>

namespace stillroom
{

namespace
{

const QString prefix = QStringLiteral("stillroom_rehearsal_");
/// One key for making and for sweeping: nobody sweeps between CREATE DATABASE and the first session.
const QString lockSql = QStringLiteral("SELECT pg_catalog.pg_advisory_lock(6004213377310)");
const QString unlockSql = QStringLiteral("SELECT pg_catalog.pg_advisory_unlock(6004213377310)");
constexpr int dropAttempts = 20; // a session that just ended is still counted for a moment
constexpr unsigned long dropPauseMs = 100;

Result<QString> scalar(Connection &connection, const QString &sql)
{
    const Result<ResultRows> rows = connection.query(sql);
    if (!rows)
        return rows.error();
    return rows->rows.empty() ? QString() : rows->text(0, 0);
}

Error mayNotCreate(const QString &role, const ConnectionSettings &live)
{
    return {ErrorKind::Refused,
        QStringLiteral(
            "The role %1 may not create databases on the server of %2. Rehearse on the private server, "
            "or have an administrator run: ALTER ROLE %3 CREATEDB")
            .arg(role, live.displayName(), quoteIdentifier(role))};
}

Status mayCreate(Connection &connection, const ConnectionSettings &live)
{
    const Result<ResultRows> role
        = connection.query(QStringLiteral("SELECT current_user, rolsuper OR rolcreatedb FROM "
                                          "pg_catalog.pg_roles WHERE rolname = current_user"));
    if (!role)
        return role.error();
    if (role->rows.empty() || role->text(0, 1) != u"t")
        return mayNotCreate(role->rows.empty() ? QString() : role->text(0, 0), live);
    return Done{};
}

/// The statement for a database like the connection's own.
Result<QString> createSql(Connection &connection, const QString &name, ScratchDatabase::Content content)
{
    const Result<ResultRows> own = connection.query(
        QStringLiteral("SELECT datname, pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype FROM "
                       "pg_catalog.pg_database WHERE datname = pg_catalog.current_database()"));
    if (!own)
        return own.error();
    if (content == ScratchDatabase::Content::Everything)
        return QStringLiteral("CREATE DATABASE %1 TEMPLATE %2").arg(name, quoteIdentifier(own->text(0, 0)));
    return QStringLiteral("CREATE DATABASE %1 TEMPLATE template0 ENCODING %2 LC_COLLATE %3 LC_CTYPE %4")
        .arg(name, quoteLiteral(own->text(0, 1)), quoteLiteral(own->text(0, 2)),
            quoteLiteral(own->text(0, 3)));
}

Status dropDatabase(Connection &connection, const QString &name)
{
    for (int attempt = 1;; ++attempt) {
        const Connection::Reply reply
            = connection.run(QStringLiteral("DROP DATABASE IF EXISTS ") + quoteIdentifier(name));
        if (!reply.failure)
            return Done{};
        if (reply.failure->sqlState != u"55006" || attempt == dropAttempts)
            return reply.failure->toError();
        QThread::msleep(dropPauseMs);
    }
}

} // namespace

Result<std::unique_ptr<ScratchDatabase>> ScratchDatabase::onPrivateServer(const CancelToken &cancel)
{
    std::unique_ptr<ScratchDatabase> scratch(new ScratchDatabase);
    PrivateServer::Options options;
    // A dump of many thousand tables is one transaction.
    options.settings << QStringLiteral("max_locks_per_transaction=4096") << QStringLiteral("autovacuum=off");
    Result<std::unique_ptr<PrivateServer>> server = PrivateServer::start(options);
    if (!server)
        return server.error();
    scratch->m_server = std::move(server).value();
    scratch->m_name = QStringLiteral("rehearsal");
    auto admin = Connection::open(scratch->m_server->settings(), cancel);
    if (!admin)
        return admin.error();
    if (const Status writing = (*admin)->beginWriting(); !writing)
        return writing.error();
    if (const auto made = (*admin)->query(QStringLiteral("CREATE DATABASE rehearsal TEMPLATE template0"));
        !made)
        return made.error();
    scratch->m_settings = scratch->m_server->settings(scratch->m_name);
    if (const Status connected = scratch->reconnect(cancel); !connected)
        return connected.error();
    return scratch;
}

Result<std::unique_ptr<ScratchDatabase>> ScratchDatabase::onTargetServer(
    const ConnectionSettings &live, Content content, const CancelToken &cancel)
{
    std::unique_ptr<ScratchDatabase> scratch(new ScratchDatabase);
    auto admin = Connection::open(live, cancel);
    if (!admin)
        return admin.error();
    if (const Status may = mayCreate(**admin, live); !may)
        return may.error();
    if (const Result<int> swept = sweep(**admin); !swept)
        return swept.error();
    const Result<QString> oid = scalar(**admin,
        QStringLiteral(
            "SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()"));
    if (!oid)
        return oid.error();
    scratch->m_name = prefix + *oid + u'_' + QString::number(QRandomGenerator::system()->generate(), 16);
    const Result<QString> sql = createSql(**admin, scratch->m_name, content);
    if (!sql)
        return sql.error();
    if (const auto locked = (*admin)->query(lockSql); !locked)
        return locked.error();
    if (const Status writing = (*admin)->beginWriting(); !writing)
        return writing.error();
    scratch->m_live = live;
    scratch->m_settings = live;
    scratch->m_settings.database = scratch->m_name;
    if (const Connection::Reply made = (*admin)->run(*sql); made.failure) {
        if (made.failure->sqlState != u"55006")
            return made.failure->toError();
        return Error{ErrorKind::Refused,
            QStringLiteral(
                "A full copy is not possible while others are connected to %1. Rehearse on a copy of the "
                "schema, or let them disconnect first.")
                .arg(live.displayName()),
            made.failure->detail, {}, made.failure->sqlState};
    }
    scratch->m_created = true;
    if (const Status connected = scratch->reconnect(cancel); !connected)
        return connected.error();
    (void)(*admin)->query(unlockSql);
    return scratch;
}

ScratchDatabase::~ScratchDatabase()
{
    m_connection.reset();
    if (!m_created)
        return;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto admin = Connection::open(m_live);
        if (admin && (*admin)->beginWriting() && dropDatabase(**admin, m_name))
            return;
        QThread::msleep(dropPauseMs);
    }
}

Status ScratchDatabase::reconnect(const CancelToken &cancel)
{
    auto connection = Connection::open(m_settings, cancel);
    if (!connection)
        return connection.error();
    m_connection = std::move(connection).value();
    return m_connection->beginWriting();
}

Result<int> ScratchDatabase::sweep(Connection &live)
{
    if (const auto locked = live.query(lockSql); !locked)
        return locked.error();
    const Result<ResultRows> stale = live.query(
        QStringLiteral(
            "SELECT d.datname FROM pg_catalog.pg_database d WHERE d.datname LIKE $1 || (SELECT oid FROM "
            "pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) || '\\_%' AND "
            "pg_catalog.pg_has_role(d.datdba, 'USAGE') AND NOT EXISTS (SELECT FROM "
            "pg_catalog.pg_stat_activity a WHERE a.datname = d.datname)"),
        {QString(prefix).replace(u'_', QStringLiteral("\\_"))});
    int dropped = 0;
    Status result = Done{};
    if (!stale) {
        result = stale.error();
    } else if (!stale->rows.empty()) {
        result = live.beginWriting();
        for (size_t row = 0; result && row < stale->rows.size(); ++row) {
            result = dropDatabase(live, stale->text(row, 0));
            dropped += result.ok();
        }
        (void)live.endWriting();
    }
    (void)live.query(unlockSql);
    if (!result)
        return result.error();
    return dropped;
}

} // namespace stillroom

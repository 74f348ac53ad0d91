#include "migrations/database/connection.h"

#include "migrations/database/connector.h"
#include "migrations/database/copyguard.h"
#include "migrations/sql/quoting.h"

#include <QCoreApplication>
#include <QSqlDriver>
#include <QSqlError>
#include <QThread>
#include <QVariant>

#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <cstring>

namespace stillroom
{

namespace
{

using ResultHandle = std::unique_ptr<PGresult, decltype(&PQclear)>;

bool isWindowThread()
{
    const QCoreApplication *application = QCoreApplication::instance();
    return application && application->inherits("QGuiApplication")
        && application->thread() == QThread::currentThread();
}

/// libpq's quoting inside QPSQL's option text. QPSQL turns every `;` into a blank, so none may be in it.
Result<QString> optionText(const ReachedServer &server)
{
    QStringList parts;
    for (auto [keyword, value] : server.keywords) {
        if (value.contains(QLatin1Char(';'))) {
            return Error{ErrorKind::InvalidCall,
                QStringLiteral(
                    "The value of the connection option \"%1\" holds a semicolon, which Qt's driver "
                    "cannot pass on.")
                    .arg(keyword)};
        }
        value.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
        value.replace(QLatin1Char('\''), QStringLiteral("\\'"));
        parts << keyword + QStringLiteral("='") + value + QLatin1Char('\'');
    }
    return parts.join(QLatin1Char(';'));
}

/// QPSQL's handle, by the type name Qt 6.4 gives it and by the documented one.
PGconn *handleOf(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    const char *type = handle.typeName();
    if (!type || (std::strcmp(type, "pg_conn*") != 0 && std::strcmp(type, "PGconn*") != 0))
        return nullptr;
    return *static_cast<PGconn *const *>(handle.constData());
}

} // namespace

class Connection::Private
{
public:
    ConnectionSettings settings;
    QString name;
    QSqlDatabase database;
    PGconn *handle = nullptr;
    QThread *thread = QThread::currentThread();
    bool pooled = false;
    bool writing = false;
    std::function<void(const ServerReport &)> noticeReceiver;
    std::shared_ptr<QueryCanceller> canceller;

    static void receiveNotice(void *self, const PGresult *result)
    {
        const auto *d = static_cast<Private *>(self);
        if (d->noticeReceiver)
            d->noticeReceiver(reportOf(result));
    }
    Status openDriver(const ReachedServer &server);
    Status adoptHandle();
    Status takeRole();
    Reply send(const QString &sql, const QStringList &parameters) const;
    Reply collect(ResultHandle result) const;
};

Connection::Connection()
    : d(std::make_unique<Private>())
{
}

Connection::~Connection()
{
    Q_ASSERT(d->thread == QThread::currentThread());
    if (d->handle)
        PQsetNoticeReceiver(
            d->handle, [](void *, const PGresult *) {}, nullptr);
    d->database.close();
    d->database = QSqlDatabase();
    if (!d->name.isEmpty())
        QSqlDatabase::removeDatabase(d->name);
}

Status Connection::Private::openDriver(const ReachedServer &server)
{
    static std::atomic_int count{0};
    const Result<QString> options = optionText(server);
    if (!options)
        return options.error();
    name = QStringLiteral("stillroom-%1").arg(++count);
    database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name);
    database.setHostName(server.host);
    database.setPort(server.port.toInt());
    database.setUserName(server.user);
    database.setPassword(server.password);
    database.setDatabaseName(server.database);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(settings.connectTimeout).count();
    QString text = *options + QStringLiteral(";connect_timeout=%1").arg(std::max<qint64>(2, seconds));
    if (!server.hostAddress.isEmpty())
        text += QStringLiteral(";hostaddr=") + server.hostAddress;
    database.setConnectOptions(text);
    if (database.open())
        return Done{};
    QString detail = database.lastError().databaseText().trimmed();
    if (server.password.size() >= 3)
        detail.replace(server.password, QStringLiteral("***"));
    return Error{ErrorKind::Unreachable,
        QStringLiteral("The server answered, but the session on %1 could not be opened. Try again.")
            .arg(settings.displayName()),
        detail};
}

Status Connection::Private::adoptHandle()
{
    handle = handleOf(database);
    if (!handle) {
        return Error{
            ErrorKind::Internal, QStringLiteral("Qt's PostgreSQL driver does not hand out its connection.")};
    }
    PQsetNoticeReceiver(handle, &Private::receiveNotice, this);
    canceller = std::make_shared<QueryCanceller>(handle);
    // Some poolers accept the start-up option and ignore it. Servers from 14 on report the setting by
    // themselves; older ones are asked.
    const char *reported = PQparameterStatus(handle, "default_transaction_read_only");
    if (reported) {
        pooled = pooled || std::strcmp(reported, "on") != 0;
    } else if (!pooled) {
        const Reply reply = send(QStringLiteral("SHOW default_transaction_read_only"), {});
        pooled = reply.failure || reply.result.rows.empty() || reply.result.text(0, 0) != u"on";
    }
    return Done{};
}

Status Connection::Private::takeRole()
{
    if (settings.role.isEmpty())
        return Done{};
    if (pooled) {
        return Error{ErrorKind::Refused,
            QStringLiteral("The role %1 is not taken on through a pooler: SET ROLE could reach the sessions "
                           "of others. Connect to the server itself, or give the rights to %2.")
                .arg(settings.role, settings.user)};
    }
    const Reply reply = send(QStringLiteral("SET ROLE ") + quoteIdentifier(settings.role), {});
    if (!reply.failure)
        return Done{};
    Error error = reply.failure->toError();
    error.kind = ErrorKind::LoginRefused;
    error.detail = error.detail.isEmpty() ? error.message : error.message + QLatin1Char('\n') + error.detail;
    error.message = QStringLiteral("The role %1 could not be taken on. Check its name, and that the user is "
                                   "a member of it.")
                        .arg(settings.role);
    return error;
}

Result<std::unique_ptr<Connection>> Connection::open(
    const ConnectionSettings &settings, const CancelToken &cancel)
{
    Q_ASSERT(!isWindowThread());
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QPSQL"))) {
        return Error{ErrorKind::Internal,
            QStringLiteral("Qt's PostgreSQL driver is missing: install the package libqt6sql6-psql.")};
    }
    const Result<ReachedServer> server = reachServer(settings, cancel);
    if (!server)
        return server.error();
    std::unique_ptr<Connection> connection(new Connection);
    connection->d->settings = settings;
    connection->d->pooled = server->pooled;
    if (const Status status = connection->d->openDriver(*server); !status)
        return status.error();
    if (const Status status = connection->d->adoptHandle(); !status)
        return status.error();
    if (const Status status = connection->d->takeRole(); !status)
        return status.error();
    return connection;
}

const ConnectionSettings &Connection::settings() const
{
    return d->settings;
}

bool Connection::isOpen() const
{
    return d->handle && PQstatus(d->handle) == CONNECTION_OK;
}

bool Connection::isPooled() const
{
    return d->pooled;
}

bool Connection::isWriting() const
{
    return d->writing;
}

int Connection::backendPid() const
{
    return PQbackendPID(d->handle);
}

int Connection::serverVersion() const
{
    return PQserverVersion(d->handle);
}

Connection::Reply Connection::Private::collect(ResultHandle result) const
{
    Reply reply;
    switch (PQresultStatus(result.get())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
    case PGRES_EMPTY_QUERY:
        break;
    default:
        reply.failure = result && PQresultStatus(result.get()) == PGRES_FATAL_ERROR ? reportOf(result.get())
                                                                                    : lostReport(handle);
        reply.failure->connectionLost = PQstatus(handle) != CONNECTION_OK;
        return reply;
    }
    const int columns = PQnfields(result.get());
    for (int column = 0; column < columns; ++column)
        reply.result.columns << QString::fromUtf8(PQfname(result.get(), column));
    for (int row = 0; row < PQntuples(result.get()); ++row) {
        std::vector<std::optional<QString>> values{size_t(columns)};
        for (int column = 0; column < columns; ++column) {
            if (!PQgetisnull(result.get(), row, column))
                values[size_t(column)] = QString::fromUtf8(PQgetvalue(result.get(), row, column));
        }
        reply.result.rows.push_back(std::move(values));
    }
    const QByteArray affected(PQcmdTuples(result.get()));
    if (!affected.isEmpty())
        reply.result.affected = affected.toLongLong();
    return reply;
}

Connection::Reply Connection::Private::send(const QString &sql, const QStringList &parameters) const
{
    const QByteArray text = sql.toUtf8();
    std::vector<QByteArray> bytes;
    std::vector<const char *> values;
    for (const QString &parameter : parameters)
        bytes.push_back(parameter.toUtf8());
    for (size_t i = 0; i < bytes.size(); ++i)
        values.push_back(parameters[qsizetype(i)].isNull() ? nullptr : bytes[i].constData());
    ResultHandle result(PQexecParams(handle, text.constData(), int(values.size()), nullptr, values.data(),
                            nullptr, nullptr, 0),
        &PQclear);
    if (!isCopy(result.get()))
        return collect(std::move(result));
    leaveCopy(handle, result.get());
    Reply reply = collect(ResultHandle(PQgetResult(handle), &PQclear));
    while (ResultHandle rest{PQgetResult(handle), &PQclear})
        continue;
    return reply;
}

Connection::Reply Connection::run(const QString &sql, const QStringList &parameters)
{
    Q_ASSERT(d->thread == QThread::currentThread());
    if (!d->pooled || d->writing)
        return d->send(sql, parameters);
    Reply begin = d->send(QStringLiteral("BEGIN READ ONLY"), {});
    if (begin.failure)
        return begin;
    Reply reply = d->send(sql, parameters);
    Reply end = d->send(QStringLiteral("COMMIT"), {});
    if (!reply.failure && end.failure)
        return end;
    return reply;
}

Result<ResultRows> Connection::query(const QString &sql, const QStringList &parameters)
{
    Reply reply = run(sql, parameters);
    if (reply.failure)
        return reply.failure->toError();
    return std::move(reply.result);
}

Status Connection::runSettings(const QString &sql)
{
    Q_ASSERT(d->thread == QThread::currentThread());
    const Reply reply = d->collect(ResultHandle(PQexec(d->handle, sql.toUtf8().constData()), &PQclear));
    if (reply.failure)
        return reply.failure->toError();
    return Done{};
}

Status Connection::beginWriting()
{
    if (!d->writing && !d->pooled) {
        if (const Status status = runSettings(QStringLiteral("SET default_transaction_read_only = off"));
            !status)
            return status;
    }
    d->writing = true;
    return Done{};
}

Status Connection::endWriting()
{
    if (d->writing && !d->pooled) {
        if (const Status status = runSettings(QStringLiteral("SET default_transaction_read_only = on"));
            !status)
            return status;
    }
    d->writing = false;
    return Done{};
}

void Connection::onNotice(std::function<void(const ServerReport &)> receiver)
{
    d->noticeReceiver = std::move(receiver);
}

std::shared_ptr<QueryCanceller> Connection::canceller() const
{
    return d->canceller;
}

QSqlDatabase Connection::database() const
{
    return d->database;
}

pg_conn *Connection::handle() const
{
    return d->handle;
}

} // namespace stillroom

#include "migrations/database/connector.h"

#include "migrations/database/connectionparts.h"

#include <QByteArray>
#include <QRegularExpression>
#include <QStringList>

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace stillroom
{

namespace
{

using Clock = std::chrono::steady_clock;
using ConnectionHandle = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Keywords = std::vector<std::pair<QString, QString>>;

constexpr auto pollInterval = std::chrono::milliseconds(25);
const QLatin1String readOnlyOption("-c default_transaction_read_only=on");

void addDefault(Keywords &keywords, const char *name, const QString &value)
{
    const QLatin1String key(name);
    const auto same = [&](const auto &pair) { return pair.first == key; };
    if (std::none_of(keywords.begin(), keywords.end(), same))
        keywords.emplace_back(key, value);
}

/// The user's keywords and ours. A dead network is noticed after a minute instead of two hours, so that
/// waiting for a long statement cannot become waiting for ever.
Keywords completeKeywords(const ConnectionSettings &settings, bool withOptions)
{
    Keywords keywords = settings.keywords;
    addDefault(keywords, "fallback_application_name", QStringLiteral("stillroom"));
    addDefault(keywords, "keepalives_idle", QStringLiteral("30"));
    addDefault(keywords, "keepalives_interval", QStringLiteral("10"));
    addDefault(keywords, "keepalives_count", QStringLiteral("3"));
    if (!withOptions)
        return keywords;
    // Ours would replace those of the service file or of PGOPTIONS: they stand in front of it.
    const QString name = QStringLiteral("options");
    const auto theirs = partOf(connectionParts(settings), name);
    std::erase_if(keywords, [&](const auto &pair) { return pair.first == name; });
    keywords.emplace_back(name,
        theirs && !theirs->value.isEmpty() ? theirs->value + QLatin1Char(' ') + readOnlyOption
                                           : QString(readOnlyOption));
    return keywords;
}

/// One try, polled on a thread of its own.
struct Attempt {
    ConnectionSettings settings;
    bool withOptions = true;
    Clock::time_point deadline;
    CancelToken cancel;

    std::mutex mutex;
    std::condition_variable finished;
    std::optional<Result<ReachedServer>> outcome;
    bool optionsRefused = false;
};

ConnectionHandle startConnecting(const ConnectionSettings &settings, const Keywords &more)
{
    std::vector<std::pair<QByteArray, QByteArray>> texts;
    const auto add = [&](const char *keyword, const QString &value) {
        if (!value.isEmpty())
            texts.emplace_back(keyword, value.toUtf8());
    };
    for (const auto &[keyword, value] : more)
        texts.emplace_back(keyword.toUtf8(), value.toUtf8());
    add("host", settings.host);
    add("port", settings.port);
    add("user", settings.user);
    add("password", settings.password);
    add("dbname", settings.database);
    std::vector<const char *> names;
    std::vector<const char *> values;
    for (const auto &[keyword, value] : texts) {
        names.push_back(keyword.constData());
        values.push_back(value.constData());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    return ConnectionHandle(PQconnectStartParams(names.data(), values.data(), 0), &PQfinish);
}

/// Waits for the socket in short slices, so that a cancel is noticed. False when time is over.
bool waitForSocket(PGconn *connection, PostgresPollingStatusType wanted, const Attempt &attempt)
{
    const short events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    while (!attempt.cancel.isCancelled() && Clock::now() < attempt.deadline) {
        pollfd descriptor{PQsocket(connection), events, 0};
        if (poll(&descriptor, 1, int(pollInterval.count())) != 0)
            return true;
    }
    return false;
}

QString endpointName(const ConnectionSettings &settings)
{
    QString name = settings.host.isEmpty() ? QStringLiteral("the local server") : settings.host;
    if (!settings.port.isEmpty())
        name += QLatin1Char(':') + settings.port;
    return name;
}

Error timedOut(const ConnectionSettings &settings)
{
    return {ErrorKind::Unreachable,
        QStringLiteral("%1 did not answer within %2 s. Check host and port, or allow more time with "
                       "connect_timeout.")
            .arg(endpointName(settings))
            .arg(double(settings.connectTimeout.count()) / 1000.0, 0, 'g', 4)};
}

Error cancelled()
{
    return {ErrorKind::Cancelled, QStringLiteral("Connecting was cancelled.")};
}

/// "… FATAL:  28P01: password authentication failed …\nLOCATION: …" as libpq writes it at verbosity
/// VERBOSE: the only way it tells the SQLSTATE of a refused start-up.
struct StartupFailure {
    QString sqlState;
    QString text;
};

StartupFailure parseFailure(QString text)
{
    static const QRegularExpression location(QStringLiteral("\\n?LOCATION:[^\\n]*"));
    static const QRegularExpression code(QStringLiteral(":  ([0-9A-Z]{5}): "));
    StartupFailure failure;
    text.remove(location);
    const QRegularExpressionMatch match = code.match(text);
    failure.sqlState = match.captured(1);
    if (match.hasMatch())
        text.replace(match.capturedStart(), match.capturedLength(), QStringLiteral(":  "));
    failure.text = text.trimmed();
    return failure;
}

bool refusesLogin(const StartupFailure &failure, PGconn *connection)
{
    return failure.sqlState.startsWith(u"28") || failure.sqlState == u"3D000" || failure.sqlState == u"42501"
        || PQconnectionNeedsPassword(connection) != 0;
}

Error startupError(const Attempt &attempt, PGconn *connection, const StartupFailure &failure)
{
    const ConnectionSettings &settings = attempt.settings;
    Error error;
    error.sqlState = failure.sqlState;
    error.detail = failure.text;
    if (settings.password.size() >= 3)
        error.detail.replace(settings.password, QStringLiteral("***"));
    if (refusesLogin(failure, connection)) {
        error.kind = ErrorKind::LoginRefused;
        error.message
            = QStringLiteral("The server refused the login to %1. Check user, password and database "
                             "name.")
                  .arg(settings.displayName());
    } else {
        error.kind = ErrorKind::Unreachable;
        error.message
            = QStringLiteral("No connection to %1. Check that the server runs and that host and port "
                             "are right.")
                  .arg(endpointName(settings));
    }
    return error;
}

/// What the service file and the environment said: QPSQL's own connection must not fall back to another
/// TLS mode or application name because it does not read the service file again.
void addResolved(Keywords &keywords, PGconn *connection)
{
    static const QStringList own{QStringLiteral("host"), QStringLiteral("hostaddr"), QStringLiteral("port"),
        QStringLiteral("user"), QStringLiteral("password"), QStringLiteral("dbname"),
        QStringLiteral("service"), QStringLiteral("passfile"), QStringLiteral("options"),
        QStringLiteral("connect_timeout"), QStringLiteral("client_encoding")};
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfo(connection), &PQconninfoFree);
    for (const PQconninfoOption *option = options.get(); option && option->keyword; ++option) {
        const bool isSet = option->val && *option->val;
        const bool isDefault = isSet && option->compiled && qstrcmp(option->val, option->compiled) == 0;
        if (isSet && !isDefault && !own.contains(QLatin1String(option->keyword)))
            addDefault(keywords, option->keyword, QString::fromUtf8(option->val));
    }
}

ReachedServer describe(PGconn *connection, const Attempt &attempt, Keywords keywords)
{
    ReachedServer server;
    server.host = QString::fromUtf8(PQhost(connection));
    if (!server.host.startsWith(u'/') && !server.host.startsWith(u'@'))
        server.hostAddress = QString::fromUtf8(PQhostaddr(connection));
    server.port = QString::fromUtf8(PQport(connection));
    server.user = QString::fromUtf8(PQuser(connection));
    server.password = QString::fromUtf8(PQpass(connection));
    server.database = QString::fromUtf8(PQdb(connection));
    server.pooled = !attempt.withOptions;
    addResolved(keywords, connection);
    std::erase_if(
        keywords, [](const auto &pair) { return pair.first == u"hostaddr" || pair.first == u"service"; });
    server.keywords = std::move(keywords);
    return server;
}

Result<ReachedServer> connectOnce(Attempt &attempt)
{
    const Keywords keywords = completeKeywords(attempt.settings, attempt.withOptions);
    const ConnectionHandle connection = startConnecting(attempt.settings, keywords);
    if (!connection)
        return Error{ErrorKind::Internal, QStringLiteral("Out of memory while connecting.")};
    PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
    PostgresPollingStatusType status = PGRES_POLLING_WRITING;
    if (PQstatus(connection.get()) == CONNECTION_BAD)
        status = PGRES_POLLING_FAILED;
    while (status != PGRES_POLLING_OK && status != PGRES_POLLING_FAILED) {
        if (!waitForSocket(connection.get(), status, attempt))
            return attempt.cancel.isCancelled() ? cancelled() : timedOut(attempt.settings);
        status = PQconnectPoll(connection.get());
    }
    if (status == PGRES_POLLING_OK)
        return describe(connection.get(), attempt, keywords);
    const StartupFailure failure = parseFailure(QString::fromUtf8(PQerrorMessage(connection.get())));
    attempt.optionsRefused = failure.text.contains(u"unsupported startup parameter");
    return startupError(attempt, connection.get(), failure);
}

/// A pooler such as PgBouncer refuses start-up options: then once more without.
void runAttempt(const std::shared_ptr<Attempt> &attempt)
{
    Result<ReachedServer> outcome = connectOnce(*attempt);
    if (!outcome && attempt->optionsRefused) {
        attempt->withOptions = false;
        outcome = connectOnce(*attempt);
    }
    const std::lock_guard lock(attempt->mutex);
    attempt->outcome = std::move(outcome);
    attempt->finished.notify_all();
}

} // namespace

Result<ReachedServer> reachServer(const ConnectionSettings &settings, const CancelToken &cancel)
{
    auto attempt = std::make_shared<Attempt>();
    attempt->settings = settings;
    if (settings.connectTimeout <= std::chrono::milliseconds(0))
        attempt->settings.connectTimeout = ConnectionSettings().connectTimeout;
    attempt->deadline = Clock::now() + attempt->settings.connectTimeout;
    attempt->cancel = cancel;
    std::thread([attempt] { runAttempt(attempt); }).detach();

    std::unique_lock lock(attempt->mutex);
    // The thread notices deadline and cancel itself unless it is stuck in a name look-up: the extra
    // intervals let its better answer win.
    int slack = 4;
    while (!attempt->outcome) {
        if ((cancel.isCancelled() || Clock::now() >= attempt->deadline) && slack-- == 0)
            return cancel.isCancelled() ? cancelled() : timedOut(attempt->settings);
        attempt->finished.wait_for(lock, pollInterval);
    }
    return *attempt->outcome;
}

} // namespace stillroom

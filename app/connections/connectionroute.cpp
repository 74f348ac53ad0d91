#include "app/connections/connectionroute.h"

#include "app/project/databaseurl.h"
#include "migrations/database/connectionparts.h"
#include "migrations/database/passwordfile.h"

#include <algorithm>

namespace stillroom
{

namespace
{

void setKeyword(ConnectionSettings &settings, const QString &keyword, const QString &value)
{
    std::erase_if(settings.keywords, [&](const auto &pair) { return pair.first == keyword; });
    settings.keywords.emplace_back(keyword, value);
}

/// The settings that lead to the same database through the local end of a tunnel.
ConnectionSettings throughTunnel(ConnectionSettings settings, int localPort)
{
    const std::vector<ConnectionPart> parts = connectionParts(settings);
    const auto part = [&parts](const char *keyword) { return partOf(parts, QLatin1String(keyword)); };
    const QString host = part("host")->value;
    const QString port = part("port") ? part("port")->value : QString();
    // libpq would look for the local port in the password file.
    const auto password = part("password");
    if (password && password->origin == PartOrigin::PasswordFile) {
        const auto line
            = findPassword(password->place.path, {host, port, part("dbname")->value, part("user")->value});
        if (line)
            settings.password = line->password;
    }
    settings.host = host.isEmpty() || host.startsWith(QLatin1Char('/')) ? QStringLiteral("localhost") : host;
    settings.port = QString::number(localPort);
    setKeyword(settings, QStringLiteral("hostaddr"), QStringLiteral("127.0.0.1"));
    return settings;
}

/// The local end of the tunnel is no address a person knows.
Error behindTunnel(Error error, const ConnectionRoute &route, const QString &messages)
{
    if (error.kind == ErrorKind::Unreachable) {
        error.message = QStringLiteral("The tunnel through %1 stands, but the database behind it did not "
                                       "answer (%2). Check host and port as the SSH server sees them.")
                            .arg(route.tunnel->displayName(), route.settings.displayName());
        if (!messages.isEmpty())
            error.detail = messages + QLatin1Char('\n') + error.detail;
    }
    return error;
}

} // namespace

Result<ConnectionSettings> settingsOf(const Target &target, std::chrono::milliseconds timeout)
{
    const Result<DatabaseUrl> url = DatabaseUrl::parse(target.url);
    if (!url) {
        return Error{ErrorKind::InvalidCall,
            QStringLiteral("The URL of %1 cannot be used: %2").arg(target.name, url.error().message),
            url.error().detail, target.place};
    }
    Result<std::vector<std::pair<QString, QString>>> keywords = url->libpqKeywords();
    if (!keywords)
        return keywords.error();
    Result<ConnectionSettings> settings = ConnectionSettings::fromKeywords(*keywords);
    if (!settings)
        return settings;
    settings->role = target.role;
    const bool ownTimeout = std::any_of(keywords->begin(), keywords->end(),
        [](const auto &keyword) { return keyword.first == QLatin1String("connect_timeout"); });
    if (!ownTimeout)
        settings->connectTimeout = timeout;
    return settings;
}

Result<RoutedConnection> openRoute(const ConnectionRoute &route, const CancelToken &cancel)
{
    RoutedConnection opened;
    ConnectionSettings settings = route.settings;
    if (route.tunnel) {
        const std::vector<ConnectionPart> parts = connectionParts(settings);
        const auto host = partOf(parts, QStringLiteral("host"));
        const auto port = partOf(parts, QStringLiteral("port"));
        if (host->value.contains(QLatin1Char(',')) || (port && port->value.contains(QLatin1Char(',')))) {
            return Error{ErrorKind::InvalidCall,
                QStringLiteral("A tunnel leads to one database server; this target names several hosts.")};
        }
        Result<std::unique_ptr<SshTunnel>> tunnel = SshTunnel::open(
            *route.tunnel, {host->value, port ? port->value.toInt() : 0}, settings.connectTimeout, cancel);
        if (!tunnel)
            return tunnel.error();
        opened.tunnel = std::move(*tunnel);
        settings = throughTunnel(std::move(settings), opened.tunnel->localPort());
    }
    Result<std::unique_ptr<Connection>> connection = Connection::open(settings, cancel);
    if (!connection && opened.tunnel)
        return behindTunnel(connection.error(), route, opened.tunnel->messages());
    if (!connection)
        return connection.error();
    opened.connection = std::move(*connection);
    return opened;
}

} // namespace stillroom

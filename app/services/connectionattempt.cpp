#include "app/services/connectionattempt.h"

#include "app/project/databaseurl.h"
#include "migrations/database/connection.h"
#include "migrations/database/statereader.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionAttempt", text);
}

Result<ServerFacts> measure(
    const TargetChoice &choice, const VersionTableName &versionTable, const CancelToken &cancel)
{
    const Result<ConnectionSettings> settings = connectionSettings(choice);
    if (!settings)
        return settings.error();
    const auto connection = Connection::open(*settings, cancel);
    if (!connection)
        return connection.error();
    const Result<DatabaseState> state = readDatabaseState(**connection, versionTable);
    if (!state)
        return state.error();
    return state->server;
}

} // namespace

Result<ConnectionSettings> connectionSettings(const TargetChoice &choice)
{
    const Result<DatabaseUrl> url = DatabaseUrl::parse(choice.target.url);
    if (!url) {
        return Error{ErrorKind::InvalidCall,
            tr("The URL of %1 cannot be used: %2").arg(choice.target.name, url.error().message),
            url.error().detail, choice.target.place};
    }
    Result<std::vector<std::pair<QString, QString>>> keywords = url->libpqKeywords();
    if (!keywords)
        return keywords.error();
    Result<ConnectionSettings> settings = ConnectionSettings::fromKeywords(*keywords);
    if (!settings)
        return settings.error();
    if (!choice.password.isEmpty())
        settings->password = choice.password;
    const bool ownTimeout = std::any_of(keywords->begin(), keywords->end(),
        [](const auto &keyword) { return keyword.first == QLatin1String("connect_timeout"); });
    if (!ownTimeout)
        settings->connectTimeout = choice.connectTimeout;
    return settings;
}

ConnectionTest tryConnection(
    const TargetChoice &choice, const VersionTableName &versionTable, const CancelToken &cancel)
{
    QElapsedTimer timer;
    timer.start();
    const Result<ServerFacts> server = measure(choice, versionTable, cancel);
    ConnectionTest test;
    test.durationMs = double(timer.nsecsElapsed()) / 1e6;
    test.ok = server.ok();
    if (server)
        test.server = *server;
    else
        test.error = server.error();
    return test;
}

} // namespace stillroom

#include "migrations/database/connectionsettings.h"

#include <QLatin1String>

#include <libpq-fe.h>

#include <algorithm>
#include <memory>

namespace stillroom
{

namespace
{

/// libpq's own list of keywords, so that a newer libpq brings its new ones.
bool isLibpqKeyword(const QString &keyword)
{
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconndefaults(), &PQconninfoFree);
    for (const PQconninfoOption *option = options.get(); option && option->keyword; ++option) {
        if (keyword == QLatin1String(option->keyword))
            return true;
    }
    return false;
}

void setKeyword(ConnectionSettings &settings, const QString &keyword, const QString &value)
{
    const auto same = [&](const auto &pair) { return pair.first == keyword; };
    const auto found = std::find_if(settings.keywords.begin(), settings.keywords.end(), same);
    if (found == settings.keywords.end())
        settings.keywords.emplace_back(keyword, value);
    else
        found->second = value;
}

Status apply(ConnectionSettings &settings, const QString &keyword, const QString &value)
{
    if (keyword == u"host") {
        settings.host = value;
    } else if (keyword == u"port") {
        settings.port = value;
    } else if (keyword == u"user") {
        settings.user = value;
    } else if (keyword == u"password") {
        settings.password = value;
    } else if (keyword == u"dbname") {
        settings.database = value;
    } else if (keyword == u"connect_timeout") {
        bool isNumber = false;
        const int seconds = value.toInt(&isNumber);
        if (!isNumber)
            return Error{
                ErrorKind::InvalidCall, QStringLiteral("connect_timeout must be a whole number of seconds.")};
        if (seconds > 0)
            settings.connectTimeout = std::chrono::seconds(seconds);
    } else if (!isLibpqKeyword(keyword)) {
        return Error{ErrorKind::InvalidCall,
            QStringLiteral(
                "PostgreSQL's client library knows no connection option \"%1\": remove it from the "
                "database URL.")
                .arg(keyword)};
    } else {
        setKeyword(settings, keyword, value);
    }
    return Done{};
}

} // namespace

Result<ConnectionSettings> ConnectionSettings::fromKeywords(
    const std::vector<std::pair<QString, QString>> &keywords)
{
    ConnectionSettings settings;
    for (const auto &[keyword, value] : keywords) {
        if (const Status status = apply(settings, keyword, value); !status)
            return status.error();
    }
    return settings;
}

QString ConnectionSettings::displayName() const
{
    QString text = database.isEmpty() ? QStringLiteral("the default database") : database;
    text += QStringLiteral(" on ") + (host.isEmpty() ? QStringLiteral("the local server") : host);
    if (!port.isEmpty())
        text += QLatin1Char(':') + port;
    if (!user.isEmpty())
        text += QStringLiteral(" as ") + user;
    return text;
}

} // namespace stillroom

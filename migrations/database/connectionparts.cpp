#include "migrations/database/connectionparts.h"

#include "migrations/database/passwordfile.h"
#include "migrations/database/servicefile.h"

#include <QDir>

#include <libpq-fe.h>

#include <algorithm>
#include <memory>

namespace stillroom
{

namespace
{

using OptionList = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

QString givenValue(const ConnectionSettings &settings, const QString &keyword)
{
    if (keyword == u"host")
        return settings.host;
    if (keyword == u"port")
        return settings.port;
    if (keyword == u"user")
        return settings.user;
    if (keyword == u"password")
        return settings.password;
    if (keyword == u"dbname")
        return settings.database;
    for (const auto &[name, value] : settings.keywords) {
        if (name == keyword)
            return value;
    }
    return {};
}

std::optional<ConnectionService> serviceOf(const ConnectionSettings &settings)
{
    const QString given = givenValue(settings, QStringLiteral("service"));
    const QString name = given.isEmpty() ? qEnvironmentVariable("PGSERVICE") : given;
    if (name.isEmpty())
        return {};
    for (ConnectionService &service : allServices()) {
        if (service.name == name)
            return std::move(service);
    }
    return {};
}

std::optional<ConnectionPart> resolved(const ConnectionSettings &settings, const PQconninfoOption &option,
    const std::optional<ConnectionService> &service)
{
    ConnectionPart part;
    part.keyword = QLatin1String(option.keyword);
    part.value = givenValue(settings, part.keyword);
    if (!part.value.isEmpty())
        return part;
    if (service) {
        for (const ConnectionService::Entry &entry : service->entries) {
            if (entry.key == part.keyword && !entry.value.isEmpty())
                return ConnectionPart{
                    part.keyword, entry.value, PartOrigin::ServiceFile, service->name, entry.place};
        }
    }
    const QString variable = option.envvar ? qEnvironmentVariable(option.envvar) : QString();
    if (!variable.isEmpty())
        return ConnectionPart{part.keyword, variable, PartOrigin::Environment, QLatin1String(option.envvar)};
    if (option.compiled && *option.compiled)
        return ConnectionPart{part.keyword, QString::fromUtf8(option.compiled), PartOrigin::Default, {}, {}};
    return {};
}

void addDefault(std::vector<ConnectionPart> &parts, const QString &keyword, const QString &value)
{
    if (!partOf(parts, keyword))
        parts.push_back({keyword, value, PartOrigin::Default, {}, {}});
}

QString systemUser(const PQconninfoOption *options)
{
    for (const PQconninfoOption *option = options; option && option->keyword; ++option) {
        if (QLatin1String(option->keyword) == QLatin1String("user") && option->val)
            return QString::fromUtf8(option->val);
    }
    return {};
}

/// The password file is asked last, with the values found; it cannot be told for several hosts.
void addPasswordFile(std::vector<ConnectionPart> &parts, const ConnectionSettings &settings)
{
    if (partOf(parts, QStringLiteral("password")))
        return;
    const auto value = [&](const char *keyword) {
        const auto part = partOf(parts, QLatin1String(keyword));
        return part ? part->value : QString();
    };
    const QString given = givenValue(settings, QStringLiteral("passfile"));
    const QString path = given.isEmpty() ? passwordFile() : given;
    if (value("host").contains(QLatin1Char(',')))
        return;
    const std::optional<PasswordLine> line
        = findPassword(path, {value("host"), value("port"), value("dbname"), value("user")});
    if (line) {
        QString shown = path;
        if (shown.startsWith(QDir::homePath() + QLatin1Char('/')))
            shown = QLatin1Char('~') + shown.mid(QDir::homePath().size());
        parts.push_back({QStringLiteral("password"), {}, PartOrigin::PasswordFile, shown, line->place});
    }
}

} // namespace

std::vector<ConnectionPart> connectionParts(const ConnectionSettings &settings)
{
    const OptionList options(PQconndefaults(), &PQconninfoFree);
    const std::optional<ConnectionService> service = serviceOf(settings);
    std::vector<ConnectionPart> parts;
    for (const PQconninfoOption *option = options.get(); option && option->keyword; ++option) {
        if (std::optional<ConnectionPart> part = resolved(settings, *option, service))
            parts.push_back(std::move(*part));
    }
    addDefault(parts, QStringLiteral("host"), QString());
    addDefault(parts, QStringLiteral("user"), systemUser(options.get()));
    addDefault(parts, QStringLiteral("dbname"), partOf(parts, QStringLiteral("user"))->value);
    addPasswordFile(parts, settings);
    for (ConnectionPart &part : parts) {
        if (part.keyword.endsWith(QLatin1String("password")))
            part.value.clear();
    }
    return parts;
}

std::optional<ConnectionPart> partOf(const std::vector<ConnectionPart> &parts, const QString &keyword)
{
    const auto found = std::find_if(
        parts.begin(), parts.end(), [&](const ConnectionPart &part) { return part.keyword == keyword; });
    return found == parts.end() ? std::nullopt : std::optional(*found);
}

} // namespace stillroom

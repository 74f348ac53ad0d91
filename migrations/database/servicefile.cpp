#include "migrations/database/servicefile.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace stillroom
{

namespace
{

/// Where Debian's libpq keeps the system-wide file (pg_config --sysconfdir).
const QLatin1String systemFolder("/etc/postgresql-common");

} // namespace

QString ConnectionService::value(const QString &key) const
{
    const auto found
        = std::find_if(entries.begin(), entries.end(), [&](const Entry &entry) { return entry.key == key; });
    return found == entries.end() ? QString() : found->value;
}

QStringList serviceFiles()
{
    const QString own = qEnvironmentVariable("PGSERVICEFILE");
    const QString folder = qEnvironmentVariable("PGSYSCONFDIR", systemFolder);
    return {own.isEmpty() ? QDir::homePath() + QStringLiteral("/.pg_service.conf") : own,
        folder + QStringLiteral("/pg_service.conf")};
}

std::vector<ConnectionService> readServices(const QString &path)
{
    std::vector<ConnectionService> services;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return services;
    bool inGroup = false;
    for (int number = 1; !file.atEnd(); ++number) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        if (line.startsWith(QLatin1Char('['))) {
            const qsizetype end = line.indexOf(QLatin1Char(']'));
            inGroup = end > 1;
            if (inGroup)
                services.push_back({line.mid(1, end - 1), {path, number, 0}, {}});
            continue;
        }
        const qsizetype equal = line.indexOf(QLatin1Char('='));
        if (!inGroup || equal <= 0)
            continue;
        ConnectionService &service = services.back();
        const QString key = line.left(equal);
        if (std::none_of(service.entries.begin(), service.entries.end(),
                [&](const auto &entry) { return entry.key == key; }))
            service.entries.push_back({key, line.mid(equal + 1), {path, number, 0}});
    }
    return services;
}

std::vector<ConnectionService> allServices()
{
    std::vector<ConnectionService> all;
    for (const QString &path : serviceFiles()) {
        for (ConnectionService &service : readServices(path)) {
            if (std::none_of(
                    all.begin(), all.end(), [&](const auto &known) { return known.name == service.name; }))
                all.push_back(std::move(service));
        }
    }
    return all;
}

} // namespace stillroom

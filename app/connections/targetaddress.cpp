#include "app/connections/targetaddress.h"

#include "app/connections/connectionroute.h"
#include "migrations/database/connectionparts.h"

namespace stillroom
{

QString TargetAddress::place() const
{
    QString text = host.isEmpty() ? QStringLiteral("local socket") : host;
    text += QLatin1Char(':') + port + QLatin1Char('/') + database;
    return through.isEmpty() ? text : text + QStringLiteral(" through ") + through;
}

QString TargetAddress::login() const
{
    return user + QLatin1Char('@') + place();
}

Result<TargetAddress> addressOf(const Target &target)
{
    const Result<ConnectionSettings> settings = settingsOf(target);
    if (!settings)
        return settings.error();
    const std::vector<ConnectionPart> parts = connectionParts(*settings);
    const auto value = [&parts](const char *keyword) {
        const auto part = partOf(parts, QLatin1String(keyword));
        return part ? part->value : QString();
    };
    TargetAddress address;
    address.host = value("host").toLower();
    // What stands in front of an @ is the rest of a password that was not encoded.
    if (!address.host.startsWith(QLatin1Char('@')))
        address.host = address.host.section(QLatin1Char('@'), -1);
    if (address.host.isEmpty())
        address.host = value("hostaddr");
    address.port = value("port");
    address.database = value("dbname");
    address.user = value("user");
    if (target.tunnel)
        address.through = target.tunnel->displayName();
    return address;
}

} // namespace stillroom

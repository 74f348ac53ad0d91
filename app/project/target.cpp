#include "app/project/target.h"

#include "app/project/databaseurl.h"

namespace stillroom
{

QString targetKindName(TargetKind kind)
{
    switch (kind) {
    case TargetKind::Development:
        return QStringLiteral("development");
    case TargetKind::Staging:
        return QStringLiteral("staging");
    case TargetKind::Production:
        return QStringLiteral("production");
    }
    Q_UNREACHABLE();
}

QString SshHost::displayName() const
{
    QString text = user.isEmpty() ? host : user + QLatin1Char('@') + host;
    if (port > 0)
        text += QLatin1Char(':') + QString::number(port);
    return text;
}

QString Target::maskedUrl() const
{
    return maskedDatabaseUrl(url);
}

} // namespace stillroom

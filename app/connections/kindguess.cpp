#include "app/connections/kindguess.h"

#include "app/connections/targetaddress.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("KindGuess", text);
}

bool isLocal(const QString &host)
{
    return host.isEmpty() || host.startsWith(QLatin1Char('/')) || host.startsWith(QLatin1Char('@'))
        || host == QLatin1String("localhost") || host == QLatin1String("::1")
        || host.startsWith(QLatin1String("127."));
}

std::optional<TargetKind> kindSaidBy(const QString &name)
{
    static const QRegularExpression production(QStringLiteral("(^|[^a-z])(prod|production|live)([^a-z]|$)"));
    static const QRegularExpression staging(
        QStringLiteral("(^|[^a-z])(stg|stage|staging|uat|preprod)([^a-z]|$)"));
    if (staging.match(name.toLower()).hasMatch())
        return TargetKind::Staging;
    if (production.match(name.toLower()).hasMatch())
        return TargetKind::Production;
    return std::nullopt;
}

} // namespace

KindGuess guessKind(const Target &target)
{
    const Result<TargetAddress> address = addressOf(target);
    const QString host = address ? address->host : QString();
    if (const auto kind = kindSaidBy(host))
        return {*kind, tr("Guessed from the host name")};
    if (const auto kind = kindSaidBy(address ? address->database : QString()))
        return {*kind, tr("Guessed from the database name")};
    if (const auto kind = kindSaidBy(target.name))
        return {*kind, tr("Guessed from %1").arg(target.name)};
    const bool nameSpeaks = target.name.startsWith(QLatin1String("DEV"), Qt::CaseInsensitive)
        || target.kind != TargetKind::Development;
    if (!target.name.isEmpty() && nameSpeaks)
        return {target.kind, tr("Guessed from %1").arg(target.name)};
    if (isLocal(host) && !target.tunnel)
        return {TargetKind::Development, tr("Guessed: this machine")};
    return {TargetKind::Production, tr("Guessed: a distant server")};
}

} // namespace stillroom

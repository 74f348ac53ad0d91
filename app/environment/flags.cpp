#include "app/environment/flags.h"

#include <QStringList>

namespace stillroom
{

namespace
{

/// Without spaces and quotes around it, lower-cased: what a person reads.
QString asRead(QString value)
{
    value = value.trimmed();
    while (value.size() >= 2 && value.front() == value.back()
        && (value.front() == u'"' || value.front() == u'\''))
        value = value.mid(1, value.size() - 2).trimmed();
    return value.toLower();
}

bool soundsOn(const QString &value)
{
    static const QStringList words{QStringLiteral("true"), QStringLiteral("1"), QStringLiteral("yes"),
        QStringLiteral("on"), QStringLiteral("y"), QStringLiteral("t"), QStringLiteral("enabled"),
        QStringLiteral("enable")};
    return words.contains(asRead(value));
}

QString quoted(const QString &value)
{
    QString shown = value;
    shown.replace(u'\r', QLatin1String("\\r")).replace(u'\n', QLatin1String("\\n"));
    return u'"' + shown + u'"';
}

} // namespace

bool isTruthy(const QString &value)
{
    const QString lower = value.toLower();
    return lower == u"true" || lower == u"1" || lower == u"yes";
}

bool skipsDatabase(const QString &value)
{
    return value == u"1";
}

bool isProductionEnvironment(const QString &value)
{
    return value.toLower() == u"production";
}

std::optional<QString> meantFlagValue(const QString &value)
{
    if (isTruthy(value) || !soundsOn(value))
        return {};
    return QStringLiteral("true");
}

std::optional<QString> meantSkipValue(const QString &value)
{
    if (skipsDatabase(value) || !(soundsOn(value) || asRead(value) == u"01"))
        return {};
    return QStringLiteral("1");
}

std::optional<QString> meantValue(const QString &key, const QString &value)
{
    return key == variable::autoMigrate ? meantFlagValue(value)
        : key == variable::skip         ? meantSkipValue(value)
                                        : std::nullopt;
}

QString flagEffect(const std::optional<QString> &value)
{
    if (!value)
        return QStringLiteral("is not set, which counts as off");
    if (value->isEmpty())
        return QStringLiteral("is empty, which counts as off");
    return isTruthy(*value) ? QStringLiteral("is %1, which is truthy").arg(quoted(*value))
                            : QStringLiteral("is %1, which is not truthy").arg(quoted(*value));
}

QString skipEffect(const std::optional<QString> &value)
{
    if (!value)
        return QStringLiteral("is not set");
    return skipsDatabase(*value) ? QStringLiteral("is \"1\"")
                                 : QStringLiteral("is %1, not exactly \"1\"").arg(quoted(*value));
}

QString effectOf(const QString &key, const std::optional<QString> &value)
{
    if (key == variable::autoMigrate)
        return flagEffect(value);
    if (key == variable::skip)
        return skipEffect(value);
    if (key != variable::environment)
        return {};
    if (!value)
        return QStringLiteral("is not set, which counts as development");
    return isProductionEnvironment(*value)
        ? QStringLiteral("is %1, which counts as production").arg(quoted(*value))
        : QStringLiteral("is %1, which counts as development").arg(quoted(*value));
}

} // namespace stillroom

#include "app/environment/dotenvquoting.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace stillroom
{

static QString tr(const char *text)
{
    return QCoreApplication::translate("dotenv", text);
}

DotenvQuoting quotingOf(QByteArrayView written)
{
    if (written.startsWith('\''))
        return DotenvQuoting::Single;
    return written.startsWith('"') ? DotenvQuoting::Double : DotenvQuoting::Bare;
}

QString quoted(const QString &value, DotenvQuoting quoting)
{
    QString text = value;
    switch (quoting) {
    case DotenvQuoting::Bare:
        return text;
    case DotenvQuoting::Single:
        // Only `\\` and `\'` are decoded: a lone backslash stays as it is, and bash reads it the same.
        text.replace(QLatin1String("\\\\"), QLatin1String("\\\\\\\\"));
        text.replace(u'\'', QLatin1String("\\'"));
        return u'\'' + text + u'\'';
    case DotenvQuoting::Double:
        text.replace(u'\\', QLatin1String("\\\\"));
        text.replace(u'"', QLatin1String("\\\""));
        text.replace(u'\r', QLatin1String("\\r"));
        return u'"' + text + u'"';
    }
    Q_UNREACHABLE();
}

static QStringList bareReadings(const QString &value)
{
    static const QRegularExpression same(
        QStringLiteral(R"(^[\w./:@%+,=-]*$)"), QRegularExpression::UseUnicodePropertiesOption);
    if (same.match(value).hasMatch())
        return {};
    return {tr("bash splits or expands a value without quotes"), tr("direnv refuses or cuts it")};
}

static QStringList singleReadings(const QString &value)
{
    QStringList readings;
    if (value.contains(u'\''))
        readings.append(tr("bash and direnv end the value at the inner quote"));
    if (value.contains(QLatin1String("\\\\")))
        readings.append(tr("docker compose, direnv and bash keep both backslashes"));
    return readings;
}

static QStringList doubleReadings(const QString &value)
{
    QStringList readings;
    if (value.contains(u'$') || value.contains(u'`'))
        readings.append(tr("docker compose, direnv and bash expand $ in double quotes"));
    if (value.contains(u'\r'))
        readings.append(tr("bash keeps \\r as two characters"));
    return readings;
}

QStringList otherReadings(const QString &value, DotenvQuoting quoting)
{
    QStringList readings;
    switch (quoting) {
    case DotenvQuoting::Bare:
        readings = bareReadings(value);
        break;
    case DotenvQuoting::Single:
        readings = singleReadings(value);
        break;
    case DotenvQuoting::Double:
        readings = doubleReadings(value);
        break;
    }
    if (value.contains(u'\n'))
        readings.append(tr("direnv does not read values of several lines"));
    // There is no escape: python-dotenv expands the braces in every quoting.
    if (value.contains(QLatin1String("${")))
        readings.append(tr("python-dotenv replaces ${…} when it loads the file"));
    return readings;
}

} // namespace stillroom

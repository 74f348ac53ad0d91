#include "ui/shell/stylesheet.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>

namespace stillroom
{
namespace
{

/// Half of a radio button's box with its two hairlines; a radius over the half draws a square.
QString radioRadius(double fontScale)
{
    constexpr int radioSide = 14;
    return QStringLiteral("%1px").arg((qRound(radioSide * fontScale) + 2) / 2);
}

QHash<QString, QString> names(const Tokens &tokens, double fontScale, const StyleImages &images)
{
    QHash<QString, QString> values{
        {QStringLiteral("chevronDown"), images.chevronDown},
        {QStringLiteral("chevronDownOnAccent"), images.chevronDownOnAccent},
        {QStringLiteral("chevronDownDisabled"), images.chevronDownDisabled},
        {QStringLiteral("chevronUp"), images.chevronUp},
        {QStringLiteral("chevronRight"), images.chevronRight},
        {QStringLiteral("check"), images.check},
        {QStringLiteral("radio"), images.radio},
        {QStringLiteral("radioRadius"), radioRadius(fontScale)},
    };
    for (const auto &[name, token] : namedTokens())
        values.insert(QLatin1String(name), (tokens.*token).name());
    return values;
}

} // namespace

QString styleSheet(const Tokens &tokens, double fontScale, const StyleImages &images)
{
    QFile file(QStringLiteral(":/stillroom.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString source = QString::fromUtf8(file.readAll());
    const QHash<QString, QString> values = names(tokens, fontScale, images);
    static const QRegularExpression pattern(QStringLiteral("@(\\w+)|\\b(\\d+)px"));

    QString result;
    qsizetype copied = 0;
    for (auto it = pattern.globalMatch(source); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += QStringView(source).mid(copied, match.capturedStart() - copied);
        copied = match.capturedEnd();
        if (match.hasCaptured(1)) {
            result += values.value(match.captured(1));
        } else {
            const int length = match.captured(2).toInt(); // hairlines and rings keep their width
            result += QStringLiteral("%1px").arg(length > 3 ? qRound(length * fontScale) : length);
        }
    }
    result += QStringView(source).mid(copied);
    return result;
}

} // namespace stillroom

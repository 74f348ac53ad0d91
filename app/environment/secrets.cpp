#include "app/environment/secrets.h"

#include <QRegularExpression>

namespace stillroom
{

namespace
{

const QString dots = QStringLiteral("••••••••");

/// `scheme://user:password@`, whatever the scheme: everything between the first colon of the authority and
/// its last `@`.
const QRegularExpression &urlPassword()
{
    static const QRegularExpression pattern(
        QStringLiteral("([A-Za-z][A-Za-z0-9+.-]*://[^/?#:@\\s]*:)([^\\s]+)@"));
    return pattern;
}

const QRegularExpression &queryPassword()
{
    static const QRegularExpression pattern(QStringLiteral("((?:password|passwd|pwd|sslpassword)=)[^&\\s]+"),
        QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

} // namespace

bool isPlaceholderValue(const QString &value)
{
    static const QRegularExpression pattern(
        QStringLiteral("change|replace|example|placeholder|your[-_ ]|xxx|<.*>|\\.\\.\\.|\\$\\{|"
                       "://[^:/@\\s]*:(?:password|passwd|pass|pwd|secret|postgres|user(?:name)?)@"),
        QRegularExpression::CaseInsensitiveOption);
    return value.isEmpty() || pattern.match(value).hasMatch();
}

bool isMasked(const QString &key, const QString &value, bool example)
{
    return !(example && isPlaceholderValue(value)) && shownValue(key, value) != value;
}

QString maskedLine(const QString &line)
{
    static const QRegularExpression assignment(
        QStringLiteral("^(\\s*#?\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*[=:]\\s*)(.*)$"));
    const QRegularExpressionMatch match = assignment.match(line);
    if (match.hasMatch())
        return match.captured(1) + shownValue(match.captured(2), match.captured(3));
    return shownValue(QString(), line);
}

bool isSecretName(const QString &key)
{
    static const QRegularExpression pattern(
        QStringLiteral("(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|_PASS$|^"
                       "PASS$|_PWD$|_SALT$)"),
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(key).hasMatch();
}

bool isSecretValue(const QString &key, const QString &value)
{
    if (const auto match = urlPassword().match(value); match.hasMatch())
        return !isPlaceholderValue(match.captured(2));
    return isSecretName(key) && !isPlaceholderValue(value);
}

QString shownValue(const QString &key, const QString &value)
{
    // A DSN holds a key, though none that opens a door.
    static const QRegularExpression dsn(
        QStringLiteral("(?:^|_)DSN$"), QRegularExpression::CaseInsensitiveOption);
    if (!value.isEmpty() && (isSecretName(key) || dsn.match(key).hasMatch()))
        return dots;
    QString shown = value;
    shown.replace(urlPassword(), QStringLiteral("\\1***@"));
    shown.replace(queryPassword(), QStringLiteral("\\1***"));
    return shown;
}

} // namespace stillroom

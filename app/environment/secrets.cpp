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

bool isPlaceholder(const QString &value)
{
    static const QRegularExpression pattern(
        QStringLiteral("change|replace|example|placeholder|your[-_ ]|xxx|<.*>|\\.\\.\\.|\\$\\{"),
        QRegularExpression::CaseInsensitiveOption);
    return value.isEmpty() || pattern.match(value).hasMatch();
}

} // namespace

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
        return !isPlaceholder(match.captured(2));
    return isSecretName(key) && !isPlaceholder(value);
}

QString shownValue(const QString &key, const QString &value)
{
    if (isSecretName(key) && !value.isEmpty())
        return dots;
    QString shown = value;
    shown.replace(urlPassword(), QStringLiteral("\\1***@"));
    shown.replace(queryPassword(), QStringLiteral("\\1***"));
    return shown;
}

} // namespace stillroom

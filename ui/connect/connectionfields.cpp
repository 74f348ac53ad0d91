#include "ui/connect/connectionfields.h"

#include "app/project/databaseurl.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

namespace stillroom
{
namespace
{

constexpr std::array tlsModes{TlsMode::Disable, TlsMode::Allow, TlsMode::Prefer, TlsMode::Require,
    TlsMode::VerifyCa, TlsMode::VerifyFull};
constexpr int shownDots = 8; // says nothing about the length

QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionFields", text);
}

QString queryValue(const DatabaseUrl &url, const QString &key)
{
    for (const auto &[name, values] : url.query) {
        if (name == key && !values.isEmpty())
            return values.last();
    }
    return {};
}

void setQuery(DatabaseUrl &url, const QString &key, const QString &value)
{
    std::erase_if(url.query, [&key](const auto &entry) { return entry.first == key; });
    if (!value.isEmpty())
        url.query.emplace_back(key, QStringList{value});
}

std::optional<QString> optionalText(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

bool isLocal(const QString &host)
{
    return host.isEmpty() || host.startsWith(QLatin1Char('/')) || host == QLatin1String("localhost")
        || host == QLatin1String("::1") || host.startsWith(QLatin1String("127."));
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

Result<DatabaseUrl> builtUrl(const ConnectionFields &fields)
{
    const QString base = fields.baseUrl.isEmpty() ? QStringLiteral("postgresql://") : fields.baseUrl;
    Result<DatabaseUrl> url = DatabaseUrl::parse(base);
    if (!url)
        return url;
    const QString port = fields.port.trimmed();
    bool isNumber = true;
    const int number = port.isEmpty() ? 0 : port.toInt(&isNumber);
    if (!isNumber || number < 0 || number > 65535)
        return Error{ErrorKind::InvalidCall, tr("The port %1 is no number between 1 and 65535").arg(port)};
    const bool socket = fields.host.startsWith(QLatin1Char('/'));
    url->user = optionalText(fields.user.trimmed());
    url->password.reset();
    url->host = socket ? std::nullopt : optionalText(fields.host.trimmed());
    url->port = number > 0 && !socket ? std::optional(number) : std::nullopt;
    url->database = optionalText(fields.database.trimmed());
    setQuery(*url, QStringLiteral("host"), socket ? fields.host.trimmed() : QString());
    setQuery(*url, QStringLiteral("port"), socket ? port : QString());
    const bool plainDefault = fields.tls == TlsMode::Prefer;
    setQuery(*url, QStringLiteral("sslmode"), plainDefault ? QString() : tlsModeName(fields.tls));
    setQuery(*url, QStringLiteral("sslrootcert"), fields.rootCertificate.trimmed());
    return url;
}

} // namespace

QString tlsModeName(TlsMode mode)
{
    switch (mode) {
    case TlsMode::Disable:
        return QStringLiteral("disable");
    case TlsMode::Allow:
        return QStringLiteral("allow");
    case TlsMode::Prefer:
        return QStringLiteral("prefer");
    case TlsMode::Require:
        return QStringLiteral("require");
    case TlsMode::VerifyCa:
        return QStringLiteral("verify-ca");
    case TlsMode::VerifyFull:
        return QStringLiteral("verify-full");
    }
    return {};
}

QString tlsModeMeaning(TlsMode mode)
{
    switch (mode) {
    case TlsMode::Disable:
        return tr("disable: never encrypt");
    case TlsMode::Allow:
        return tr("allow: encrypt only if the server insists");
    case TlsMode::Prefer:
        return tr("prefer: encrypt if possible, check nothing");
    case TlsMode::Require:
        return tr("require: encrypt, check nothing");
    case TlsMode::VerifyCa:
        return tr("verify-ca: encrypt, check certificate");
    case TlsMode::VerifyFull:
        return tr("verify-full: encrypt, check certificate and host");
    }
    return {};
}

Result<ConnectionFields> fieldsOf(const QString &text)
{
    const Result<DatabaseUrl> url = DatabaseUrl::parse(text.trimmed());
    if (!url)
        return url.error();
    if (!url->isPostgres())
        return Error{ErrorKind::InvalidCall,
            tr("Stillroom works with PostgreSQL; this URL is for %1").arg(url->dialect())};
    ConnectionFields fields;
    const QString queryHost = queryValue(*url, QStringLiteral("host"));
    const QString queryPort = queryValue(*url, QStringLiteral("port"));
    fields.host = queryHost.isEmpty() ? url->host.value_or(QString()) : queryHost;
    fields.port = !queryPort.isEmpty() ? queryPort : url->port ? QString::number(*url->port) : QString();
    fields.database = url->database.value_or(QString());
    fields.user = url->user.value_or(QString());
    fields.password = url->password.value_or(QString());
    const QString mode = queryValue(*url, QStringLiteral("sslmode"));
    for (const TlsMode candidate : tlsModes) {
        if (tlsModeName(candidate) == mode)
            fields.tls = candidate;
    }
    fields.rootCertificate = queryValue(*url, QStringLiteral("sslrootcert"));
    DatabaseUrl base = *url;
    base.password.reset();
    fields.baseUrl = base.rendered();
    return fields;
}

Result<QString> urlOf(const ConnectionFields &fields)
{
    const Result<DatabaseUrl> url = builtUrl(fields);
    if (!url)
        return url.error();
    return url->rendered();
}

QString shownUrl(const ConnectionFields &fields)
{
    Result<DatabaseUrl> url = builtUrl(fields);
    if (!url)
        return {};
    if (fields.password.isEmpty() || !url->user)
        return url->rendered();
    url->password = QStringLiteral("x");
    QString text = url->masked();
    return text.replace(
        QStringLiteral(":***@"), QLatin1Char(':') + QString(shownDots, QChar(0x2022)) + QLatin1Char('@'));
}

std::optional<SshHost> sshHostOf(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(?:([^@]*)@)?(.*?)(?::([0-9]+))?$"));
    const QRegularExpressionMatch match = form.match(text.trimmed());
    if (match.captured(2).isEmpty())
        return {};
    return SshHost{match.captured(2), match.captured(1), match.captured(3).toInt(), {}};
}

EnvironmentGuess guessEnvironment(const ConnectionFields &fields, const Target &source)
{
    if (const auto kind = kindSaidBy(fields.host))
        return {*kind, tr("Guessed from the host name")};
    if (const auto kind = kindSaidBy(fields.database))
        return {*kind, tr("Guessed from the database name")};
    const QString name = source.name.toUpper();
    const bool nameSpeaks = name.startsWith(QLatin1String("DEV")) || source.kind != TargetKind::Development;
    if (!name.isEmpty() && nameSpeaks)
        return {source.kind, tr("Guessed from %1").arg(source.name)};
    if (isLocal(fields.host))
        return {TargetKind::Development, tr("Guessed: this machine")};
    return {TargetKind::Production, tr("Guessed: a distant server")};
}

} // namespace stillroom

#include "app/project/databaseurl.h"

#include <QRegularExpression>

#include <algorithm>
#include <cctype>
#include <cstring>

namespace stillroom
{

namespace
{

using Query = std::vector<std::pair<QString, QStringList>>;

Error invalid(const QString &message)
{
    return {.kind = ErrorKind::InvalidCall, .message = message};
}

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'
        || c == '-' || c == '~';
}

/// urllib.parse.unquote: pairs that are not hexadecimal stay as written.
QString unquoted(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    QByteArray result;
    result.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        bool isHex = false;
        if (bytes[i] == '%' && i + 2 < bytes.size()) {
            const int value = bytes.mid(i + 1, 2).toInt(&isHex, 16);
            // toInt() would also take a sign or a blank.
            isHex = isHex && std::isxdigit(uchar(bytes[i + 1])) && std::isxdigit(uchar(bytes[i + 2]));
            if (isHex) {
                result += char(value);
                i += 2;
            }
        }
        if (!isHex)
            result += bytes[i];
    }
    return QString::fromUtf8(result);
}

/// urllib.parse.quote with the given further characters left alone.
QString quoted(const QString &text, const char *safe)
{
    QString result;
    const QByteArray bytes = text.toUtf8();
    for (const char c : bytes) {
        if (isUnreserved(c) || (c != '\0' && std::strchr(safe, c)))
            result += QLatin1Char(c);
        else
            result += u'%' + QStringLiteral("%1").arg(uint(uchar(c)), 2, 16, QLatin1Char('0')).toUpper();
    }
    return result;
}

QString quotedPlus(const QString &text)
{
    return quoted(text, " ").replace(u' ', u'+');
}

/// urllib.parse.parse_qsl: keys without a value vanish, `+` is a blank.
Query parsedQuery(const QString &text)
{
    Query query;
    for (const QString &part : text.split(u'&')) {
        const qsizetype equal = part.indexOf(u'=');
        if (equal < 0 || equal + 1 == part.size())
            continue;
        const QString key = unquoted(part.left(equal).replace(u'+', u' '));
        const QString value = unquoted(part.mid(equal + 1).replace(u'+', u' '));
        const auto same = [&](const auto &entry) { return entry.first == key; };
        const auto found = std::find_if(query.begin(), query.end(), same);
        if (found == query.end())
            query.emplace_back(key, QStringList{value});
        else
            found->second += value;
    }
    return query;
}

const QStringList *valuesOf(const Query &query, const char *key)
{
    for (const auto &[name, values] : query) {
        if (name == QLatin1String(key))
            return &values;
    }
    return nullptr;
}

/// As Python's int(): blanks around, one sign, single underscores between digits.
std::optional<int> pythonInt(const QString &text)
{
    static const QRegularExpression number(QStringLiteral("^[+-]?[0-9]+(_[0-9]+)*$"));
    const QString trimmed = text.trimmed();
    if (!number.match(trimmed).hasMatch())
        return {};
    bool ok = false;
    const int value = QString(trimmed).remove(u'_').toInt(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

bool isSecretKey(const QString &key)
{
    return key.endsWith(QLatin1String("password"), Qt::CaseInsensitive)
        || key.compare(QLatin1String("passwd"), Qt::CaseInsensitive) == 0;
}

QString render(const DatabaseUrl &url, bool mask)
{
    const QString stars = QStringLiteral("***");
    QString text = url.driverName + QStringLiteral("://");
    if (url.user) {
        text += quoted(*url.user, " +");
        if (url.password)
            text += u':' + (mask ? stars : quoted(*url.password, " +"));
        text += u'@';
    }
    if (url.host) {
        // A raw @ in a password ends it too early; what follows is still part of the secret.
        const QString host = mask && url.password ? url.host->section(u'@', -1) : *url.host;
        text += host.contains(u':') ? u'[' + host + u']' : host;
    }
    if (url.port)
        text += u':' + QString::number(*url.port);
    if (url.database)
        text += u'/' + *url.database;
    Query sorted = url.query;
    std::sort(sorted.begin(), sorted.end());
    QChar separator = u'?';
    for (const auto &[key, values] : sorted) {
        for (const QString &value : values) {
            const bool secret = mask && isSecretKey(key);
            text += separator + quotedPlus(key) + u'=' + (secret ? stars : quotedPlus(value));
            separator = u'&';
        }
    }
    return text;
}

/// Several hosts, as SQLAlchemy's PostgreSQL dialects split them out of the query.
struct HostList {
    QStringList hosts;
    QStringList ports;
    bool integrated = false; ///< ports came with the hosts: "h1:5432"
};

HostList integratedHosts(const QStringList &values)
{
    HostList list;
    list.integrated = true;
    for (const QString &value : values) {
        list.hosts += value.section(u':', 0, 0);
        list.ports += value.section(u':', 1);
    }
    return list;
}

Result<HostList> hostList(const Query &query)
{
    static const QRegularExpression hostAndPort(QStringLiteral("^[a-zA-Z0-9\\-\\.]*:\\d*$"));
    HostList list;
    if (const QStringList *values = valuesOf(query, "host")) {
        if (values->size() > 1 || hostAndPort.match(values->first()).hasMatch())
            list = integratedHosts(*values);
        else
            list.hosts = values->first().split(u',');
    }
    if (const QStringList *values = valuesOf(query, "port")) {
        if (list.integrated) {
            return invalid(QStringLiteral("The database URL mixes two ways to name several hosts: use "
                                          "host=h1,h2&port=p1,p2 or host=h1:p1&host=h2:p2, not both"));
        }
        list.ports = values->size() > 1 ? *values : values->first().split(u',');
    }
    for (const QString &port : std::as_const(list.ports)) {
        if (!port.isEmpty() && !pythonInt(port))
            return invalid(QStringLiteral("The port in the query of the database URL is not a number"));
    }
    const bool severalPorts = list.ports.size() > 1;
    const bool several = severalPorts || list.hosts.size() > 1;
    const bool mismatch = !list.ports.isEmpty() && list.hosts.size() != list.ports.size();
    if (mismatch && (list.hosts.isEmpty() ? severalPorts : several)) {
        return invalid(
            QStringLiteral("The database URL names %1 hosts and %2 ports: give one port for each host")
                .arg(list.hosts.size())
                .arg(list.ports.size()));
    }
    return list;
}

} // namespace

Result<DatabaseUrl> DatabaseUrl::parse(const QString &text)
{
    static const QRegularExpression grammar(
        QStringLiteral(
            R"(^([\w+]+)://(?:([^:/]*)(?::([^@]*))?@)?(?:(?:\[([^/?]+)\]|([^/:?]+))?(?::([^/?]*))?)?)"
            R"((?:/([^?]*))?(?:\?(.*))?)"),
        QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = grammar.match(text);
    if (!match.hasMatch()) {
        return invalid(QStringLiteral("The database URL could not be read: it must look like "
                                      "postgresql://user:password@host:port/database"));
    }
    const auto part = [&](int index) {
        return match.hasCaptured(index) ? std::optional(match.captured(index)) : std::nullopt;
    };
    DatabaseUrl url;
    url.driverName = match.captured(1);
    if (const auto user = part(2))
        url.user = unquoted(*user);
    if (const auto password = part(3))
        url.password = unquoted(*password);
    url.host = part(5) ? part(5) : part(4);
    if (const auto port = part(6)) {
        url.port = pythonInt(*port);
        if (!url.port) {
            return invalid(port->isEmpty()
                    ? QStringLiteral(
                        "The database URL has a colon behind the host but no port: remove it or add "
                        "the port, e.g. 5432")
                    : QStringLiteral("The port of the database URL is not a number (a raw @, : or / in the "
                                     "password must be written as %40, %3A, %2F)"));
        }
    }
    url.database = part(7);
    if (const auto query = part(8))
        url.query = parsedQuery(*query);
    return url;
}

QString DatabaseUrl::dialect() const
{
    return driverName.section(u'+', 0, 0);
}

bool DatabaseUrl::isPostgres() const
{
    return dialect() == u"postgresql" || driverName == u"postgres";
}

QString DatabaseUrl::masked() const
{
    return render(*this, true);
}

QString DatabaseUrl::rendered() const
{
    return render(*this, false);
}

Result<std::vector<std::pair<QString, QString>>> DatabaseUrl::libpqKeywords() const
{
    if (!isPostgres()) {
        return invalid(QStringLiteral("The database URL names %1: Stillroom works with PostgreSQL only "
                                      "(postgresql://…)")
                           .arg(dialect()));
    }
    const Result<HostList> hosts = hostList(query);
    if (!hosts)
        return hosts.error();
    std::vector<std::pair<QString, QString>> keywords;
    const auto set = [&](const QString &key, const QString &value) {
        const auto same = [&](const auto &entry) { return entry.first == key; };
        const auto found = std::find_if(keywords.begin(), keywords.end(), same);
        if (found == keywords.end())
            keywords.emplace_back(key, value);
        else
            found->second = value;
    };
    const auto setPart = [&](const char *key, const std::optional<QString> &value) {
        if (value && !value->isEmpty())
            set(QLatin1String(key), *value);
    };
    setPart("host", host);
    setPart("dbname", database);
    setPart("user", user);
    setPart("password", password);
    if (port && *port != 0)
        set(QStringLiteral("port"), QString::number(*port));
    for (const auto &[key, values] : query) {
        if (values.size() > 1 && key != u"host" && key != u"port")
            return invalid(QStringLiteral("The database URL sets %1 more than once: keep one").arg(key));
        set(key, values.last());
    }
    if (!hosts->hosts.isEmpty()) {
        set(QStringLiteral("host"), hosts->hosts.join(u','));
        if (!hosts->ports.isEmpty() && hosts->ports != QStringList{QString()})
            set(QStringLiteral("port"), hosts->ports.join(u','));
    }
    return keywords;
}

QString maskedDatabaseUrl(const QString &text)
{
    const Result<DatabaseUrl> url = DatabaseUrl::parse(text);
    return url ? url->masked() : QStringLiteral("***");
}

} // namespace stillroom

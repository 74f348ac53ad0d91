#include "app/environment/dotenv.h"

#include "app/environment/dotenvparser.h"

#include <QFile>
#include <QHash>
#include <QStringDecoder>

#include <functional>

namespace stillroom
{

namespace
{

constexpr qint64 largestFile = 16 * 1024 * 1024;

/// Values by key, in order of first appearance.
class OrderedValues
{
public:
    void set(const QString &key, const std::optional<QString> &value)
    {
        const auto found = m_index.constFind(key);
        if (found != m_index.cend()) {
            m_values[*found].second = value;
            return;
        }
        m_index.insert(key, m_values.size());
        m_values.emplace_back(key, value);
    }
    const std::optional<QString> *find(const QString &key) const
    {
        const auto found = m_index.constFind(key);
        return found == m_index.cend() ? nullptr : &m_values[*found].second;
    }
    DotenvValues take() { return std::move(m_values); }

private:
    QHash<QString, size_t> m_index;
    DotenvValues m_values;
};

using Lookup = std::function<QString(const QString &name, const QString &fallback)>;

/// Mirrors dotenv/variables.py: only `${NAME}` and `${NAME:-default}`, no escape, no nesting.
QString interpolated(const QString &value, const Lookup &lookUp)
{
    QString result;
    qsizetype at = 0;
    while (at < value.size()) {
        const qsizetype open = value.indexOf(QLatin1String("${"), at);
        if (open < 0)
            break;
        qsizetype nameEnd = open + 2;
        while (nameEnd < value.size() && value[nameEnd] != u'}' && value[nameEnd] != u':')
            ++nameEnd;
        const QString name = value.sliced(open + 2, nameEnd - open - 2);
        QString fallback;
        qsizetype close = nameEnd;
        if (QStringView(value).sliced(nameEnd).startsWith(QLatin1String(":-"))) {
            close = value.indexOf(u'}', nameEnd);
            if (close > 0)
                fallback = value.sliced(nameEnd + 2, close - nameEnd - 2);
        }
        if (close < 0 || close >= value.size() || value[close] != u'}') {
            result += QStringView(value).sliced(at, open + 1 - at);
            at = open + 1;
            continue;
        }
        result += QStringView(value).sliced(at, open - at);
        result += lookUp(name, fallback);
        at = close + 1;
    }
    result += QStringView(value).sliced(at);
    return result;
}

DotenvValues resolved(
    const std::vector<DotenvStatement> &statements, const QProcessEnvironment &environment, bool fileWins)
{
    OrderedValues values;
    const Lookup lookUp = [&](const QString &name, const QString &fallback) {
        const std::optional<QString> *own = values.find(name);
        if (own && (fileWins || !environment.contains(name)))
            return own->value_or(QString());
        return environment.contains(name) ? environment.value(name) : fallback;
    };
    for (const DotenvStatement &statement : statements) {
        if (!statement.key)
            continue;
        std::optional<QString> value = statement.value;
        if (value)
            value = interpolated(*value, lookUp);
        values.set(*statement.key, value);
    }
    return values.take();
}

/// PYTHON_DOTENV_DISABLED makes load_dotenv() do nothing (python-dotenv 1.2).
bool isDisabled(const QProcessEnvironment &environment)
{
    const QString value = environment.value(QStringLiteral("PYTHON_DOTENV_DISABLED")).toLower();
    return value == u"1" || value == u"true" || value == u"t" || value == u"yes" || value == u"y";
}

} // namespace

Result<DotenvDocument> DotenvDocument::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{.kind = ErrorKind::Unreadable,
            .message = QStringLiteral("%1 could not be read: %2").arg(path, file.errorString()),
            .place = {path}};
    }
    if (file.size() > largestFile) {
        return Error{.kind = ErrorKind::Unreadable,
            .message = QStringLiteral("%1 is larger than 16 MB: this is no dotenv file").arg(path),
            .place = {path}};
    }
    return parse(file.readAll(), path);
}

Result<DotenvDocument> DotenvDocument::parse(const QByteArray &bytes, const QString &path)
{
    // python-dotenv up to 1.2.2 keeps a byte order mark as part of the first key; so do we.
    // Stateless: a character cut off at the end is an error, not something to wait for.
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom | QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    if (decoder.hasError()) {
        return Error{.kind = ErrorKind::Unreadable,
            .message = QStringLiteral("%1 is not UTF-8 text: save it as UTF-8").arg(path),
            .place = {path}};
    }
    DotenvDocument document;
    document.m_path = path;
    document.m_bytes = bytes;
    document.m_statements = DotenvParser(text).parse();
    return document;
}

std::vector<int> DotenvDocument::invalidLines() const
{
    std::vector<int> lines;
    for (const DotenvStatement &statement : m_statements) {
        if (statement.invalid)
            lines.push_back(statement.line);
    }
    return lines;
}

const DotenvStatement *DotenvDocument::statementOf(const QString &key) const
{
    for (auto it = m_statements.rbegin(); it != m_statements.rend(); ++it) {
        if (it->key == key)
            return &*it;
    }
    return nullptr;
}

DotenvValues DotenvDocument::rawValues() const
{
    OrderedValues values;
    for (const DotenvStatement &statement : m_statements) {
        if (statement.key)
            values.set(*statement.key, statement.value);
    }
    return values.take();
}

DotenvValues DotenvDocument::values(const QProcessEnvironment &environment) const
{
    return resolved(m_statements, environment, true);
}

DotenvValues DotenvDocument::loaded(const QProcessEnvironment &environment, bool override) const
{
    DotenvValues result;
    if (isDisabled(environment))
        return result;
    for (auto &[key, value] : resolved(m_statements, environment, override)) {
        // No environment can hold such a name or value; load_dotenv() fails on it.
        const bool possible
            = value && !key.contains(u'=') && !key.contains(QChar()) && !value->contains(QChar());
        if (possible && (override || !environment.contains(key)))
            result.emplace_back(key, value);
    }
    return result;
}

} // namespace stillroom

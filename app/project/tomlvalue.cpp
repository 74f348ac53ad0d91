#include "app/project/tomlvalue.h"

#include <QFile>

#include <algorithm>

#include <toml++/toml.h>

namespace stillroom
{

namespace
{

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

TomlValue converted(const toml::node &node)
{
    TomlValue value;
    value.line = int(node.source().begin.line);
    if (const auto *text = node.as_string()) {
        value.kind = TomlValue::Kind::Text;
        value.text = toQString(text->get());
    } else if (const auto *integer = node.as_integer()) {
        value.kind = TomlValue::Kind::Integer;
        value.integer = integer->get();
    } else if (const auto *boolean = node.as_boolean()) {
        value.kind = TomlValue::Kind::Boolean;
        value.boolean = boolean->get();
    } else if (const auto *list = node.as_array()) {
        value.kind = TomlValue::Kind::List;
        for (const toml::node &item : *list)
            value.items.push_back(converted(item));
    } else if (const auto *table = node.as_table()) {
        value.kind = TomlValue::Kind::Table;
        for (const auto &[key, item] : *table) {
            value.entries.emplace_back(toQString(key.str()), converted(item));
            // A table made by dotted keys or headers has no line of its own: it stands where its key does.
            if (value.entries.back().second.line == 0)
                value.entries.back().second.line = int(key.source().begin.line);
        }
        const auto byLine = [](const auto &a, const auto &b) { return a.second.line < b.second.line; };
        std::stable_sort(value.entries.begin(), value.entries.end(), byLine);
    }
    return value;
}

} // namespace

const TomlValue *TomlValue::find(const QString &key) const
{
    const auto same = [&](const auto &entry) { return entry.first == key; };
    const auto found = std::find_if(entries.begin(), entries.end(), same);
    return found == entries.end() ? nullptr : &found->second;
}

QString TomlValue::kindName() const
{
    switch (kind) {
    case Kind::Text:
        return QStringLiteral("a string");
    case Kind::Integer:
        return QStringLiteral("a whole number");
    case Kind::Boolean:
        return QStringLiteral("true or false");
    case Kind::List:
        return QStringLiteral("a list");
    case Kind::Table:
        return QStringLiteral("a table");
    case Kind::Other:
        return QStringLiteral("a date or a fraction");
    }
    Q_UNREACHABLE();
}

Result<TomlValue> readToml(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{.kind = ErrorKind::Unreadable,
            .message = QStringLiteral("%1 could not be read: %2").arg(path, file.errorString()),
            .place = {path}};
    }
    return parseToml(file.readAll(), path);
}

Result<TomlValue> parseToml(const QByteArray &bytes, const QString &path)
{
    // Debian's library is built with exceptions; none leaves this function.
    try {
        return converted(toml::parse(std::string_view(bytes.constData(), size_t(bytes.size()))));
    } catch (const toml::parse_error &error) {
        const SourcePlace place{path, int(error.source().begin.line), int(error.source().begin.column)};
        return Error{.kind = ErrorKind::BrokenProject,
            .message = QStringLiteral("%1 is not valid TOML: %2")
                           .arg(place.toString(), toQString(error.description())),
            .place = place};
    }
}

} // namespace stillroom

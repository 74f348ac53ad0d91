#pragma once

#include "migrations/base/result.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace stillroom
{

/// One value of a TOML file, with its line: the parts of TOML that settings use.
struct TomlValue {
    enum class Kind { Text, Integer, Boolean, List, Table, Other };

    Kind kind = Kind::Other;
    int line = 0;
    QString text; ///< Text
    qint64 integer = 0; ///< Integer
    bool boolean = false; ///< Boolean
    std::vector<TomlValue> items; ///< List
    std::vector<std::pair<QString, TomlValue>> entries; ///< Table, sorted by line

    bool operator==(const TomlValue &) const = default;
    /// The entry of a table, or nullptr; also nullptr when this is no table.
    const TomlValue *find(const QString &key) const;
    /// "a string", "a list": for messages.
    QString kindName() const;
};

/// Errors: Unreadable; BrokenProject with the line for text that is no TOML.
Result<TomlValue> readToml(const QString &path);
Result<TomlValue> parseToml(const QByteArray &bytes, const QString &path);

} // namespace stillroom

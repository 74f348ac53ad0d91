#pragma once

#include "app/environment/dotenv.h"

#include <QStringList>

namespace stillroom
{

/// One edit of a dotenv file: bytes [start, end) of the old file become `text`, nothing else changes.
struct DotenvSplice {
    qsizetype start = 0;
    qsizetype end = 0;
    QByteArray text;

    bool operator==(const DotenvSplice &) const = default;
};

struct DotenvEdit {
    std::vector<DotenvSplice> splices; ///< in file order; empty: nothing to change
    QByteArray bytes; ///< the file afterwards
    QStringList warnings; ///< readers of the same file that will see another value, and why

    bool operator==(const DotenvEdit &) const = default;
};

/// Gives `key` the value `value`, as python-dotenv will read it before interpolation. Only the bytes of
/// the value change: the statement's spacing, `export`, comment and line end stay. Of several
/// statements the last one is changed, because it is the one that counts. A key that stands in a
/// comment (`# KEY=…`) is un-commented; any other new key is appended. Keeps the quoting there is when
/// python-dotenv, docker compose, direnv and bash all read the same from it, else takes the first that
/// does, else warns. The result is read back before it is returned.
/// Errors: InvalidCall (a name that no dotenv file can hold, a value that cannot be written).
Result<DotenvEdit> setDotenvValue(const DotenvDocument &document, const QString &key, const QString &value);

/// Removes every statement of `key`, without the comments and blank lines in front of it.
Result<DotenvEdit> unsetDotenvKey(const DotenvDocument &document, const QString &key);

} // namespace stillroom

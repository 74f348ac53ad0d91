#pragma once

#include "migrations/base/result.h"
#include "migrations/python/parser.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace stillroom
{

/// The bytes of a regular file; nothing for whatever else has that name.
std::optional<QByteArray> fileBytes(const QString &path);

/// The project's Python files as absolute paths: those of the root by name, then those of its folders;
/// virtual environments, hidden folders, node_modules and the migrations folder are not the project's code.
QStringList projectPythonFiles(const QString &root);

/// "users" of the text of a node, as QString.
inline QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// "os.environ.get" of a chain of attributes on a name; empty for anything else.
QString dottedName(const python::Expression &node);

/// `path` below `root` without it, for showing.
QString shownPath(const QString &path, const QString &root);
SourcePlace shownPlace(SourcePlace place, const QString &root);

} // namespace stillroom

#pragma once

#include "migrations/base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace stillroom
{

/// One script that a version folder holds, not yet read.
struct ScriptFile {
    QByteArray path; ///< as the file system has it
    QString shownPath;
};

/// The scripts below version folders, in the order in which Alembic loads them, and what cannot be one.
struct ScriptFiles {
    std::vector<ScriptFile> files;
    std::vector<Error> problems;
};

ScriptFiles listScripts(const QStringList &versionLocations, bool recursive);

/// Larger files are no scripts anybody wrote.
inline constexpr qint64 largestScript = 32 * 1024 * 1024;

/// The whole file. Errors: it cannot be read, is no regular file, or is larger than largestScript.
Result<QByteArray> readScript(const ScriptFile &file);

} // namespace stillroom

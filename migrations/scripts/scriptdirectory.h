#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/error.h"
#include "migrations/graph/revision.h"

#include <QStringList>

#include <vector>

namespace stillroom
{

/// What the version folders of a project hold.
struct ScriptScan {
    std::vector<Revision> revisions; ///< folder by folder, file names sorted
    std::vector<Error> problems; ///< files and folders that could not be read, each with its place

    bool operator==(const ScriptScan &) const = default;
};

/// Reads the header of every `*.py` of the folders (absolute paths), except names that begin with `.#`
/// or `__init__`, as alembic/script/base.py does; subfolders too when `recursive`, links to folders not
/// followed. A file reached twice is read once. Nothing is fatal: a missing folder, an unreadable
/// file, a file over 32 MB or without a revision are problems. Cancelling ends the scan early.
ScriptScan scanScripts(
    const QStringList &versionLocations, bool recursive, const CancelToken &cancel = CancelToken());

} // namespace stillroom

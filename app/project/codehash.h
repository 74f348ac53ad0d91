#pragma once

#include "migrations/base/canceltoken.h"

#include <QString>

namespace stillroom
{

/// SHA-256, hexadecimal, over names and texts of the files that decide what running a project's Python does:
/// its .py, .ini, .toml, .cfg and .mako files, without virtual environments, hidden folders and caches. The
/// version of its files that a person allowed to run. Empty when there are more than a consent can be tied to
/// (50,000 files), or when cancelled. Reads every file: off the UI thread.
QString projectCodeHash(const QString &root, const CancelToken &cancel = {});

} // namespace stillroom

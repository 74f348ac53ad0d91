#pragma once

#include "migrations/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace stillroom
{

/// Replaces a file's bytes so that nothing can be lost: a temporary file in the same folder, flushed to the
/// disk, then renamed; mode and owner stay, a symbolic link is followed to its target. The previous version
/// is kept once, readable by its owner alone, in the user's data folder. \a before: what was read; unset: the
/// file must not exist yet. Errors: Refused when the file changed on disk since, Unreadable when it cannot be
/// written.
Status saveFile(const QString &path, const std::optional<QByteArray> &before, const QByteArray &after);

/// Where the previous version of a file is kept.
QString backupPath(const QString &path);

} // namespace stillroom

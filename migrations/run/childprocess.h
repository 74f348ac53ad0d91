#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"

#include <QProcess>

#include <functional>

namespace stillroom
{

/// Starts a prepared process in a process group of its own, both streams as one and nothing to read from, and
/// waits for its end. It ends with this process, however that ends. A cancelled one is interrupted, then
/// terminated, then killed with its whole group: nothing of it runs on. \a line receives each line it prints
/// as it comes, without its end; the last one too when nothing ends it. Errors: NeedsProjectPython when it
/// cannot be started, Cancelled with \a what ("the project's Python").
Status runInOwnGroup(QProcess &process, const QString &what, const std::function<void(const QString &)> &line,
    const CancelToken &cancel);

} // namespace stillroom

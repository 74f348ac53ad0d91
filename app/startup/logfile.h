#pragma once

#include "app/startup/logreader.h"
#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"

#include <atomic>

namespace stillroom
{

/// Bytes read so far, for whoever watches from another thread.
using LogProgress = std::atomic<qint64>;

/// Reads a start-up log of any size piece by piece; `-` is standard input. Errors: Unreadable, Cancelled.
Result<LogReport> readLogFile(
    const QString &path, const CancelToken &cancel = {}, LogProgress *progress = nullptr);

} // namespace stillroom

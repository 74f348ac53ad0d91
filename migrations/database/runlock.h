#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/database/blocker.h"
#include "migrations/database/connection.h"
#include "migrations/plan/plan.h"

#include <chrono>
#include <functional>

namespace stillroom
{

/// The lock that lets one migration run at a time work on a database: a session advisory lock.
///
/// The key is the first eight bytes, big-endian, of SHA-256 over the UTF-8 text
/// `stillroom:run-lock:1\n<database>\n<schema>\n<table>` with the names as the catalogue stores them, read
/// as a signed bigint. An env.py can take part: `SELECT pg_advisory_lock(<key>)`.
class RunLock
{
public:
    static qint64 keyFor(const QString &database, const QString &schema, const QString &table);

    /// Called while waiting, about every half second: who holds it, how long we wait.
    using Waiting = std::function<void(const Blocker &holder, std::chrono::milliseconds waited)>;
    /// Polls pg_try_advisory_lock until it is had or \a limit is over (zero: one try).
    /// Errors: Refused when somebody else kept it, naming them; Cancelled; Database, Unreachable.
    static Result<std::chrono::milliseconds> take(Connection &connection, qint64 key,
        std::chrono::milliseconds limit, const Waiting &waiting, const CancelToken &cancel);
    /// Gives it back; the end of the session does so too.
    static Status release(Connection &connection, qint64 key);
};

/// The key of the run lock for this connection's database and the version table, whose schema is looked up.
/// Errors: as Connection::query().
Result<qint64> runLockKey(Connection &connection, const VersionTableName &versionTable);

} // namespace stillroom

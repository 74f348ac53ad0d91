#pragma once

#include <QString>

namespace stillroom
{

/// PostgreSQL's table lock modes, weakest first.
enum class LockMode {
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
};

/// "ACCESS EXCLUSIVE", as pg_locks and the manual write it.
QString lockModeName(LockMode mode);

/// A lock one statement takes on one table, as far as the statement's text tells.
struct LockClaim {
    QString table; ///< qualified as written in the statement
    LockMode mode = LockMode::AccessShare;
    bool operator==(const LockClaim &) const = default;
};

} // namespace stillroom

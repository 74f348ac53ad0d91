#pragma once

#include "app/project/target.h"
#include "migrations/base/result.h"

#include <QString>

namespace stillroom
{

/// Which database a target means, and as whom: what its kind and its password are remembered under, whatever
/// variable or profile named it. Everything libpq would fill in (service file, PG* variables) is filled in.
struct TargetAddress {
    QString host; ///< lower case; empty: the local socket
    QString port;
    QString database;
    QString user;
    QString through; ///< the SSH server; empty: direct

    bool operator==(const TargetAddress &) const = default;
    /// "db.example:5432/hr", "db.example:5432/hr through bastion".
    QString place() const;
    /// "ann@db.example:5432/hr": what a password belongs to.
    QString login() const;
};

/// Errors: InvalidCall for a URL that cannot be used.
Result<TargetAddress> addressOf(const Target &target);

} // namespace stillroom

#pragma once

#include <QString>

namespace stillroom
{

/// Another session that stands in the way, from pg_stat_activity and pg_locks.
struct Blocker {
    int pid = 0;
    QString user;
    QString application;
    QString address;
    QString state; ///< "idle in transaction"
    QString query; ///< shortened
    QString lock; ///< mode held on the object waited for
    QString object;
    qint64 ageMs = 0; ///< of its transaction

    bool operator==(const Blocker &) const = default;
};

} // namespace stillroom

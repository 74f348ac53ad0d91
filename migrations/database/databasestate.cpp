#include "migrations/database/databasestate.h"

namespace stillroom
{

QString syncStateName(SyncState state)
{
    switch (state) {
    case SyncState::AtHead:
        return QStringLiteral("at-head");
    case SyncState::Behind:
        return QStringLiteral("behind");
    case SyncState::Ahead:
        return QStringLiteral("ahead");
    case SyncState::Diverged:
        return QStringLiteral("diverged");
    case SyncState::Unversioned:
        return QStringLiteral("unversioned");
    case SyncState::Empty:
        return QStringLiteral("empty");
    case SyncState::Unreachable:
        return QStringLiteral("unreachable");
    case SyncState::Unknown:
        return QStringLiteral("unknown");
    }
    Q_UNREACHABLE();
}

} // namespace stillroom

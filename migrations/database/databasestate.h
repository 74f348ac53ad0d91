#pragma once

#include "migrations/base/error.h"
#include "migrations/graph/revisionid.h"

#include <QDateTime>

#include <optional>
#include <vector>

namespace stillroom
{

/// How a database stands against a project (spec/cli.md, `status`).
enum class SyncState { AtHead, Behind, Ahead, Diverged, Unversioned, Empty, Unreachable, Unknown };

/// "at-head", "behind", … as the command line prints it.
QString syncStateName(SyncState state);

struct ServerFacts {
    QString version; ///< "15.8"
    int versionNumber = 0; ///< 150008
    bool standby = false;
    QString database;
    QString user;
    QString host; ///< host name or socket folder the connection uses
    int port = 0;
    QString systemIdentifier; ///< empty when the role may not read it

    bool operator==(const ServerFacts &) const = default;
};

/// What was measured on one connection at one time.
struct DatabaseState {
    ServerFacts server;
    bool versionTableExists = false;
    std::vector<RevisionId> rows; ///< of the version table, in the order the server returned them
    int tableCount = 0; ///< base tables of user schemas other than the version table
    std::optional<int> versionColumnWidth{}; ///< characters; unset when unlimited or no table
    QDateTime measuredAt;

    bool operator==(const DatabaseState &) const = default;
};

} // namespace stillroom

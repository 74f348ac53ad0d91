#pragma once

#include "migrations/database/databasestate.h"
#include "migrations/graph/revisiongraph.h"

#include <vector>

namespace stillroom
{

/// How a measured database stands against the scripts, revision by revision.
struct Standing {
    SyncState sync = SyncState::Unknown;
    std::vector<RevisionId> applied; ///< ancestors-or-self of the rows, in run order
    std::vector<RevisionId> pending; ///< what `upgrade heads` would run, in that order
    std::vector<RevisionId> unknownRows; ///< rows no script has; with one of them nothing is pending

    bool operator==(const Standing &) const = default;
};

/// Pure.
Standing standingOf(const RevisionGraph &graph, const DatabaseState &database);

} // namespace stillroom

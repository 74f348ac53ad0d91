#pragma once

#include "migrations/graph/revisionid.h"

#include <utility>
#include <vector>

namespace stillroom
{

/// What one step does to the rows of the version table. Mirrors
/// alembic/runtime/migration.py: HeadMaintainer. The statements run in the order deleted, inserted,
/// updated: every change Alembic makes fits it.
struct VersionChange {
    std::vector<RevisionId> inserted;
    std::vector<std::pair<RevisionId, RevisionId>> updated; ///< from, to
    std::vector<RevisionId> deleted;

    bool operator==(const VersionChange &) const = default;
};

} // namespace stillroom

#pragma once

#include "migrations/graph/revisiongraph.h"

#include <span>
#include <vector>

namespace stillroom
{

/// The revisions of \a wanted that are reachable from \a heads, newest first: each before all it
/// requires. One branch is followed as far as another head allows; \a heads count in reading
/// order. The same order, in near-linear time, as `_topological_sort` of alembic/script/revision.py.
std::vector<int> topologicalOrder(
    const RevisionGraph &graph, const std::vector<bool> &wanted, std::span<const int> heads);

} // namespace stillroom

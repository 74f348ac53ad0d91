#pragma once

#include "migrations/base/result.h"
#include "migrations/graph/revisiongraph.h"

#include <vector>

namespace stillroom
{

/// The rows of the version table as indices, without repeats, in the order given. Errors:
/// BrokenProject for a row no script has.
Result<std::vector<int>> rowIndices(const RevisionGraph &graph, const std::vector<RevisionId> &rows);

/// Refuses \a targets of which one includes another. Errors: InvalidCall.
Status checkOverlap(const RevisionGraph &graph, const std::vector<int> &targets, bool upwards = false);

/// Refuses steps that are not sound. Errors: BrokenProject.
Status checkSound(const RevisionGraph &graph, const std::vector<int> &steps);

/// Elementwise.
std::vector<bool> both(std::vector<bool> one, const std::vector<bool> &other);
std::vector<bool> without(std::vector<bool> one, const std::vector<bool> &other);
bool anyOf(const std::vector<bool> &set);

} // namespace stillroom

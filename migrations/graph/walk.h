#pragma once

#include "migrations/base/result.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/graph/revisiontarget.h"
#include "migrations/graph/versionrows.h"

#include <optional>
#include <vector>

namespace stillroom
{

/// The revisions an upgrade would run, in run order, as indices; empty when the target is applied
/// already. \a rows are the rows of the version table. Errors: InvalidCall for a target that names
/// nothing, several things or no revision upwards; BrokenProject when a revision on the way is not
/// sound or a row is in no script.
Result<std::vector<int>> upgradeWalk(
    const RevisionGraph &graph, const std::vector<RevisionId> &rows, const RevisionTarget &target);

/// The revisions a downgrade would undo, in run order. Errors as upgradeWalk().
Result<std::vector<int>> downgradeWalk(
    const RevisionGraph &graph, const std::vector<RevisionId> &rows, const RevisionTarget &target);

/// What `stamp` does to the version table for these targets. Errors as upgradeWalk().
Result<std::vector<StampStep>> stampWalk(const RevisionGraph &graph, const std::vector<RevisionId> &rows,
    const std::vector<RevisionTarget> &targets);

/// The revisions `history` lists, newest first. Without a range: all. \a rows only where the range
/// names `current`. Errors: InvalidCall; BrokenProject for a row no script has.
Result<std::vector<int>> historyWalk(const RevisionGraph &graph, const std::optional<RevisionTarget> &range,
    const std::vector<RevisionId> &rows = {});

/// The revisions a target names by itself, as `show` resolves it. Errors: InvalidCall.
Result<std::vector<int>> resolveTarget(
    const RevisionGraph &graph, const RevisionTarget &target, const std::vector<RevisionId> &rows = {});

/// The one revision a target names, or -1 for base: the start of a `--sql` range. Errors: InvalidCall,
/// also for a relative target.
Result<int> resolveSingle(const RevisionGraph &graph, const RevisionTarget &target);

/// What `current` lists: the rows and those tips of their dependencies that a row covers, sorted
/// by id. Errors: BrokenProject for a row no script has.
Result<std::vector<int>> currentRevisions(const RevisionGraph &graph, const std::vector<RevisionId> &rows);

} // namespace stillroom

#pragma once

#include "migrations/graph/revisiongraph.h"

#include <QString>

#include <vector>

namespace stillroom
{

struct HistoryTextOptions {
    bool verbose = false;
    bool indicateCurrent = false; ///< mark the rows of the version table
    std::vector<RevisionId> rows;
};

/// The text of Alembic's `history`, `current`, `heads`, `branches` and `show` for revisions already
/// chosen (migrations/graph/walk.h); every line ends in a newline. Where Alembic's order hangs on
/// Python's hash seed ours is sorted. Mirrors alembic/script/base.py: Script.cmd_format.
QString historyText(
    const RevisionGraph &graph, const std::vector<int> &revisions, const HistoryTextOptions &options);
QString currentText(const RevisionGraph &graph, const std::vector<int> &revisions, bool verbose);
QString headsText(const RevisionGraph &graph, bool verbose, bool resolveDependencies);
QString branchesText(const RevisionGraph &graph, bool verbose);
QString showText(const RevisionGraph &graph, const std::vector<int> &revisions);

} // namespace stillroom

#include "app/services/standing.h"

#include "migrations/database/statereader.h"
#include "migrations/graph/walk.h"

namespace stillroom
{

namespace
{

/// When the walk refuses (a broken revision on the way), what is not applied is still pending: the
/// plan names the reason when somebody asks for one.
std::vector<int> pendingIndexes(
    const RevisionGraph &graph, const std::vector<RevisionId> &rows, const std::vector<bool> &applied)
{
    Result<std::vector<int>> walk = upgradeWalk(graph, rows, RevisionTarget::parse(QStringLiteral("heads")));
    if (walk)
        return std::move(walk).value();
    std::vector<int> rest;
    for (const int index : graph.runOrder()) {
        if (!applied[size_t(index)])
            rest.push_back(index);
    }
    return rest;
}

} // namespace

Standing standingOf(const RevisionGraph &graph, const DatabaseState &database)
{
    Standing result;
    result.sync = syncStateOf(graph, database);
    result.unknownRows = unknownRows(graph, database);
    const std::vector<bool> applied = graph.appliedSet(database.rows);
    for (const int index : graph.runOrder()) {
        if (applied[size_t(index)])
            result.applied.push_back(graph.id(index));
    }
    if (!result.unknownRows.empty() || graph.isEmpty())
        return result;
    for (const int index : pendingIndexes(graph, database.rows, applied))
        result.pending.push_back(graph.id(index));
    return result;
}

} // namespace stillroom

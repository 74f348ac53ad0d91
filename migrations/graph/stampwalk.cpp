#include "migrations/graph/targeterrors.h"
#include "migrations/graph/targetresolver.h"
#include "migrations/graph/walk.h"
#include "migrations/graph/walkchecks.h"

#include <algorithm>

namespace stillroom
{
namespace
{

struct StampTargets {
    std::vector<int> concerned; ///< the rows that share a lineage with a target
    std::vector<int> destinations; ///< empty: base
};

/// Here Alembic's sentence for several heads differs.
Error stampError(const RevisionGraph &graph, Error error)
{
    if (error.message.startsWith(QLatin1String("Multiple head revisions"))) {
        error.message = QStringLiteral(
            "Multiple heads are present; please specify a single target revision, or 'heads' "
            "for all: %1.")
                            .arg(idList(graph, graph.heads()));
    }
    return error;
}

/// With rows in the table "-1" has been refused before; without, Alembic counts from the heads.
Result<std::vector<int>> destinationsOf(const TargetResolver &resolver, const RevisionTarget &target)
{
    const auto *relative = std::get_if<RelativeTarget>(&target.value());
    if (relative == nullptr)
        return resolver.revisions(RevisionTarget::parseAbsolute(target.text()));
    Result<std::vector<int>> reached = resolver.downFromHeads(*relative);
    if (!reached)
        return reached;
    std::erase(reached.value(), TargetResolver::nowhere);
    if (std::find(reached->begin(), reached->end(), TargetResolver::base) != reached->end())
        return walkedTooFar(target.text());
    return reached;
}

Result<StampTargets> resolveTargets(
    const RevisionGraph &graph, const std::vector<int> &rows, const std::vector<RevisionTarget> &targets)
{
    StampTargets resolved;
    const auto add = [](std::vector<int> &to, const std::vector<int> &indices) {
        for (const int index : indices) {
            if (std::find(to.begin(), to.end(), index) == to.end())
                to.push_back(index);
        }
    };
    for (const RevisionTarget &target : targets) {
        const TargetResolver resolver(graph, target.text());
        const AbsoluteTarget absolute = RevisionTarget::parseAbsolute(target.text());
        const Result<std::vector<int>> concerned = resolver.onLineage(rows, absolute, true);
        if (!concerned)
            return stampError(graph, concerned.error());
        const Result<std::vector<int>> destinations = destinationsOf(resolver, target);
        if (!destinations)
            return stampError(graph, destinations.error());
        add(resolved.concerned, *concerned);
        add(resolved.destinations, *destinations);
    }
    return resolved;
}

bool intersects(const std::vector<int> &indices, const std::vector<bool> &set)
{
    return std::any_of(indices.begin(), indices.end(), [&set](int index) { return set[size_t(index)]; });
}

std::vector<RevisionId> idsOf(const RevisionGraph &graph, const std::vector<int> &indices)
{
    std::vector<RevisionId> ids;
    for (const int index : indices)
        ids.push_back(graph.id(index));
    return ids;
}

Result<StampStep> stepTo(const RevisionGraph &graph, int destination, const std::vector<int> &concerned)
{
    const std::vector<int> root{destination};
    const bool above = intersects(concerned, graph.descendantSet(root, true));
    const bool below = intersects(concerned, graph.ancestorSet(root, true));
    StampStep step{.from = {}, .to = {graph.id(destination)}, .upgrade = !above, .change = {}};
    if (above && below) {
        return Error{.kind = ErrorKind::BrokenProject,
            .message = QStringLiteral(
                "The version table holds revisions before and after %1 at once. Set the rows anew with "
                "`stamp --purge`.")
                           .arg(graph.id(destination).text())};
    }
    if (above || below)
        step.from = idsOf(graph, concerned);
    return step;
}

} // namespace

Result<std::vector<StampStep>> stampWalk(const RevisionGraph &graph, const std::vector<RevisionId> &rows,
    const std::vector<RevisionTarget> &targets)
{
    const Result<std::vector<int>> current = rowIndices(graph, rows);
    if (!current)
        return current.error();
    const Result<StampTargets> resolved = resolveTargets(graph, *current, targets);
    if (!resolved)
        return resolved.error();
    std::vector<StampStep> steps;
    if (resolved->destinations.empty()) {
        for (const int row : resolved->concerned)
            steps.push_back(StampStep{.from = {graph.id(row)}, .to = {}, .upgrade = false, .change = {}});
    }
    for (const int destination : resolved->destinations) {
        const auto &concerned = resolved->concerned;
        if (std::find(concerned.begin(), concerned.end(), destination) != concerned.end())
            continue;
        const Result<StampStep> step = stepTo(graph, destination, concerned);
        if (!step)
            return step.error();
        steps.push_back(*step);
    }
    VersionRows state(graph, rows);
    for (StampStep &step : steps) {
        const Result<VersionChange> change = state.stamp(step);
        if (!change)
            return change.error();
        step.change = *change;
    }
    return steps;
}

} // namespace stillroom

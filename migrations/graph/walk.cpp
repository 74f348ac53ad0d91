#include "migrations/graph/walk.h"

#include "migrations/graph/targeterrors.h"
#include "migrations/graph/targetresolver.h"
#include "migrations/graph/topologicalorder.h"
#include "migrations/graph/walkchecks.h"

#include <algorithm>

namespace stillroom
{
namespace
{

using Past = TargetResolver::PastTheEnd;

/// An upgrade or downgrade goes to one point; a range is for --sql, where its start are the rows.
Result<RevisionTarget::Point> pointOf(const RevisionTarget &target)
{
    if (const auto *absolute = std::get_if<AbsoluteTarget>(&target.value()))
        return RevisionTarget::Point(*absolute);
    if (const auto *relative = std::get_if<RelativeTarget>(&target.value()))
        return RevisionTarget::Point(*relative);
    return rangeNotAllowed(target.text());
}

int labelsOnBases(const RevisionGraph &graph)
{
    qsizetype count = 0;
    for (const int base : graph.bases())
        count += graph.revision(base).branchLabels.size();
    return int(count);
}

/// What is undone first of all that must go, seen from below: the children of the target, or the bases.
/// With a branch named, only those on it.
Result<std::vector<int>> downgradeRoots(const RevisionGraph &graph, const TargetResolver::Below &below)
{
    const bool toBase = below.revision == TargetResolver::base;
    const auto start = toBase ? std::span<const int>(graph.bases()) : graph.children(below.revision);
    std::vector<int> roots(start.begin(), start.end());
    // Alembic's map holds a base once more for each of its labels, and looks at the branch only then.
    const int counted = int(roots.size()) + (toBase ? labelsOnBases(graph) : 0);
    if (below.branch.isEmpty() || counted < 2)
        return roots;
    const Result<int> branch = graph.locate(below.branch);
    if (!branch)
        return branch.error();
    const std::vector<int> tip{*branch};
    const std::vector<bool> onBranch = graph.ancestorSet(tip, false);
    std::erase_if(roots, [&](int root) { return !onBranch[size_t(root)]; });
    if (roots.empty()) {
        return Error{.kind = ErrorKind::InvalidCall,
            .message = QStringLiteral(
                "Not a valid downgrade target from current heads: branch '%1' does not pass above "
                "that revision. Name a revision the branch has.")
                           .arg(below.branch)};
    }
    return roots;
}

/// An applied revision whose parent is missing may belong above the target, and nobody can tell.
Status checkRemaining(const RevisionGraph &graph, const std::vector<bool> &remaining, int target)
{
    if (graph.problems().empty())
        return Done{};
    std::vector<int> roots;
    if (target >= 0)
        roots.push_back(target);
    const std::vector<bool> unclear = without(remaining, graph.ancestorSet(roots, true));
    for (int i = 0; i < graph.size(); ++i) {
        if (unclear[size_t(i)] && !graph.isSound(i))
            return *graph.problemOf(i);
    }
    return Done{};
}

} // namespace

Result<std::vector<int>> upgradeWalk(
    const RevisionGraph &graph, const std::vector<RevisionId> &rows, const RevisionTarget &target)
{
    const Result<RevisionTarget::Point> point = pointOf(target);
    if (!point)
        return point.error();
    const Result<std::vector<int>> current = rowIndices(graph, rows);
    if (!current)
        return current.error();
    const TargetResolver resolver(graph, target.text());
    const Result<std::vector<int>> targets = resolver.upgradeTargets(*point, *current, Past::IsNowhere);
    if (!targets)
        return targets.error();
    for (const std::vector<int> &named : {*targets, *current}) {
        if (const Status overlap = checkOverlap(graph, named); !overlap)
            return overlap.error();
    }
    const std::vector<bool> wanted
        = without(graph.ancestorSet(*targets, true), graph.ancestorSet(*current, true));
    std::vector<int> steps = topologicalOrder(graph, wanted, *targets);
    std::reverse(steps.begin(), steps.end());
    if (const Status sound = checkSound(graph, steps); !sound)
        return sound.error();
    return steps;
}

Result<std::vector<int>> downgradeWalk(
    const RevisionGraph &graph, const std::vector<RevisionId> &rows, const RevisionTarget &target)
{
    const Result<RevisionTarget::Point> point = pointOf(target);
    if (!point)
        return point.error();
    const Result<std::vector<int>> current = rowIndices(graph, rows);
    if (!current)
        return current.error();
    const TargetResolver resolver(graph, target.text());
    const Result<TargetResolver::Below> below = resolver.downgradeTarget(*point, *current, Past::IsNowhere);
    if (!below)
        return below.error();
    const Result<std::vector<int>> roots = downgradeRoots(graph, *below);
    if (!roots)
        return roots.error();
    const std::vector<bool> active = graph.ancestorSet(*current, true);
    const std::vector<bool> wanted = both(graph.descendantSet(*roots, true), active);
    const bool isRow = std::find(current->begin(), current->end(), below->revision) != current->end();
    if (below->revision >= 0 && !isRow && !anyOf(wanted))
        return notADowngradeTarget(graph, target.text(), *current);
    const std::vector<int> steps = topologicalOrder(graph, wanted, *current);
    if (const Status sound = checkSound(graph, steps); !sound)
        return sound.error();
    if (const Status sound = checkRemaining(graph, without(active, wanted), below->revision); !sound)
        return sound.error();
    return steps;
}

Result<std::vector<int>> resolveTarget(
    const RevisionGraph &graph, const RevisionTarget &target, const std::vector<RevisionId> &rows)
{
    const TargetResolver resolver(graph, target.text());
    if (const auto *absolute = std::get_if<AbsoluteTarget>(&target.value())) {
        if (absolute->symbol == TargetSymbol::Current && absolute->branch.isEmpty())
            return rowIndices(graph, rows);
        return resolver.revisions(*absolute);
    }
    if (const auto *relative = std::get_if<RelativeTarget>(&target.value())) {
        const Result<std::vector<int>> reached = resolver.downFromHeads(*relative);
        if (reached.ok()
            && std::any_of(reached->begin(), reached->end(), [](int index) { return index < 0; }))
            return walkedTooFar(target.text());
        return reached;
    }
    return resolver.revisions(RevisionTarget::parseAbsolute(target.text()));
}

Result<int> resolveSingle(const RevisionGraph &graph, const RevisionTarget &target)
{
    return TargetResolver(graph, target.text()).revision(RevisionTarget::parseAbsolute(target.text()));
}

Result<std::vector<int>> currentRevisions(const RevisionGraph &graph, const std::vector<RevisionId> &rows)
{
    const Result<std::vector<int>> current = rowIndices(graph, rows);
    if (!current)
        return current.error();
    return currentTips(graph, *current);
}

} // namespace stillroom

#include "migrations/graph/targetresolver.h"

#include "migrations/graph/targeterrors.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace stillroom
{
namespace
{

AbsoluteTarget named(const QString &text)
{
    const RevisionTarget::Point point = RevisionTarget::parsePoint(text);
    if (const auto *absolute = std::get_if<AbsoluteTarget>(&point))
        return *absolute;
    return AbsoluteTarget{.name = text};
}

std::vector<int> members(const std::vector<bool> &set)
{
    std::vector<int> indices;
    for (size_t i = 0; i < set.size(); ++i) {
        if (set[i])
            indices.push_back(int(i));
    }
    return indices;
}

} // namespace

TargetResolver::TargetResolver(const RevisionGraph &graph, QString argument)
    : m_graph(graph)
    , m_argument(std::move(argument))
{
}

/// `head` and `heads` of a branch, or of all.
Result<std::vector<int>> TargetResolver::heads(const QString &branch) const
{
    if (const Error *cycle = m_graph.cycle())
        return *cycle;
    if (branch.isEmpty())
        return m_graph.heads();
    const Result<std::vector<int>> found = onLineage(m_graph.heads(), named(branch));
    if (!found || found->empty())
        return found;
    const Result<int> located = m_graph.locate(branch); // a symbol like `head` is no branch
    if (!located)
        return located.error();
    return found;
}

Result<std::vector<int>> TargetResolver::revisions(const AbsoluteTarget &target) const
{
    switch (target.symbol) {
    case TargetSymbol::Base:
        return std::vector<int>();
    case TargetSymbol::Head: {
        const Result<std::vector<int>> all = heads(target.branch);
        if (all.ok() && all->size() > 1)
            return multipleHeads(m_graph, m_argument, *all);
        return all;
    }
    case TargetSymbol::Heads:
        if (target.branch.isEmpty() && m_graph.cycle() == nullptr)
            return m_graph.effectiveHeads();
        return heads(target.branch);
    case TargetSymbol::Current:
    case TargetSymbol::Revision:
        break;
    }
    const Result<int> found = m_graph.locate(target.name, target.branch);
    if (!found)
        return found.error();
    return std::vector<int>{*found};
}

Result<int> TargetResolver::revision(const AbsoluteTarget &target) const
{
    const Result<std::vector<int>> all = revisions(target);
    if (!all)
        return all.error();
    if (all->size() > 1)
        return multipleHeads(m_graph, m_argument, *all);
    if (!all->empty())
        return all->front();
    if (!target.branch.isEmpty()) { // base of a branch: the branch must exist
        const Result<int> branch = m_graph.locate(target.branch);
        if (!branch)
            return branch.error();
    }
    return base;
}

Result<std::vector<int>> TargetResolver::downFromHeads(const RelativeTarget &target) const
{
    if (target.start || target.steps >= 0) {
        const qsizetype at = target.branch.isEmpty() ? 0 : target.branch.size() + 1;
        const QString shown = m_argument.mid(at);
        return cannotLocate(m_graph, shown.isEmpty() ? target.stepsText : shown, {});
    }
    const Result<std::vector<int>> from
        = revisions(AbsoluteTarget{.symbol = TargetSymbol::Heads, .name = {}});
    if (!from)
        return from.error();
    std::vector<int> reached;
    for (const int head : *from) {
        if (!target.branch.isEmpty() && !m_graph.hasLabel(head, target.branch))
            continue;
        const Result<int> below = walk(head, target.steps, QString(), PastTheEnd::IsNowhere);
        if (!below)
            return below.error();
        reached.push_back(*below);
    }
    return reached;
}

Result<std::vector<int>> TargetResolver::onLineage(
    const std::vector<int> &targets, const AbsoluteTarget &branch, bool withDependencies) const
{
    std::vector<int> roots;
    if (branch.symbol == TargetSymbol::Revision || branch.symbol == TargetSymbol::Current) {
        if (targets.empty())
            return targets;
        const Result<int> found = m_graph.locate(branch.name);
        if (!found)
            return found.error();
        roots.push_back(*found);
    } else {
        const Result<std::vector<int>> found = revisions(branch);
        if (!found)
            return found.error();
        roots = *found;
    }
    if (targets.empty())
        return targets;
    if (!branch.branch.isEmpty()) {
        const Result<int> label = m_graph.locate(branch.branch);
        if (!label)
            return label.error();
        roots.push_back(*label);
    }
    if (roots.empty())
        return targets;
    const std::vector<bool> below = m_graph.ancestorSet(roots, withDependencies);
    const std::vector<bool> above = m_graph.descendantSet(roots, withDependencies);
    std::vector<int> kept;
    for (const int target : targets) {
        if (below[size_t(target)] || above[size_t(target)])
            kept.push_back(target);
    }
    return kept;
}

Result<std::vector<int>> TargetResolver::stepUp(int from, const std::vector<bool> *allowed) const
{
    if (from == base && m_graph.cycle() != nullptr)
        return *m_graph.cycle();
    if (from != base && m_graph.isInCycle(from))
        return *m_graph.problemOf(from);
    std::vector<int> ways;
    const auto next = from == base ? std::span<const int>(m_graph.bases()) : m_graph.children(from);
    for (const int way : next) {
        if (allowed == nullptr || (*allowed)[size_t(way)])
            ways.push_back(way);
    }
    return ways;
}

/// Below a revision whose parent is missing nobody knows what lies.
Result<std::vector<int>> TargetResolver::stepDown(int from) const
{
    if (from == base)
        return heads(QString()); // as Alembic: base-1 is the head
    if (const Error *problem = m_graph.problemOf(from))
        return *problem;
    const auto parents = m_graph.parents(from);
    return std::vector<int>(parents.begin(), parents.end());
}

Result<int> TargetResolver::walk(int start, int steps, const QString &branch, PastTheEnd past) const
{
    std::optional<std::vector<bool>> allowed;
    int node = start;
    bool atBase = false; // came down to it; base by name walks down from the heads
    for (int i = 0; i < std::abs(steps); ++i) {
        if (steps > 0 && !branch.isEmpty() && !allowed) {
            const Result<int> root = m_graph.locate(branch);
            if (!root)
                return root.error();
            const std::vector<int> roots{*root};
            allowed = m_graph.ancestorSet(roots, false);
            const std::vector<bool> above = m_graph.descendantSet(roots, false);
            for (size_t k = 0; k < above.size(); ++k)
                (*allowed)[k] = (*allowed)[k] || above[k];
        }
        if (atBase)
            return past == PastTheEnd::IsNowhere ? nowhere : base;
        const Result<std::vector<int>> ways
            = steps > 0 ? stepUp(node, allowed ? &*allowed : nullptr) : stepDown(node);
        if (!ways)
            return ways.error();
        if (ways->size() > 1)
            return ambiguousWalk(m_graph, node, *ways, steps > 0);
        if (ways->empty() && steps > 0)
            return past == PastTheEnd::IsNowhere ? nowhere : node;
        atBase = ways->empty();
        node = atBase ? base : ways->front();
    }
    return node;
}

Result<std::vector<int>> TargetResolver::tipsOnBranch(
    const std::vector<int> &starts, const QString &branch) const
{
    const Result<std::vector<int>> active
        = onLineage(members(m_graph.ancestorSet(starts, true)), named(branch));
    if (!active)
        return active.error();
    std::vector<bool> below(size_t(m_graph.size()), false);
    for (const int index : *active) {
        for (const int required : m_graph.requirements(index))
            below[size_t(required)] = true;
    }
    std::vector<int> tips;
    for (const int index : *active) {
        if (!below[size_t(index)])
            tips.push_back(index);
    }
    return tips;
}

Result<int> TargetResolver::upFromRows(
    const RelativeTarget &target, const std::vector<int> &starts, PastTheEnd past) const
{
    std::vector<int> from = starts;
    if (!target.branch.isEmpty()) {
        Result<std::vector<int>> narrowed = onLineage(starts, named(target.branch));
        if (narrowed.ok() && narrowed->empty())
            narrowed = tipsOnBranch(starts, target.branch);
        if (!narrowed)
            return narrowed.error();
        from = *narrowed;
    }
    if (from.empty())
        from.push_back(base);
    if (from.size() > 1)
        return ambiguousStart(m_graph, from);
    const Result<int> reached = walk(from.front(), target.steps, target.branch, past);
    if (reached.ok() && *reached < 0)
        return relativeTooFar(target.stepsText, target.steps, QStringLiteral("fewer revisions follow"));
    return reached;
}

Result<std::vector<int>> TargetResolver::upgradeTargets(
    const RevisionTarget::Point &point, const std::vector<int> &starts, PastTheEnd past) const
{
    if (const auto *absolute = std::get_if<AbsoluteTarget>(&point))
        return revisions(*absolute);
    const RelativeTarget &target = std::get<RelativeTarget>(point);
    if (!target.start && target.steps <= 0) {
        return relativeTooFar(QString::number(target.steps), target.steps,
            QStringLiteral("an upgrade goes up; write '+1', or use downgrade"));
    }
    Result<int> reached = base;
    if (!target.start) {
        reached = upFromRows(target, starts, past);
    } else {
        AbsoluteTarget start = *target.start;
        if (target.steps <= 0)
            start.branch = target.branch;
        const Result<int> from = revision(start);
        if (!from)
            return from.error();
        reached = walk(*from, target.steps, target.steps > 0 ? target.branch : QString(), past);
    }
    if (!reached)
        return reached.error();
    if (*reached < 0)
        return walkedTooFar(m_argument);
    return std::vector<int>{*reached};
}

/// The row that belongs to a branch, or the tip of the branch that another row depends on.
Result<int> TargetResolver::rowOnBranch(const std::vector<int> &rows, const QString &branch) const
{
    Result<std::vector<int>> found = onLineage(rows, named(branch));
    if (found.ok() && found->empty())
        found = onLineage(currentTips(m_graph, rows), named(branch));
    if (!found)
        return found.error();
    if (found->size() == 1)
        return found->front();
    const QString sentence = found->empty()
        ? QStringLiteral("Nothing of branch '%1' is applied, so '%2' has nowhere to start. Name a revision "
                         "that is applied.")
              .arg(branch, m_argument)
        : QStringLiteral(
            "Several current revisions belong to branch '%1': %3. '%2' could start at any of them; name a "
            "revision.")
              .arg(branch, m_argument, idList(m_graph, *found));
    return Error{.kind = ErrorKind::InvalidCall, .message = sentence};
}

Result<TargetResolver::Below> TargetResolver::downFromRows(
    const RelativeTarget &target, const std::vector<int> &rows, PastTheEnd past) const
{
    QString branch = target.branch;
    Result<int> from = base;
    if (!branch.isEmpty()) {
        from = rowOnBranch(rows, branch);
        if (from.ok())
            from = m_graph.locate(m_graph.id(*from).text(), branch);
    } else if (rows.empty()) {
        return relativeTooFar(target.stepsText, target.steps, QStringLiteral("nothing is applied"));
    } else {
        // Several rows: Alembic takes the first the database returned and stays in its branch.
        from = rows.front();
        branch = m_graph.id(rows.front()).text();
    }
    if (!from)
        return from.error();
    const Result<int> reached = walk(*from, target.steps, QString(), past);
    if (!reached)
        return reached.error();
    if (*reached == nowhere)
        return relativeTooFar(target.stepsText, target.steps, QStringLiteral("fewer are applied"));
    return Below{branch, *reached};
}

Result<TargetResolver::Below> TargetResolver::downgradeTarget(
    const RevisionTarget::Point &point, const std::vector<int> &rows, PastTheEnd past) const
{
    if (const auto *absolute = std::get_if<AbsoluteTarget>(&point)) {
        const Result<int> found
            = revision(AbsoluteTarget{.symbol = absolute->symbol, .name = absolute->name});
        if (!found)
            return found.error();
        return Below{absolute->branch, *found};
    }
    const RelativeTarget &target = std::get<RelativeTarget>(point);
    if (!target.start) {
        if (target.steps >= 0) {
            return relativeTooFar(target.stepsText, target.steps,
                QStringLiteral("a downgrade goes down; write '-1', or use upgrade"));
        }
        return downFromRows(target, rows, past);
    }
    AbsoluteTarget start = *target.start;
    if (target.steps < 0)
        start.branch = target.branch;
    const Result<int> from = revision(start);
    if (!from)
        return from.error();
    const Result<int> reached
        = walk(*from, target.steps, target.steps >= 0 ? target.branch : QString(), past);
    if (!reached)
        return reached.error();
    if (*reached == nowhere || (*reached == base && target.steps >= 0))
        return walkedTooFar(m_argument);
    return Below{target.branch, *reached};
}

std::vector<int> currentTips(const RevisionGraph &graph, const std::vector<int> &rows)
{
    const std::vector<bool> applied = graph.ancestorSet(rows, true);
    std::vector<int> tips;
    for (const int index : members(applied)) {
        const auto children = graph.children(index);
        if (std::none_of(children.begin(), children.end(), [&](int child) { return applied[size_t(child)]; }))
            tips.push_back(index);
    }
    std::sort(tips.begin(), tips.end(), [&](int a, int b) { return graph.id(a) < graph.id(b); });
    return tips;
}

} // namespace stillroom

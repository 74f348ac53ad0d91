#include "migrations/graph/targetresolver.h"

#include "migrations/graph/targeterrors.h"

#include <algorithm>
#include <cstdlib>

namespace stillroom
{
namespace
{

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

/// The heads of a branch, or of all.
Result<std::vector<int>> TargetResolver::heads(const QString &branch) const
{
    if (const Error *cycle = m_graph.cycle())
        return *cycle;
    if (branch.isEmpty())
        return m_graph.heads();
    return onLineage(m_graph.heads(), RevisionTarget::parseAbsolute(branch));
}

Result<std::vector<int>> TargetResolver::revisions(const AbsoluteTarget &target) const
{
    switch (target.symbol) {
    case TargetSymbol::Base:
        return std::vector<int>();
    case TargetSymbol::Head:
        return headRevisions(target, true);
    case TargetSymbol::Heads:
        return headRevisions(target, false);
    case TargetSymbol::Current:
    case TargetSymbol::Revision:
        break;
    }
    const Result<int> found = m_graph.locate(target.name, target.branch);
    if (!found)
        return found.error();
    return std::vector<int>{*found};
}

/// What `head`, `heads` or `base` stands for, before anybody asks whether the branch exists.
Result<std::vector<int>> TargetResolver::symbolRevisions(const AbsoluteTarget &target, bool one) const
{
    if (target.symbol == TargetSymbol::Base)
        return std::vector<int>();
    Result<std::vector<int>> found = heads(target.branch);
    if (!found)
        return found.error();
    if (target.symbol == TargetSymbol::Heads && target.branch.isEmpty())
        found = m_graph.effectiveHeads();
    if (one && found->size() > 1)
        return multipleHeads(m_graph, m_argument, *found);
    return found;
}

Result<std::vector<int>> TargetResolver::headRevisions(const AbsoluteTarget &target, bool one) const
{
    Result<std::vector<int>> found = symbolRevisions(target, one);
    if (!found || found->empty() || target.branch.isEmpty())
        return found;
    if (const Result<int> branch = m_graph.locate(target.branch); !branch)
        return branch.error(); // a symbol like `head` is no branch
    return found;
}

Result<int> TargetResolver::revision(const AbsoluteTarget &target) const
{
    const Result<std::vector<int>> all
        = target.symbol == TargetSymbol::Heads ? headRevisions(target, true) : revisions(target);
    if (!all)
        return all.error();
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
    if (target.start || target.steps >= 0)
        return revisions(RevisionTarget::parseAbsolute(m_argument));
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
    const bool symbol = branch.symbol != TargetSymbol::Revision && branch.symbol != TargetSymbol::Current;
    std::vector<int> roots;
    if (symbol) {
        const Result<std::vector<int>> found = symbolRevisions(branch, branch.symbol == TargetSymbol::Head);
        if (!found)
            return found.error();
        roots = *found;
    }
    if (targets.empty())
        return targets;
    for (const QString &name : {branch.branch, symbol ? QString() : branch.name}) {
        if (name.isEmpty())
            continue;
        const Result<int> found = m_graph.locate(name);
        if (!found)
            return found.error();
        roots.push_back(*found);
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

Result<std::vector<int>> TargetResolver::stepUp(int from) const
{
    if (from == base && m_graph.cycle() != nullptr)
        return *m_graph.cycle();
    if (from != base && m_graph.isInCycle(from))
        return *m_graph.problemOf(from);
    const auto next = from == base ? std::span<const int>(m_graph.bases()) : m_graph.children(from);
    return std::vector<int>(next.begin(), next.end());
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
    return steps > 0 ? walkUp(start, steps, branch, past) : walkDown(start, -steps, past);
}

Result<int> TargetResolver::walkUp(int start, int steps, const QString &branch, PastTheEnd past) const
{
    const AbsoluteTarget along = RevisionTarget::parseAbsolute(branch);
    std::vector<bool> allowed; // the lineage of the branch; asked for once, where there is a choice
    int node = start;
    for (int i = 0; i < steps; ++i) {
        Result<std::vector<int>> ways = stepUp(node);
        if (!ways)
            return ways.error();
        if (!branch.isEmpty() && allowed.empty()
            && (!ways->empty() || along.symbol != TargetSymbol::Revision)) {
            const Result<std::vector<int>> lineage = onLineage(m_graph.runOrder(), along);
            if (!lineage)
                return lineage.error();
            allowed.assign(size_t(m_graph.size()), false);
            for (const int index : *lineage)
                allowed[size_t(index)] = true;
        }
        if (!allowed.empty())
            std::erase_if(ways.value(), [&](int way) { return !allowed[size_t(way)]; });
        if (ways->size() > 1)
            return ambiguousWalk(m_graph, node, *ways, true);
        if (ways->empty())
            return past == PastTheEnd::IsNowhere ? nowhere : node;
        node = ways->front();
    }
    return node;
}

Result<int> TargetResolver::walkDown(int start, int steps, PastTheEnd past) const
{
    int node = start;
    bool cameToBase = false; // base by name is another thing: Alembic goes on from the heads
    for (int i = 0; i < steps; ++i) {
        if (cameToBase)
            return past == PastTheEnd::IsNowhere ? nowhere : base;
        const Result<std::vector<int>> ways = stepDown(node);
        if (!ways)
            return ways.error();
        if (ways->size() > 1)
            return ambiguousWalk(m_graph, node, *ways, false);
        cameToBase = ways->empty();
        node = cameToBase ? base : ways->front();
    }
    return node;
}

Result<std::vector<int>> TargetResolver::tipsOnBranch(
    const std::vector<int> &starts, const QString &branch) const
{
    const Result<std::vector<int>> active
        = onLineage(members(m_graph.ancestorSet(starts, true)), RevisionTarget::parseAbsolute(branch));
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
        Result<std::vector<int>> narrowed = onLineage(starts, RevisionTarget::parseAbsolute(target.branch));
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
    Result<std::vector<int>> found = onLineage(rows, RevisionTarget::parseAbsolute(branch));
    if (found.ok() && found->empty())
        found = onLineage(currentTips(m_graph, rows), RevisionTarget::parseAbsolute(branch));
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

#include "migrations/graph/revisiongraphbuilder.h"

#include "migrations/graph/topologicalorder.h"

#include <algorithm>
#include <numeric>

namespace stillroom
{
namespace
{

constexpr int versionColumnWidth = 32; ///< of Alembic's version table

QString forbiddenCharacters(const QString &id)
{
    QStringList found;
    for (const QChar character : {u'+', u'-', u':', u'@'}) {
        if (id.contains(character))
            found.append(character);
    }
    return found.join(QLatin1String(", "));
}

bool contains(std::span<const int> list, int value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

} // namespace

RevisionGraphBuilder::RevisionGraphBuilder(RevisionGraph &graph)
    : m_graph(graph)
    , m_size(graph.size())
{
    m_graph.m_sortedById.resize(size_t(m_size));
    std::iota(m_graph.m_sortedById.begin(), m_graph.m_sortedById.end(), 0);
    std::stable_sort(m_graph.m_sortedById.begin(), m_graph.m_sortedById.end(),
        [this](int a, int b) { return m_graph.id(a) < m_graph.id(b); });
}

void RevisionGraphBuilder::build()
{
    m_graph.m_problemOf.assign(size_t(m_size), -1);
    indexIds();
    indexLabels();
    linkParents();
    linkDependencies();
    cutCycles();
    fillForward();
    fillReverse();
    fillRequirements();
    fillHeadsAndBases();
    fillRunOrder();
    inheritLabels();
}

void RevisionGraphBuilder::indexIds()
{
    m_graph.m_byId.reserve(m_size);
    for (int i = 0; i < m_size; ++i) {
        checkId(i);
        const auto known = m_graph.m_byId.constFind(m_graph.id(i).text());
        if (known != m_graph.m_byId.constEnd()) {
            const QString message = QStringLiteral("Revision %1 is present more than once: %2 and %3. "
                                                   "Give one of them an id of its own.");
            const QString id = m_graph.id(i).text();
            const QString first = m_graph.revision(known.value()).place.toString();
            const QString second = m_graph.revision(i).place.toString();
            addProblem(known.value(), message.arg(id, first, second));
            addProblem(i, message.arg(id, first, second));
        }
        m_graph.m_byId.insert(m_graph.id(i).text(), i);
    }
}

void RevisionGraphBuilder::checkId(int index)
{
    const QString &id = m_graph.id(index).text();
    if (id.isEmpty()) {
        addProblem(index, QStringLiteral("The revision has no id: `revision` is empty. Write one."));
        return;
    }
    const QString forbidden = forbiddenCharacters(id);
    if (!forbidden.isEmpty()) {
        addProblem(index,
            QStringLiteral(
                "Character(s) '%1' not allowed in revision identifier '%2'. Rename it, here and in the "
                "scripts that refer to it.")
                .arg(forbidden, id));
    }
    // Not unsound: a wider version column takes it; the planner knows the column.
    if (id.size() > versionColumnWidth) {
        addProblem(index,
            QStringLiteral(
                "Revision identifier '%1' has %2 characters; the version table holds %3. Shorten it.")
                .arg(id)
                .arg(id.size())
                .arg(versionColumnWidth),
            false);
    }
}

void RevisionGraphBuilder::indexLabels()
{
    for (int i = 0; i < m_size; ++i) {
        for (const QString &label : m_graph.revision(i).branchLabels) {
            const int taken = m_graph.m_byLabel.value(label, m_graph.m_byId.value(label, -1));
            if (taken >= 0) {
                addProblem(i,
                    QStringLiteral(
                        "Branch name '%1' in revision %2 already used by revision %3. Rename one of them.")
                        .arg(label, m_graph.id(i).text(), m_graph.id(taken).text()),
                    false);
                m_graph.m_ambiguousLabels.insert(label);
                continue;
            }
            m_graph.m_byLabel.insert(label, i);
        }
    }
}

void RevisionGraphBuilder::linkParents()
{
    for (int i = 0; i < m_size; ++i) {
        for (const RevisionId &parent : m_graph.revision(i).downRevisions) {
            const int target = m_graph.indexOf(parent);
            if (target >= 0) {
                m_parentLinks.emplace_back(i, target);
                continue;
            }
            addProblem(i,
                QStringLiteral(
                    "Revision %1 referenced from %2 is not present: no script has `revision = '%1'`. "
                    "Restore that script or correct down_revision.")
                    .arg(parent.text(), m_graph.id(i).text()));
        }
    }
}

int RevisionGraphBuilder::resolveDependency(const RevisionId &name) const
{
    const int byId = m_graph.indexOf(name);
    return byId >= 0 ? byId : m_graph.labelled(name.text());
}

void RevisionGraphBuilder::linkDependencies()
{
    for (int i = 0; i < m_size; ++i) {
        for (const RevisionId &dependency : m_graph.revision(i).dependsOn) {
            const int target = resolveDependency(dependency);
            if (target >= 0) {
                m_dependencyLinks.emplace_back(i, target);
                continue;
            }
            addProblem(i,
                QStringLiteral(
                    "Revision %1 referenced from %2 is not present: no script has this id or branch label. "
                    "Write the full id, or correct depends_on.")
                    .arg(dependency.text(), m_graph.id(i).text()));
        }
    }
}

/// For each revision the number of its strongly connected component, following parents and
/// dependencies. Tarjan's algorithm with an explicit stack: a history is deeper than any call stack.
std::vector<int> RevisionGraphBuilder::cycleNumbers() const
{
    std::vector<Link> links = m_parentLinks;
    links.insert(links.end(), m_dependencyLinks.begin(), m_dependencyLinks.end());
    const AdjacencyLists down = adjacency(links);
    std::vector<int> number(size_t(m_size), -1), visited(size_t(m_size), -1), low(size_t(m_size), 0);
    std::vector<int> open;
    std::vector<std::pair<int, size_t>> path;
    int clock = 0;
    int components = 0;
    const auto enter = [&](int node) {
        visited[size_t(node)] = low[size_t(node)] = clock++;
        open.push_back(node);
        path.emplace_back(node, 0);
    };
    for (int start = 0; start < m_size; ++start) {
        if (visited[size_t(start)] >= 0)
            continue;
        enter(start);
        while (!path.empty()) {
            auto &[node, next] = path.back();
            const auto below = down.of(node);
            if (next < below.size()) {
                const int target = below[next++];
                if (visited[size_t(target)] < 0)
                    enter(target);
                else if (number[size_t(target)] < 0)
                    low[size_t(node)] = std::min(low[size_t(node)], visited[size_t(target)]);
                continue;
            }
            const int done = node;
            path.pop_back();
            if (!path.empty())
                low[size_t(path.back().first)] = std::min(low[size_t(path.back().first)], low[size_t(done)]);
            if (low[size_t(done)] != visited[size_t(done)])
                continue;
            int member = -1;
            do {
                member = open.back();
                open.pop_back();
                number[size_t(member)] = components;
            } while (member != done);
            ++components;
        }
    }
    return number;
}

void RevisionGraphBuilder::cutCycles()
{
    const std::vector<int> number = cycleNumbers();
    const auto inCycle
        = [&number](const Link &link) { return number[size_t(link.first)] == number[size_t(link.second)]; };
    const bool byParents = std::any_of(m_parentLinks.begin(), m_parentLinks.end(), inCycle);
    const bool byDependencies = std::any_of(m_dependencyLinks.begin(), m_dependencyLinks.end(), inCycle);
    if (!byParents && !byDependencies)
        return;
    m_graph.m_inCycle.assign(size_t(m_size), false);
    m_graph.m_cycleProblem = int(m_graph.m_problems.size());
    std::vector<char> cyclic(size_t(m_size), 0); // by component: 1 parents only, 2 with a dependency
    for (const Link &link : m_parentLinks) {
        if (inCycle(link))
            cyclic[size_t(number[size_t(link.first)])] |= 1;
    }
    for (const Link &link : m_dependencyLinks) {
        if (inCycle(link))
            cyclic[size_t(number[size_t(link.first)])] |= 2;
    }
    std::vector<std::vector<int>> members(static_cast<size_t>(m_size));
    for (const int index : m_graph.m_sortedById) {
        if (cyclic[size_t(number[size_t(index)])] != 0)
            members[size_t(number[size_t(index)])].push_back(index);
    }
    for (size_t component = 0; component < members.size(); ++component) {
        if (!members[component].empty())
            reportCycle(std::move(members[component]), (cyclic[component] & 2) != 0);
    }
    std::erase_if(m_parentLinks, inCycle);
    std::erase_if(m_dependencyLinks, inCycle);
}

void RevisionGraphBuilder::reportCycle(std::vector<int> members, bool byDependency)
{
    QStringList ids;
    for (const int member : members)
        ids.append(m_graph.id(member).text());
    const bool alone = members.size() == 1;
    const QString kind = byDependency
        ? (alone ? QStringLiteral("Dependency self-loop") : QStringLiteral("Dependency cycle"))
        : (alone ? QStringLiteral("Self-loop") : QStringLiteral("Cycle"));
    const QString message = QStringLiteral(
        "%1 is detected in revisions (%2): each would have to run before itself. Correct %3.")
                                .arg(kind, ids.join(QLatin1String(", ")),
                                    byDependency ? QStringLiteral("down_revision or depends_on")
                                                 : QStringLiteral("down_revision"));
    const int before = int(m_graph.m_problems.size());
    addProblem(members.front(), message);
    for (const int member : members) {
        m_graph.m_inCycle[size_t(member)] = true;
        int &problem = m_graph.m_problemOf[size_t(member)];
        problem = problem < 0 ? before : problem;
    }
}

void RevisionGraphBuilder::addProblem(int index, const QString &message, bool makesUnsound)
{
    const int number = int(m_graph.m_problems.size());
    m_graph.m_problems.push_back(
        Error{.kind = ErrorKind::BrokenProject, .message = message, .place = m_graph.revision(index).place});
    if (makesUnsound && m_graph.m_problemOf[size_t(index)] < 0)
        m_graph.m_problemOf[size_t(index)] = number;
}

/// \a links in any order; each node keeps the order of its own, without repeats.
AdjacencyLists RevisionGraphBuilder::adjacency(const std::vector<Link> &links) const
{
    AdjacencyLists lists{std::vector<int>(size_t(m_size) + 1, 0), std::vector<int>(links.size())};
    for (const Link &link : links)
        ++lists.starts[size_t(link.first) + 1];
    std::partial_sum(lists.starts.begin(), lists.starts.end(), lists.starts.begin());
    std::vector<int> fill(lists.starts.begin(), lists.starts.end() - 1);
    for (const Link &link : links)
        lists.targets[size_t(fill[size_t(link.first)]++)] = link.second;
    return lists;
}

/// Who names each node in one of \a lists, sorted by id, without repeats.
AdjacencyLists RevisionGraphBuilder::reversed(const std::vector<const AdjacencyLists *> &lists) const
{
    std::vector<Link> links;
    std::vector<int> last(size_t(m_size), -1);
    for (const int node : m_graph.m_sortedById) {
        for (const AdjacencyLists *list : lists) {
            for (const int target : list->of(node)) {
                if (last[size_t(target)] == node)
                    continue;
                last[size_t(target)] = node;
                links.emplace_back(target, node);
            }
        }
    }
    return adjacency(links);
}

void RevisionGraphBuilder::fillForward()
{
    const auto withoutRepeats = [this](const std::vector<Link> &links) {
        std::vector<Link> kept;
        size_t first = 0; // of this node's links
        for (const Link &link : links) {
            if (!kept.empty() && kept.back().first != link.first)
                first = kept.size();
            if (std::find(kept.begin() + ptrdiff_t(first), kept.end(), link) == kept.end())
                kept.push_back(link);
        }
        return adjacency(kept);
    };
    m_graph.m_parents = withoutRepeats(m_parentLinks);
    m_graph.m_dependencies = withoutRepeats(m_dependencyLinks);
}

void RevisionGraphBuilder::fillReverse()
{
    m_graph.m_children = reversed({&m_graph.m_parents});
    m_graph.m_dependents = reversed({&m_graph.m_parents, &m_graph.m_dependencies});
}

/// Dependencies that an ancestor of the same revision names as well. Only a revision that two others
/// depend on can be covered, so only those are searched from.
std::vector<RevisionGraphBuilder::Link> RevisionGraphBuilder::coveredDependencies() const
{
    std::vector<Link> covered;
    const AdjacencyLists users = reversed({&m_graph.m_dependencies});
    std::vector<int> stamp(size_t(m_size), -1);
    std::vector<int> todo;
    for (int target = 0; target < m_size; ++target) {
        if (users.of(target).size() < 2)
            continue;
        for (const int user : users.of(target)) {
            const auto above = m_graph.children(user);
            todo.insert(todo.end(), above.begin(), above.end());
        }
        while (!todo.empty()) {
            const int node = todo.back();
            todo.pop_back();
            if (stamp[size_t(node)] == target)
                continue;
            stamp[size_t(node)] = target;
            const auto above = m_graph.children(node);
            todo.insert(todo.end(), above.begin(), above.end());
        }
        for (const int user : users.of(target)) {
            if (stamp[size_t(user)] == target)
                covered.emplace_back(user, target);
        }
    }
    std::sort(covered.begin(), covered.end());
    return covered;
}

void RevisionGraphBuilder::fillRequirements()
{
    if (m_graph.m_dependencies.targets.empty()) {
        m_graph.m_requirements = m_graph.m_parents;
        return;
    }
    const std::vector<Link> covered = coveredDependencies();
    std::vector<Link> links;
    std::vector<int> extra;
    for (int i = 0; i < m_size; ++i) {
        for (const int parent : m_graph.parents(i))
            links.emplace_back(i, parent);
        extra.clear();
        for (const int dependency : m_graph.dependencies(i)) {
            if (!contains(m_graph.parents(i), dependency)
                && !std::binary_search(covered.begin(), covered.end(), Link(i, dependency)))
                extra.push_back(dependency);
        }
        std::sort(extra.begin(), extra.end(), [this](int a, int b) { return m_graph.id(a) < m_graph.id(b); });
        for (const int dependency : extra)
            links.emplace_back(i, dependency);
    }
    m_graph.m_requirements = adjacency(links);
}

void RevisionGraphBuilder::fillHeadsAndBases()
{
    for (int i = 0; i < m_size; ++i) {
        if (m_graph.isHead(i))
            m_graph.m_heads.push_back(i);
        if (m_graph.isEffectiveHead(i))
            m_graph.m_effectiveHeads.push_back(i);
        if (m_graph.isBase(i))
            m_graph.m_bases.push_back(i);
    }
}

void RevisionGraphBuilder::fillRunOrder()
{
    std::vector<int> tops; // heads, and what is left of cycles
    for (int i = 0; i < m_size; ++i) {
        if (m_graph.dependents(i).empty())
            tops.push_back(i);
    }
    m_graph.m_runOrder = topologicalOrder(m_graph, std::vector<bool>(size_t(m_size), true), tops);
    std::reverse(m_graph.m_runOrder.begin(), m_graph.m_runOrder.end());
}

} // namespace stillroom

#include "migrations/graph/revisiongraph.h"

#include "migrations/graph/revisiongraphbuilder.h"
#include "migrations/graph/targeterrors.h"

#include <algorithm>

namespace stillroom
{
namespace
{

/// Alembic compares a prefix only with ids and labels longer than this.
constexpr int shortestExpandable = 4;

template<typename Links> std::vector<bool> reached(int size, std::span<const int> roots, Links linksOf)
{
    std::vector<bool> set(size_t(size), false);
    std::vector<int> todo;
    const auto add = [&](int node) {
        if (!set[size_t(node)]) {
            set[size_t(node)] = true;
            todo.push_back(node);
        }
    };
    for (const int root : roots)
        add(root);
    while (!todo.empty()) {
        const int node = todo.back();
        todo.pop_back();
        for (const int next : linksOf(node))
            add(next);
    }
    return set;
}

} // namespace

RevisionGraph::RevisionGraph(std::vector<Revision> revisions)
    : m_revisions(std::move(revisions))
{
    RevisionGraphBuilder(*this).build();
}

std::vector<int> RevisionGraph::candidates(const QString &prefix) const
{
    std::vector<int> found;
    auto id = std::lower_bound(m_sortedById.begin(), m_sortedById.end(), prefix,
        [this](int index, const QString &text) { return this->id(index).text() < text; });
    for (; id != m_sortedById.end() && this->id(*id).text().startsWith(prefix); ++id) {
        // Of two scripts with one id the map knows the last.
        if (this->id(*id).text().size() >= shortestExpandable && indexOf(this->id(*id)) == *id)
            found.push_back(*id);
    }
    auto label = std::lower_bound(m_labelNames.begin(), m_labelNames.end(), prefix);
    for (; label != m_labelNames.end() && label->startsWith(prefix); ++label) {
        if (label->size() >= shortestExpandable)
            found.push_back(labelled(*label));
    }
    return found;
}

Result<int> RevisionGraph::locate(const QString &text, const QString &branch) const
{
    int branchRevision = -1;
    if (!branch.isEmpty()) {
        const Result<int> located = locate(branch);
        if (!located)
            return located.error();
        branchRevision = *located;
    }
    if (m_ambiguousLabels.contains(text))
        return ambiguousLabel(text);
    int found = m_byId.value(text, m_byLabel.value(text, -1));
    if (found < 0) {
        std::vector<int> possible = text.isEmpty() ? std::vector<int>() : candidates(text);
        if (branchRevision >= 0)
            std::erase_if(possible, [&](int index) { return !sharesLineage(index, branchRevision); });
        if (possible.size() != 1)
            return cannotLocate(*this, text, possible);
        found = possible.front();
    }
    if (branchRevision >= 0 && !sharesLineage(found, branchRevision))
        return notOnBranch(*this, text, found, branch);
    return found;
}

QStringList RevisionGraph::labels(int index) const
{
    QStringList names;
    for (const int label : m_labelSets[size_t(m_labelSetOf[size_t(index)])])
        names.append(m_labelNames[label]);
    return names;
}

bool RevisionGraph::hasLabel(int index, const QString &label) const
{
    const std::vector<int> &set = m_labelSets[size_t(m_labelSetOf[size_t(index)])];
    return std::any_of(set.begin(), set.end(), [&](int name) { return m_labelNames[name] == label; });
}

std::vector<bool> RevisionGraph::appliedSet(const std::vector<RevisionId> &rows) const
{
    std::vector<int> roots;
    for (const RevisionId &row : rows) {
        if (const int index = indexOf(row); index >= 0)
            roots.push_back(index);
    }
    return ancestorSet(roots, true);
}

std::vector<bool> RevisionGraph::ancestorSet(std::span<const int> roots, bool withDependencies) const
{
    const AdjacencyLists &links = withDependencies ? m_requirements : m_parents;
    return reached(size(), roots, [&links](int node) { return links.of(node); });
}

std::vector<bool> RevisionGraph::descendantSet(std::span<const int> roots, bool withDependencies) const
{
    const AdjacencyLists &links = withDependencies ? m_dependents : m_children;
    return reached(size(), roots, [&links](int node) { return links.of(node); });
}

bool RevisionGraph::sharesLineage(int one, int other, bool withDependencies) const
{
    const std::vector<int> root{one};
    return ancestorSet(root, withDependencies)[size_t(other)]
        || descendantSet(root, withDependencies)[size_t(other)];
}

const Error *RevisionGraph::problemOf(int index) const
{
    const int problem = m_problemOf[size_t(index)];
    return problem < 0 ? nullptr : &m_problems[size_t(problem)];
}

const Error *RevisionGraph::cycle() const
{
    return m_cycleProblem < 0 ? nullptr : &m_problems[size_t(m_cycleProblem)];
}

} // namespace stillroom

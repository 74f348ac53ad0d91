#include "migrations/graph/revisiongraphbuilder.h"

#include <algorithm>

namespace stillroom
{
namespace
{

std::vector<int> united(const std::vector<int> &one, const std::vector<int> &other)
{
    std::vector<int> both;
    both.reserve(one.size() + other.size());
    std::set_union(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(both));
    return both;
}

} // namespace

/// Per revision its own labels as sorted indices into the graph's names.
std::vector<std::vector<int>> RevisionGraphBuilder::ownLabels() const
{
    std::vector<std::vector<int>> labels(static_cast<size_t>(m_size));
    for (auto it = m_graph.m_byLabel.constBegin(); it != m_graph.m_byLabel.constEnd(); ++it) {
        const auto name
            = std::lower_bound(m_graph.m_labelNames.cbegin(), m_graph.m_labelNames.cend(), it.key());
        labels[size_t(it.value())].push_back(int(name - m_graph.m_labelNames.cbegin()));
    }
    for (std::vector<int> &own : labels)
        std::sort(own.begin(), own.end());
    return labels;
}

/// Alembic hands a label down to all descendants and, from the last descendant, back up to the
/// first branch or merge point. So the unbranched end of each branch shares all its labels, whichever
/// of its revisions carries them; further down only descendants inherit.
void RevisionGraphBuilder::shareLabelsAlongTails(std::vector<std::vector<int>> &labels) const
{
    for (const int head : m_graph.heads()) {
        std::vector<int> tail;
        std::vector<int> shared;
        for (int node = head; m_graph.dependents(node).size() <= 1 && !m_graph.isMergePoint(node);) {
            tail.push_back(node);
            shared = united(shared, labels[size_t(node)]);
            if (m_graph.parents(node).empty())
                break;
            node = m_graph.parents(node).front();
        }
        if (shared.empty())
            continue;
        for (const int node : tail)
            labels[size_t(node)] = shared;
    }
}

void RevisionGraphBuilder::inheritLabels()
{
    m_graph.m_labelSetOf.assign(size_t(m_size), 0);
    m_graph.m_labelSets.assign(1, std::vector<int>());
    if (m_graph.m_byLabel.isEmpty())
        return;
    m_graph.m_labelNames = m_graph.m_byLabel.keys();
    std::sort(m_graph.m_labelNames.begin(), m_graph.m_labelNames.end());
    std::vector<std::vector<int>> labels = ownLabels();
    shareLabelsAlongTails(labels);
    for (const int node : m_graph.m_runOrder) {
        int inherited = 0;
        bool same = true;
        const auto parents = m_graph.parents(node);
        std::vector<int> all = std::move(labels[size_t(node)]);
        for (const int parent : parents) {
            const int set = m_graph.m_labelSetOf[size_t(parent)];
            same = same && (set == 0 || inherited == 0 || inherited == set);
            inherited = set == 0 ? inherited : set;
        }
        const std::vector<int> &first = m_graph.m_labelSets[size_t(inherited)];
        // Most revisions have exactly the labels of their parent: one set serves them all.
        if (same && std::includes(first.begin(), first.end(), all.begin(), all.end())) {
            m_graph.m_labelSetOf[size_t(node)] = inherited;
            continue;
        }
        for (const int parent : parents)
            all = united(all, m_graph.m_labelSets[size_t(m_graph.m_labelSetOf[size_t(parent)])]);
        m_graph.m_labelSetOf[size_t(node)] = int(m_graph.m_labelSets.size());
        m_graph.m_labelSets.push_back(std::move(all));
    }
}

} // namespace stillroom

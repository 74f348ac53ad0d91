#pragma once

#include "migrations/graph/revisiongraph.h"

#include <utility>
#include <vector>

namespace stillroom
{

/// Fills a RevisionGraph, each part in time linear in revisions and links. Everything that cannot be
/// right is written down as a problem, and the links that would make a walk endless are cut.
class RevisionGraphBuilder
{
public:
    explicit RevisionGraphBuilder(RevisionGraph &graph);
    void build();

private:
    using Link = std::pair<int, int>; ///< from revision to what it names

    void indexIds();
    void checkId(int index);
    void indexLabels();
    void linkParents();
    void linkDependencies();
    int resolveDependency(const RevisionId &name) const;
    void cutCycles();
    std::vector<int> cycleNumbers() const;
    void reportCycle(std::vector<int> members, bool byDependency);
    void fillForward();
    void fillReverse();
    void fillRequirements();
    std::vector<Link> coveredDependencies() const;
    void fillHeadsAndBases();
    void fillRunOrder();
    void inheritLabels();
    std::vector<std::vector<int>> ownLabels() const;
    void shareLabelsAlongTails(std::vector<std::vector<int>> &labels) const;

    void addProblem(int index, const QString &message, bool makesUnsound = true);
    AdjacencyLists adjacency(const std::vector<Link> &links) const;
    AdjacencyLists reversed(const std::vector<const AdjacencyLists *> &lists) const;

    RevisionGraph &m_graph;
    int m_size;
    std::vector<Link> m_parentLinks; ///< ascending by revision, as written
    std::vector<Link> m_dependencyLinks;
};

} // namespace stillroom

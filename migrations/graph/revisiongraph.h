#pragma once

#include "migrations/base/result.h"
#include "migrations/graph/revision.h"

#include <QHash>
#include <QSet>

#include <span>
#include <vector>

namespace stillroom
{

/// Links from each node to others in one flat array: node i owns targets[starts[i] .. starts[i + 1]).
struct AdjacencyLists {
    std::vector<int> starts;
    std::vector<int> targets;

    std::span<const int> of(int node) const
    {
        return {
            targets.data() + starts[size_t(node)], size_t(starts[size_t(node) + 1] - starts[size_t(node)])};
    }
};

/// All revisions of a project and how they hang together; immutable. A revision is named by its
/// index in reading order (version locations in order, files sorted by name), which is also
/// Alembic's tie-break wherever several orders are right. Mirrors alembic/script/revision.py:
/// RevisionMap.
///
/// A broken tree stays usable: what is wrong is listed in problems(), links to revisions that do not
/// exist are left out, and links inside a cycle are cut, so every walk ends. isSound() says whether
/// a revision may take part in a run.
class RevisionGraph
{
public:
    RevisionGraph() = default;
    /// \a revisions in reading order.
    explicit RevisionGraph(std::vector<Revision> revisions);

    int size() const { return int(m_revisions.size()); }
    bool isEmpty() const { return m_revisions.empty(); }
    const Revision &revision(int index) const { return m_revisions[size_t(index)]; }
    const RevisionId &id(int index) const { return m_revisions[size_t(index)].id; }
    const std::vector<Revision> &revisions() const { return m_revisions; }

    /// The revision with exactly this id, or -1. With a duplicate id: the one read last, as Alembic.
    int indexOf(const RevisionId &id) const { return m_byId.value(id.text(), -1); }
    bool contains(const RevisionId &id) const { return indexOf(id) >= 0; }
    /// A full id, a branch label, or a prefix of one id or label. \a branch narrows the candidates of a
    /// prefix to the lineage of that branch (empty: all). Errors: InvalidCall when nothing or more
    /// than one thing answers.
    Result<int> locate(const QString &text, const QString &branch = {}) const;
    /// The same without the text of an error: all ids and labels that \a prefix may mean, sorted.
    std::vector<int> candidates(const QString &prefix) const;
    /// The revision that carries this branch label in its own script, or -1.
    int labelled(const QString &label) const { return m_byLabel.value(label, -1); }

    /// Direct parents: `down_revision`, in the order written.
    std::span<const int> parents(int index) const { return m_parents.of(index); }
    /// The revisions whose `down_revision` names this one, sorted by id.
    std::span<const int> children(int index) const { return m_children.of(index); }
    /// `depends_on`, resolved, in the order written.
    std::span<const int> dependencies(int index) const { return m_dependencies.of(index); }
    /// The revisions whose `down_revision` or `depends_on` names this one, sorted by id.
    std::span<const int> dependents(int index) const { return m_dependents.of(index); }
    /// What must run before this one: its parents, then those of its dependencies that no
    /// ancestor already depends on, sorted by id.
    std::span<const int> requirements(int index) const { return m_requirements.of(index); }

    /// Nobody's parent. A revision in a cycle is neither head nor base.
    bool isHead(int index) const { return children(index).empty() && !isInCycle(index); }
    /// A head that nothing depends on either: what stays in the version table when all has run.
    bool isEffectiveHead(int index) const { return dependents(index).empty() && !isInCycle(index); }
    bool isInCycle(int index) const { return !m_inCycle.empty() && m_inCycle[size_t(index)]; }
    bool isBase(int index) const { return m_revisions[size_t(index)].downRevisions.empty(); }
    bool isBranchPoint(int index) const { return children(index).size() > 1; }
    bool isMergePoint(int index) const { return m_revisions[size_t(index)].downRevisions.size() > 1; }
    /// False when a problem of its own makes running this revision unsafe: a missing parent or dependency, a
    /// cycle, a duplicate or unusable id.
    bool isSound(int index) const { return m_problemOf[size_t(index)] < 0; }

    /// In reading order.
    const std::vector<int> &heads() const { return m_heads; }
    const std::vector<int> &effectiveHeads() const { return m_effectiveHeads; }
    const std::vector<int> &bases() const { return m_bases; }
    /// Branch labels of a revision, inherited ones included (all descendants, and ancestors back to the
    /// branch point), sorted.
    QStringList labels(int index) const;
    bool hasLabel(int index, const QString &label) const;

    /// Every revision exactly once, each after all it requires: the order `upgrade heads` runs an
    /// empty database in. Read backwards it is the order of `history`.
    const std::vector<int> &runOrder() const { return m_runOrder; }

    /// True at the index of every revision that is applied when the version table holds \a rows:
    /// the rows, their ancestors and all these depend on. Rows no script has are ignored.
    std::vector<bool> appliedSet(const std::vector<RevisionId> &rows) const;
    /// True for \a roots and everything above/below them.
    std::vector<bool> ancestorSet(std::span<const int> roots, bool withDependencies) const;
    std::vector<bool> descendantSet(std::span<const int> roots, bool withDependencies) const;
    /// True when one of the two is an ancestor of the other, or both are the same.
    bool sharesLineage(int one, int other, bool withDependencies = false) const;

    /// Missing parents and dependencies, duplicate ids and labels, cycles, ids over 32 characters or with
    /// forbidden characters; each with the script's place. In reading order.
    const std::vector<Error> &problems() const { return m_problems; }
    /// The problem that makes this revision unsound, or nullptr.
    const Error *problemOf(int index) const;
    /// The first cycle, or nullptr. With one, what `head` means cannot be known.
    const Error *cycle() const;

private:
    friend class RevisionGraphBuilder;

    std::vector<Revision> m_revisions;
    QHash<QString, int> m_byId;
    QHash<QString, int> m_byLabel;
    AdjacencyLists m_parents;
    AdjacencyLists m_children;
    AdjacencyLists m_dependencies;
    AdjacencyLists m_dependents;
    AdjacencyLists m_requirements;
    std::vector<int> m_heads;
    std::vector<int> m_effectiveHeads;
    std::vector<int> m_bases;
    std::vector<int> m_runOrder;
    std::vector<int> m_sortedById;
    std::vector<bool> m_inCycle; ///< empty when there is none
    int m_cycleProblem = -1; ///< index into m_problems
    QStringList m_labelNames; ///< sorted
    std::vector<std::vector<int>> m_labelSets; ///< sorted indices into m_labelNames; set 0 is empty
    std::vector<int> m_labelSetOf; ///< per revision: index into m_labelSets
    QSet<QString> m_ambiguousLabels; ///< carried by two revisions, or also an id
    std::vector<Error> m_problems;
    std::vector<int> m_problemOf; ///< per revision: index into m_problems, or -1
};

} // namespace stillroom

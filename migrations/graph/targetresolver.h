#pragma once

#include "migrations/base/result.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/graph/revisiontarget.h"

#include <vector>

namespace stillroom
{

/// What a target text names in one graph. Revisions are indices; before the first one lies base.
/// Mirrors the resolving half of alembic/script/revision.py: RevisionMap, with its refusals.
class TargetResolver
{
public:
    static constexpr int base = -1; ///< before the first revision, reached by walking down or by name
    static constexpr int nowhere = -2; ///< a walk left the history

    /// \a argument: the whole target as written, for refusals.
    TargetResolver(const RevisionGraph &graph, QString argument);

    /// All that an absolute target names; empty for base.
    Result<std::vector<int>> revisions(const AbsoluteTarget &target) const;
    /// The one revision it names, or base.
    Result<int> revision(const AbsoluteTarget &target) const;
    /// "-2" or "label@-2" outside of upgrade and downgrade: counted down from each head. May hold
    /// base and nowhere.
    Result<std::vector<int>> downFromHeads(const RelativeTarget &target) const;

    /// Those of \a targets that share a lineage with what \a branch names; all when it names base.
    Result<std::vector<int>> onLineage(
        const std::vector<int> &targets, const AbsoluteTarget &branch, bool withDependencies = false) const;

    enum class PastTheEnd { IsNowhere, StaysThere };
    /// \a steps up (positive) or down from \a start; upwards only along \a branch when it is not empty.
    Result<int> walk(int start, int steps, const QString &branch, PastTheEnd past) const;

    /// What an upgrade aims at. \a starts: where "+N" counts from; empty means base.
    Result<std::vector<int>> upgradeTargets(
        const RevisionTarget::Point &point, const std::vector<int> &starts, PastTheEnd past) const;

    struct Below {
        QString branch; ///< restricts what is undone; empty: nothing does
        int revision = base; ///< stays applied
    };
    /// What a downgrade aims at.
    Result<Below> downgradeTarget(
        const RevisionTarget::Point &point, const std::vector<int> &rows, PastTheEnd past) const;

private:
    Result<std::vector<int>> heads(const QString &branch) const;
    Result<std::vector<int>> symbolRevisions(const AbsoluteTarget &target, bool one) const;
    Result<std::vector<int>> headRevisions(const AbsoluteTarget &target, bool one) const;
    Result<int> walkUp(int start, int steps, const QString &branch, PastTheEnd past) const;
    Result<int> walkDown(int start, int steps, PastTheEnd past) const;
    Result<std::vector<int>> stepUp(int from) const;
    Result<std::vector<int>> stepDown(int from) const;
    Result<int> upFromRows(
        const RelativeTarget &target, const std::vector<int> &starts, PastTheEnd past) const;
    Result<std::vector<int>> tipsOnBranch(const std::vector<int> &starts, const QString &branch) const;
    Result<Below> downFromRows(
        const RelativeTarget &target, const std::vector<int> &rows, PastTheEnd past) const;
    Result<int> rowOnBranch(const std::vector<int> &rows, const QString &branch) const;

    const RevisionGraph &m_graph;
    QString m_argument;
};

/// The tips of what is applied, where only parents count, not dependencies; sorted by id.
std::vector<int> currentTips(const RevisionGraph &graph, const std::vector<int> &rows);

} // namespace stillroom

#pragma once

#include "migrations/base/result.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/graph/versionchange.h"

#include <vector>

namespace stillroom
{

/// One row-moving step of `stamp`. Mirrors alembic/runtime/migration.py: StampStep.
struct StampStep {
    std::vector<RevisionId> from;
    std::vector<RevisionId> to;
    bool upgrade = false;
    VersionChange change;

    bool operator==(const StampStep &) const = default;
};

/// The rows of the version table while steps run: says what each step does to them. Mirrors
/// HeadMaintainer and RevisionStep of alembic/runtime/migration.py; where Alembic's choice hangs on
/// Python's hash seed, ours is the order written in the script. The graph must outlive it.
class VersionRows
{
public:
    /// Rows no script has are kept, but no step touches them.
    VersionRows(const RevisionGraph &graph, const std::vector<RevisionId> &rows);

    /// Errors: BrokenProject when the rows do not allow the step.
    Result<VersionChange> upgrade(int index);
    Result<VersionChange> downgrade(int index);
    /// \a from and \a to of the step decide; its change is ignored.
    Result<VersionChange> stamp(const StampStep &step);

    /// Sorted.
    std::vector<RevisionId> rows() const;
    bool isEmpty() const { return m_rowCount == 0 && m_foreign.empty(); }

private:
    bool isRow(int index) const { return m_isRow[size_t(index)]; }
    std::vector<int> rowsAmong(std::span<const int> indices) const;
    /// True when a row that is not one of \a except needs \a index, or is it.
    bool isCovered(int index, std::span<const int> except) const;
    bool isNeededBy(int index, std::span<const int> others) const;
    template<typename Found> bool searchUp(int start, Found found) const;
    std::vector<int> afterUnmerge(int index) const;
    Result<VersionChange> applied(VersionChange change, const RevisionId &revision);
    bool leave(const RevisionId &row);
    bool enter(const RevisionId &row);
    void setApplied(int index, bool applied);

    const RevisionGraph &m_graph;
    std::vector<bool> m_isRow;
    std::vector<bool> m_applied;
    std::vector<int> m_appliedAbove; ///< per revision: how many applied ones name it
    std::vector<RevisionId> m_foreign;
    int m_rowCount = 0;
};

} // namespace stillroom

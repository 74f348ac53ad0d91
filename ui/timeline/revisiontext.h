#pragma once

#include "app/services/workspacestate.h"

#include <QString>

#include <vector>

namespace stillroom
{

/// "blocks reads and writes", "blocks writes", "blocks schema changes": what others feel of a lock.
QString lockConsequence(LockMode mode);
/// True from SHARE on: somebody's writes have to wait.
bool blocksWrites(LockMode mode);

/// The strongest lock on one table, and the steps (from 1) that take it.
struct TableLock {
    QString table;
    LockMode mode = LockMode::AccessShare;
    std::vector<int> steps;

    bool operator==(const TableLock &) const = default;
};

/// Every table the steps lock, strongest lock first, then by name. ACCESS SHARE, which blocks nobody who
/// reads or writes, is left out.
std::vector<TableLock> tableLocks(const std::vector<PlanStep> &steps);
/// False when the text of some statement does not tell what it locks, or a step is Project Python.
bool allLocksKnown(const std::vector<PlanStep> &steps);

/// The statements of a step and what it does to the version table, as `--sql` separates them.
QString sqlText(const PlanStep &step);

/// What undoing the revision means for the data, in one or two sentences.
QString goingBack(const PlanStep &downgrade);
/// "3 statements", "no statement".
QString statementCount(int count);

} // namespace stillroom

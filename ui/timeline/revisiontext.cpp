#include "ui/timeline/revisiontext.h"

#include <QCoreApplication>

#include <algorithm>

namespace stillroom
{

namespace
{

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("RevisionText", text, nullptr, n);
}

void claim(std::vector<TableLock> &locks, const LockClaim &lock, int step)
{
    auto found = std::find_if(
        locks.begin(), locks.end(), [&](const TableLock &known) { return known.table == lock.table; });
    if (found == locks.end())
        found = locks.insert(locks.end(), {lock.table, lock.mode, {}});
    found->mode = std::max(found->mode, lock.mode);
    if (found->steps.empty() || found->steps.back() != step)
        found->steps.push_back(step);
}

} // namespace

QString lockConsequence(LockMode mode)
{
    switch (mode) {
    case LockMode::AccessShare:
    case LockMode::RowShare:
    case LockMode::RowExclusive:
    case LockMode::ShareUpdateExclusive:
        return tr("blocks schema changes");
    case LockMode::Share:
    case LockMode::ShareRowExclusive:
    case LockMode::Exclusive:
        return tr("blocks writes");
    case LockMode::AccessExclusive:
        return tr("blocks reads and writes");
    }
    return {};
}

bool blocksWrites(LockMode mode)
{
    return mode >= LockMode::Share;
}

std::vector<TableLock> tableLocks(const std::vector<PlanStep> &steps)
{
    std::vector<TableLock> locks;
    for (int step = 0; step < int(steps.size()); ++step) {
        for (const PlannedStatement &statement : steps[size_t(step)].statements) {
            for (const LockClaim &lock : statement.locks) {
                if (lock.mode != LockMode::AccessShare)
                    claim(locks, lock, step + 1);
            }
        }
    }
    std::sort(locks.begin(), locks.end(), [](const TableLock &a, const TableLock &b) {
        return a.mode != b.mode ? a.mode > b.mode : a.table < b.table;
    });
    return locks;
}

bool allLocksKnown(const std::vector<PlanStep> &steps)
{
    return std::all_of(steps.begin(), steps.end(), [](const PlanStep &step) {
        return step.engine == Engine::NativeSql
            && std::all_of(
                step.statements.begin(), step.statements.end(), [](const PlannedStatement &statement) {
                    return statement.locksKnown && !statement.hiddenTables;
                });
    });
}

QString sqlText(const PlanStep &step)
{
    QString text;
    for (const PlannedStatement &statement : step.statements)
        text += statement.statement.sql + QStringLiteral(";\n\n");
    for (const QString &sql : step.versionStatements)
        text += sql + QStringLiteral(";\n\n");
    return text.trimmed() + u'\n';
}

QString goingBack(const PlanStep &downgrade)
{
    switch (downgrade.downgradeGrade) {
    case DowngradeGrade::Real:
        return tr("Downgrade undoes the change. No rows are deleted.");
    case DowngradeGrade::Lossy:
        return tr("Downgrade removes tables, columns or rows. What is in them is lost.");
    case DowngradeGrade::NoOp:
        return tr("Downgrade only moves the revision back. The change itself stays.");
    case DowngradeGrade::Raises:
        return tr("There is no way back: the downgrade function refuses to run.");
    case DowngradeGrade::Unknown:
        return tr("What a downgrade loses is known only to the project's own Python.");
    }
    return {};
}

QString statementCount(int count)
{
    if (count == 0)
        return tr("no statement");
    return count == 1 ? tr("1 statement") : tr("%1 statements").arg(count);
}

} // namespace stillroom

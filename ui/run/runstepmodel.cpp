#include "ui/run/runstepmodel.h"

#include "ui/run/runtext.h"
#include "ui/timeline/revisiontext.h"

#include <algorithm>

namespace stillroom
{

namespace
{

QString statusText(const RunProgress &progress, int index)
{
    const StepProgress &step = progress.steps()[size_t(index)];
    const int statements = int(progress.plan().steps[size_t(index)].statements.size());
    const auto &outcome = progress.outcome();
    if (step.phase == StepPhase::Failed && outcome && outcome->failure && outcome->failure->statement >= 0) {
        return RunStepModel::tr("Failed, statement %1 of %2")
            .arg(outcome->failure->statement + 1)
            .arg(statements);
    }
    const bool python = progress.plan().steps[size_t(index)].engine == Engine::ProjectPython;
    if (step.phase == StepPhase::Done && outcome)
        return python ? RunStepModel::tr("Project Python") : statementCount(statements);
    if (step.phase == StepPhase::Running && statements > 1) {
        return RunStepModel::tr("Running, statement %1 of %2")
            .arg(std::min(step.statementsDone + 1, statements))
            .arg(statements);
    }
    return stepPhaseText(step.phase);
}

std::vector<RunStepModel::Row> rowsOf(const RunProgress &progress, const QDateTime &now)
{
    std::vector<RunStepModel::Row> rows;
    double longest = 1;
    for (int index = 0; index < int(progress.steps().size()); ++index) {
        const StepProgress &step = progress.steps()[size_t(index)];
        const PlanStep &planned = progress.plan().steps[size_t(index)];
        RunStepModel::Row row;
        row.number = index + 1;
        row.revision = planned.revision.text();
        row.message = planned.message;
        row.phase = step.phase;
        row.status = statusText(progress, index);
        row.current = index == progress.currentStep();
        row.ended = progress.outcome().has_value();
        row.durationMs = step.durationMs;
        if (row.durationMs <= 0 && step.startedAt.isValid() && row.current)
            row.durationMs = double(step.startedAt.msecsTo(now));
        longest = std::max(longest, row.durationMs);
        rows.push_back(std::move(row));
    }
    for (RunStepModel::Row &row : rows)
        row.share = row.durationMs / longest;
    return rows;
}

} // namespace

void RunStepModel::setProgress(const RunProgress &progress, const QDateTime &now)
{
    std::vector<Row> rows = rowsOf(progress, now);
    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    const auto [first, other] = std::mismatch(rows.begin(), rows.end(), m_rows.begin());
    if (first == rows.end())
        return;
    const int top = int(first - rows.begin());
    m_rows = std::move(rows);
    Q_EMIT dataChanged(index(top), index(int(m_rows.size()) - 1));
}

int RunStepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RunStepModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &value = row(index.row());
    if (role == Qt::DisplayRole)
        return value.message;
    if (role == Qt::AccessibleTextRole) {
        return QStringLiteral("%1, %2, %3, %4, %5")
            .arg(value.number)
            .arg(value.revision, value.message, value.status,
                value.durationMs > 0 ? durationText(value.durationMs) : QString());
    }
    return {};
}

} // namespace stillroom

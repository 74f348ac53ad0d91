#pragma once

#include "app/services/workspacestate.h"
#include "migrations/run/runevent.h"

#include <QDateTime>

#include <optional>
#include <vector>

namespace stillroom
{

enum class StepPhase { NotStarted, Running, WaitingForLock, Done, Failed, RolledBack, Cancelled, Unknown };

struct StepProgress {
    StepPhase phase = StepPhase::NotStarted;
    int statementsDone = 0;
    double durationMs = 0;
    QDateTime startedAt;

    bool operator==(const StepProgress &) const = default;
};

enum class LogTone { Quiet, Normal, Good, Warning, Bad };

struct RunLogLine {
    QDateTime at;
    QString text;
    LogTone tone = LogTone::Normal;

    bool operator==(const RunLogLine &) const = default;
    /// "10:44:02.114  BEGIN"
    QString toString() const;
};

/// A run as its events tell it, folded into what a window shows. A value: no clock, no widgets.
class RunProgress
{
public:
    RunProgress(Plan plan, RunSettings settings);

    void apply(const TimedRunEvent &event);
    /// After the last event.
    void finish(const RunOutcome &outcome, const QDateTime &at);

    const Plan &plan() const { return m_plan; }
    const RunSettings &settings() const { return m_settings; }
    const std::vector<StepProgress> &steps() const { return m_steps; }
    const std::vector<RunLogLine> &log() const { return m_log; }
    /// -1 before the first and after the last step.
    int currentStep() const { return m_currentStep; }
    /// Statement in progress, empty between statements.
    QString currentSql() const { return m_currentSql; }
    const QDateTime &statementStartedAt() const { return m_statementStartedAt; }
    const QDateTime &startedAt() const { return m_startedAt; }
    const std::optional<event::Blocked> &blocked() const { return m_blocked; }
    const QDateTime &blockedAt() const { return m_blockedAt; }
    const std::optional<event::WaitingForRunLock> &runLock() const { return m_runLock; }
    bool isRollingBack() const { return m_rollingBack; }
    int statementsDone() const { return m_statementsDone; }
    qint64 rowsChanged() const { return m_rowsChanged; }
    const std::optional<RunOutcome> &outcome() const { return m_outcome; }

private:
    void on(const event::WaitingForRunLock &event);
    void on(const event::RunLockTaken &event);
    void on(const event::Started &event);
    void on(const event::StepStarted &event);
    void on(const event::StatementStarted &event);
    void on(const event::StatementFinished &event);
    void on(const event::StepFinished &event);
    void on(const event::Notice &event);
    void on(const event::Blocked &event);
    void on(const event::Retrying &event);
    void on(const event::RollingBack &event);
    void on(const event::Finished &event);
    void log(const QString &text, LogTone tone = LogTone::Normal);
    void unblock();
    void settleSteps(const RunOutcome &outcome);
    void logOutcome(const RunOutcome &outcome);
    bool isStep(int step) const { return step >= 0 && step < int(m_steps.size()); }

    Plan m_plan;
    RunSettings m_settings;
    std::vector<StepProgress> m_steps;
    std::vector<RunLogLine> m_log;
    QDateTime m_now; ///< of the event being applied
    QDateTime m_startedAt;
    QDateTime m_statementStartedAt;
    QDateTime m_blockedAt;
    QString m_currentSql;
    std::optional<event::Blocked> m_blocked;
    std::optional<event::WaitingForRunLock> m_runLock;
    std::optional<RunOutcome> m_outcome;
    int m_currentStep = -1;
    int m_statementsDone = 0;
    qint64 m_rowsChanged = 0;
    bool m_rollingBack = false;
};

/// "Done", "Waiting for a lock", "Not started", …
QString stepPhaseText(StepPhase phase);

} // namespace stillroom

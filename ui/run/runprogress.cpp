#include "ui/run/runprogress.h"

#include "ui/run/runtext.h"

#include <QCoreApplication>

namespace stillroom
{

namespace
{

constexpr int logSqlWidth = 56; // characters
constexpr int logIndent = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("RunProgress", text);
}

/// For the log: a statement of several lines in one, cut to the column.
QString oneLine(const QString &sql)
{
    const QString line = sql.simplified();
    return line.size() > logSqlWidth ? line.left(logSqlWidth - 2) + QStringLiteral(" …") : line;
}

QString statementSql(const PlanStep &step, int statement)
{
    return statement >= 0 && statement < int(step.statements.size())
        ? step.statements[size_t(statement)].statement.sql
        : QString();
}

} // namespace

QString RunLogLine::toString() const
{
    return at.toString(QStringLiteral("HH:mm:ss.zzz")) + QStringLiteral("  ") + text;
}

RunProgress::RunProgress(Plan plan, RunSettings settings)
    : m_plan(std::move(plan))
    , m_settings(settings)
    , m_steps(m_plan.steps.size())
{
}

void RunProgress::apply(const TimedRunEvent &timed)
{
    m_now = timed.at;
    std::visit([this](const auto &event) { on(event); }, timed.event);
}

void RunProgress::log(const QString &text, LogTone tone)
{
    m_log.push_back({m_now, text, tone});
}

void RunProgress::on(const event::WaitingForRunLock &event)
{
    if (!m_runLock)
        log(tr("waiting for the run lock, held by PID %1").arg(event.holder.pid), LogTone::Warning);
    m_runLock = event;
    m_blockedAt = m_now;
}

void RunProgress::on(const event::RunLockTaken &)
{
    m_runLock.reset();
}

void RunProgress::on(const event::Started &)
{
    m_startedAt = m_now;
    log(transactionLine(m_plan, m_settings), LogTone::Quiet);
}

void RunProgress::on(const event::StepStarted &event)
{
    if (!isStep(event.step))
        return;
    m_currentStep = event.step;
    m_steps[size_t(event.step)].phase = StepPhase::Running;
    m_steps[size_t(event.step)].startedAt = m_now;
    const PlanStep &step = m_plan.steps[size_t(event.step)];
    log(QStringLiteral("%1/%2  %3  %4")
            .arg(event.step + 1)
            .arg(m_steps.size())
            .arg(step.revision.text(), step.message));
}

void RunProgress::on(const event::StatementStarted &event)
{
    if (!isStep(event.step))
        return;
    m_currentSql = statementSql(m_plan.steps[size_t(event.step)], event.statement);
    m_statementStartedAt = m_now;
}

void RunProgress::on(const event::StatementFinished &event)
{
    unblock();
    m_currentSql.clear();
    if (!isStep(event.step) || event.statement < 0)
        return;
    StepProgress &step = m_steps[size_t(event.step)];
    ++step.statementsDone;
    ++m_statementsDone;
    if (event.rows > 0)
        m_rowsChanged += event.rows;
    const QString sql = oneLine(statementSql(m_plan.steps[size_t(event.step)], event.statement));
    const QString took = event.skipped ? tr("skipped") : durationText(event.durationMs);
    log(QString(logIndent, u' ') + sql.leftJustified(logSqlWidth + 2) + took.rightJustified(8),
        LogTone::Normal);
}

void RunProgress::on(const event::StepFinished &event)
{
    if (!isStep(event.step))
        return;
    m_steps[size_t(event.step)].phase = StepPhase::Done;
    m_steps[size_t(event.step)].durationMs = event.durationMs;
}

void RunProgress::on(const event::Notice &event)
{
    // What the project's own Python says stands for itself.
    const bool output = event.severity == u"OUTPUT";
    log(QString(logIndent, u' ')
            + (output ? event.text : QStringLiteral("%1: %2").arg(event.severity, event.text)),
        LogTone::Quiet);
}

void RunProgress::on(const event::Blocked &event)
{
    if (!m_blocked && !event.blockers.empty())
        log(QString(logIndent, u' ') + blockedLine(event.blockers.front()), LogTone::Warning);
    m_blocked = event;
    m_blockedAt = m_now;
    if (isStep(m_currentStep))
        m_steps[size_t(m_currentStep)].phase = StepPhase::WaitingForLock;
}

void RunProgress::on(const event::Retrying &event)
{
    unblock();
    if (isStep(event.step))
        m_steps[size_t(event.step)].statementsDone = 0;
    log(QString(logIndent, u' ')
            + tr("%1. Attempt %2 follows in %3.")
                  .arg(event.reason)
                  .arg(event.attempt)
                  .arg(durationText(double(event.pauseMs))),
        LogTone::Warning);
}

void RunProgress::on(const event::RollingBack &)
{
    unblock();
    m_rollingBack = true;
    log(tr("rolling back"), LogTone::Quiet);
}

/// The outcome arrives by itself, after the last event.
void RunProgress::on(const event::Finished &) { }

void RunProgress::unblock()
{
    m_blocked.reset();
    if (isStep(m_currentStep) && m_steps[size_t(m_currentStep)].phase == StepPhase::WaitingForLock)
        m_steps[size_t(m_currentStep)].phase = StepPhase::Running;
}

void RunProgress::finish(const RunOutcome &outcome, const QDateTime &at)
{
    m_now = at;
    unblock();
    m_runLock.reset();
    m_currentSql.clear();
    settleSteps(outcome);
    logOutcome(outcome);
    m_currentStep = -1;
    m_outcome = outcome;
}

void RunProgress::settleSteps(const RunOutcome &outcome)
{
    const int failed = outcome.failure ? outcome.failure->step : -1;
    for (int index = 0; index < int(m_steps.size()); ++index) {
        StepProgress &step = m_steps[size_t(index)];
        const bool open = step.phase == StepPhase::Running || step.phase == StepPhase::WaitingForLock;
        if (step.startedAt.isValid() && step.durationMs <= 0 && open)
            step.durationMs = double(step.startedAt.msecsTo(m_now));
        if (outcome.result == RunResult::Succeeded || index < outcome.stepsCommitted)
            step.phase = StepPhase::Done;
        else if (index == failed)
            step.phase = StepPhase::Failed;
        else if (step.phase == StepPhase::NotStarted)
            continue;
        else if (outcome.result == RunResult::ConnectionLost && !outcome.endRows)
            step.phase = StepPhase::Unknown;
        else if (outcome.result == RunResult::Cancelled && open)
            step.phase = StepPhase::Cancelled;
        else
            step.phase = StepPhase::RolledBack;
    }
}

void RunProgress::logOutcome(const RunOutcome &outcome)
{
    if (outcome.failure) {
        log(QString(logIndent, u' ')
                + QStringLiteral("ERROR %1  %2").arg(outcome.failure->sqlState, outcome.failure->message),
            LogTone::Bad);
    } else if (outcome.error) {
        log(outcome.error->message, LogTone::Bad);
    }
    if (outcome.endRows) {
        log(tr("Checked: %1").arg(versionRowsText(m_plan.versionTable, *outcome.endRows)), LogTone::Good);
    } else {
        log(tr("The state of the database could not be read after the run."), LogTone::Warning);
    }
}

QString stepPhaseText(StepPhase phase)
{
    switch (phase) {
    case StepPhase::NotStarted:
        return tr("Not started");
    case StepPhase::Running:
        return tr("Running");
    case StepPhase::WaitingForLock:
        return tr("Waiting for a lock");
    case StepPhase::Done:
        return tr("Done");
    case StepPhase::Failed:
        return tr("Failed");
    case StepPhase::RolledBack:
        return tr("Rolled back");
    case StepPhase::Cancelled:
        return tr("Cancelled");
    case StepPhase::Unknown:
        return tr("Not known");
    }
    return {};
}

} // namespace stillroom

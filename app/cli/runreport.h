#pragma once

#include "app/cli/output.h"
#include "migrations/plan/plan.h"
#include "migrations/run/runevent.h"

#include <QElapsedTimer>

namespace stillroom::cli
{

/// Tells standard error how a run goes on.
class ProgressReport final : public RunEventSink
{
public:
    /// `plan` may be null (a stamp has no steps to name).
    ProgressReport(Output &output, const Plan *plan, bool verbose)
        : m_output(output)
        , m_plan(plan)
        , m_verbose(verbose)
    {
    }
    void onRunEvent(const RunEvent &event) override;

private:
    void on(const event::WaitingForRunLock &waiting);
    void on(const event::RunLockTaken &taken);
    void on(const event::Started &started);
    void on(const event::StepStarted &started);
    void on(const event::StatementStarted &) { }
    void on(const event::StatementFinished &finished);
    void on(const event::StepFinished &) { }
    void on(const event::Notice &notice);
    void on(const event::Blocked &blocked);
    void on(const event::RollingBack &);
    void on(const event::Finished &) { }
    template<typename Other> void on(const Other &) { }

    Output &m_output;
    const Plan *m_plan;
    bool m_verbose;
};

/// The end of a run on standard error: what failed, and in its last line the state the database is in.
void reportOutcome(Output &output, const RunOutcome &outcome, const Plan *plan);
/// The end of a run as JSON.
QByteArray outcomeJson(const RunOutcome &outcome, const QString &direction, const Plan *plan);
/// The exit status of spec/cli.md.
int exitStatusOf(const RunOutcome &outcome);

} // namespace stillroom::cli

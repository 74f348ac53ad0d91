#include "migrations/run/executor.h"

#include "migrations/database/runlock.h"
#include "migrations/database/statereader.h"
#include "migrations/database/versiontable.h"
#include "migrations/run/runner.h"

#include <QElapsedTimer>
#include <QThread>

#include <libpq-fe.h>

#include <algorithm>

namespace stillroom
{

namespace
{

using Milliseconds = std::chrono::milliseconds;

/// A server that restarts is back in some seconds; a session that lost its client is noticed by then.
constexpr int reconnectAttempts = 5;
constexpr unsigned long reconnectPauseMs = 1000;
constexpr auto oldSessionLimit = Milliseconds(15'000);

/// Passes the events of some steps on with their numbers in the whole plan.
class PartSink final : public RunEventSink
{
public:
    PartSink(RunEventSink &sink, int first)
        : m_sink(sink)
        , m_first(first)
    {
    }
    void onRunEvent(const RunEvent &event) override
    {
        RunEvent moved = event;
        std::visit([this](auto &value) { move(value); }, moved);
        m_sink.onRunEvent(moved);
    }

private:
    template<typename Event> void move(Event &event) const
    {
        if constexpr (requires { event.step; }) {
            if (event.step >= 0)
                event.step += m_first;
        }
    }

    RunEventSink &m_sink;
    int m_first;
};

/// One run from the first check to the last event.
class RunProcedure
{
public:
    RunProcedure(Connection &connection, RunScript script, const RunSettings &settings,
        const CancelToken &cancel, RunEventSink &sink, const Plan *plan = nullptr,
        PythonSteps *python = nullptr)
        : m_connection(connection)
        , m_script(std::move(script))
        , m_plan(plan)
        , m_python(python)
        , m_settings(settings)
        , m_cancel(cancel)
        , m_sink(sink)
    {
        m_timer.start();
    }

    /// \a isStillThePlan: plans again and says in an Error what moved.
    RunOutcome execute(
        const Status &runnable, const std::function<Status(const DatabaseState &)> &isStillThePlan)
    {
        Status ready = runnable;
        if (ready && !m_script.steps.empty())
            ready = prepare(isStillThePlan);
        if (!ready)
            end(ready.error());
        else if (!m_script.steps.empty())
            runScript();
        return finish();
    }

private:
    Status prepare(const std::function<Status(const DatabaseState &)> &isStillThePlan);
    Status takeLock();
    void runScript();
    bool isPython(int step) const;
    bool runNative(int first, int count);
    bool runPython(int step);
    Status checkRowsAfter(int step);
    void end(const Error &error);
    void describeFailure();
    void measure();
    void measureOnNewConnection();
    void countCommittedSteps();
    RunOutcome finish();

    Connection &m_connection;
    RunScript m_script;
    const Plan *m_plan; ///< null: all steps are native
    PythonSteps *m_python;
    const RunSettings &m_settings;
    CancelToken m_cancel;
    RunEventSink &m_sink;
    QElapsedTimer m_timer;
    qint64 m_key = 0;
    bool m_locked = false;
    RunOutcome m_outcome;
};

Status RunProcedure::prepare(const std::function<Status(const DatabaseState &)> &isStillThePlan)
{
    if (m_connection.isPooled()) {
        return Error{ErrorKind::Refused,
            QStringLiteral(
                "This connection goes through a pooler, where the lock that keeps two migrations apart "
                "cannot be relied on. Nothing was changed. Connect to the server directly.")};
    }
    if (const Status locked = takeLock(); !locked)
        return locked;
    const Result<DatabaseState> state = readDatabaseState(m_connection, m_script.versionTable);
    if (!state)
        return state.error();
    if (state->server.standby) {
        return Error{ErrorKind::Refused,
            QStringLiteral(
                "The server is a standby: it cannot be migrated. Nothing was changed. Connect to the "
                "primary server.")};
    }
    return isStillThePlan(*state);
}

Status RunProcedure::takeLock()
{
    const Result<qint64> key = runLockKey(m_connection, m_script.versionTable);
    if (!key)
        return key.error();
    m_key = *key;
    const auto waiting = [this](const Blocker &holder, Milliseconds waited) {
        m_sink.onRunEvent(
            event::WaitingForRunLock{holder, waited.count(), m_settings.waitForRunLock.count()});
    };
    const Result<Milliseconds> waited
        = RunLock::take(m_connection, m_key, m_settings.waitForRunLock, waiting, m_cancel);
    if (!waited)
        return waited.error();
    m_locked = true;
    m_outcome.lockWaitMs = waited->count();
    m_sink.onRunEvent(event::RunLockTaken{waited->count()});
    return Done{};
}

void RunProcedure::runScript()
{
    m_sink.onRunEvent(event::Started{int(m_script.steps.size()), m_script.statementCount()});
    if (const Status writing = m_connection.beginWriting(); !writing)
        return end(writing.error());
    const int steps = int(m_script.steps.size());
    for (int first = 0; first < steps;) {
        int count = 1;
        const bool python = isPython(first);
        while (!python && first + count < steps && !isPython(first + count))
            ++count;
        if (!(python ? runPython(first) : runNative(first, count)))
            return;
        first += count;
    }
    m_outcome.result = RunResult::Succeeded;
}

bool RunProcedure::isPython(int step) const
{
    return m_plan && m_plan->steps[size_t(step)].engine == Engine::ProjectPython;
}

bool RunProcedure::runNative(int first, int count)
{
    const RunScript script = m_script.part(first, count);
    PartSink sink(m_sink, first);
    Runner runner(m_connection, script, m_settings, m_cancel, sink);
    const bool done = runner.run();
    m_outcome.stepsCommitted = first + runner.stepsCommitted();
    if (runner.partlyCommittedStep() >= 0)
        m_outcome.partlyCommittedStep = first + runner.partlyCommittedStep();
    // A cancel that came while the last COMMIT went through has come too late.
    if (done || runner.stepsCommitted() == count)
        return true;
    m_outcome.failure = runner.failure();
    if (m_outcome.failure && m_outcome.failure->step >= 0)
        m_outcome.failure->step += first;
    m_outcome.result = runner.isLost() ? RunResult::ConnectionLost
        : runner.wasCancelled()        ? RunResult::Cancelled
                                       : RunResult::Failed;
    describeFailure();
    return false;
}

/// The child has a session of its own; ours stands outside a transaction meanwhile and holds the run lock.
bool RunProcedure::runPython(int step)
{
    const PlanStep &planned = m_plan->steps[size_t(step)];
    m_sink.onRunEvent(event::StepStarted{step});
    QElapsedTimer timer;
    timer.start();
    const auto line = [&](const QString &text) {
        m_sink.onRunEvent(event::Notice{step, QStringLiteral("OUTPUT"), text});
    };
    const auto sent = m_python->run(planned, m_connection.settings(), line, m_cancel);
    Status done = sent ? Status(Done{}) : Status(sent.error());
    if (done)
        done = checkRowsAfter(step);
    if (done) {
        m_outcome.stepsCommitted = step + 1;
        m_sink.onRunEvent(event::StepFinished{step, double(timer.nsecsElapsed()) / 1e6});
        return true;
    }
    // Ended or failed as it was about to say so: the rows tell whether it went through.
    if (!sent && checkRowsAfter(step))
        m_outcome.stepsCommitted = step + 1;
    Error error = done.error();
    if (error.kind == ErrorKind::NeedsProjectPython) {
        error.message
            = QStringLiteral("Revision %1 was not run: %2").arg(planned.revision.text(), error.message);
        m_outcome.result = RunResult::Refused;
        m_outcome.error = error;
        return false;
    }
    m_outcome.result = error.kind == ErrorKind::Cancelled ? RunResult::Cancelled : RunResult::Failed;
    if (m_outcome.result == RunResult::Failed) {
        m_outcome.failure = RunFailure{step, -1, planned.revision, {}, error.place, error.sqlState,
            error.message, error.detail, {}, {}, 0};
    }
    describeFailure();
    return false;
}

Status RunProcedure::checkRowsAfter(int step)
{
    const Result<VersionTableFacts> table = readVersionTable(m_connection, m_script.versionTable);
    if (!table)
        return table.error();
    std::vector<RevisionId> rows = table->rows;
    std::sort(rows.begin(), rows.end());
    if (rows == m_script.rowsAfter(step + 1))
        return Done{};
    QStringList found;
    for (const RevisionId &row : rows)
        found << row.text();
    return Error{ErrorKind::MigrationFailed,
        QStringLiteral("the project's Python ended without an error, but the version table holds %1 and not "
                       "what was planned")
            .arg(found.isEmpty() ? QStringLiteral("no revision") : found.join(QStringLiteral(", "))),
        {}, m_script.steps[size_t(step)].script};
}

void RunProcedure::end(const Error &error)
{
    m_outcome.error = error;
    m_outcome.result = error.kind == ErrorKind::Cancelled ? RunResult::Cancelled
        : error.kind == ErrorKind::Unreachable            ? RunResult::ConnectionLost
        : error.kind == ErrorKind::Database               ? RunResult::Failed
                                                          : RunResult::Refused;
}

void RunProcedure::describeFailure()
{
    Error error;
    if (const auto &failure = m_outcome.failure) {
        error.place = failure->place;
        error.sqlState = failure->sqlState;
        error.detail = failure->detail;
        const QString where = failure->revision.isEmpty()
            ? QStringLiteral("The run")
            : QStringLiteral("Revision ") + failure->revision.text();
        error.message = QStringLiteral("%1 failed: %2").arg(where, failure->message);
    }
    switch (m_outcome.result) {
    case RunResult::Cancelled:
        error = {ErrorKind::Cancelled, QStringLiteral("The run was cancelled and rolled back.")};
        m_outcome.failure.reset();
        break;
    case RunResult::ConnectionLost:
        error.kind = ErrorKind::Unreachable;
        error.message = QStringLiteral("The connection to the server was lost during the run: %1")
                            .arg(m_outcome.failure ? m_outcome.failure->message : QString());
        break;
    case RunResult::Failed:
    case RunResult::Succeeded:
    case RunResult::NothingToDo:
    case RunResult::Refused:
        error.kind = ErrorKind::MigrationFailed;
        break;
    }
    m_outcome.error = error;
}

void RunProcedure::measure()
{
    if (!m_connection.isOpen())
        return measureOnNewConnection();
    // A cancel request on its way may still hit the first question.
    for (int attempt = 0; attempt < 2; ++attempt) {
        const Result<VersionTableFacts> table = readVersionTable(m_connection, m_script.versionTable);
        if (table) {
            m_outcome.endRows = table->rows;
            return;
        }
        if (table.error().kind != ErrorKind::Cancelled)
            return;
    }
}

/// The old session may still be at work (a broken network ends only our side): its run lock tells. What is
/// read while we hold that lock is final.
void RunProcedure::measureOnNewConnection()
{
    for (int attempt = 0; attempt < reconnectAttempts; ++attempt) {
        if (attempt > 0)
            QThread::msleep(reconnectPauseMs);
        const auto connection = Connection::open(m_connection.settings());
        if (!connection)
            continue;
        const auto ignore = [](const Blocker &, Milliseconds) {};
        if (m_locked && !RunLock::take(**connection, m_key, oldSessionLimit, ignore, {}))
            return;
        const Result<VersionTableFacts> table = readVersionTable(**connection, m_script.versionTable);
        if (table)
            m_outcome.endRows = table->rows;
        return;
    }
}

/// After a lost connection nobody told us whether the last COMMIT went through, and a server that crashed may
/// have lost one it had confirmed (synchronous_commit off): the rows tell.
void RunProcedure::countCommittedSteps()
{
    if (m_outcome.result != RunResult::ConnectionLost || !m_outcome.endRows)
        return;
    std::vector<RevisionId> rows = *m_outcome.endRows;
    std::sort(rows.begin(), rows.end());
    if (m_script.rowsAfter(m_outcome.stepsCommitted) == rows)
        return;
    for (int steps = int(m_script.steps.size()); steps >= 0; --steps) {
        if (m_script.rowsAfter(steps) != rows)
            continue;
        m_outcome.stepsCommitted = steps;
        m_outcome.partlyCommittedStep = -1;
        return;
    }
}

RunOutcome RunProcedure::finish()
{
    measure();
    countCommittedSteps();
    if (m_connection.isOpen()) {
        (void)m_connection.endWriting();
        if (m_locked)
            (void)RunLock::release(m_connection, m_key);
    }
    m_outcome.durationMs = m_timer.elapsed();
    m_sink.onRunEvent(event::Finished{m_outcome});
    return m_outcome;
}

bool isSameRun(const Plan &reviewed, const Plan &now)
{
    return reviewed.runsAs(now);
}

bool isSameRun(const StampPlan &reviewed, const StampPlan &now)
{
    return reviewed == now;
}

/// Plans again and compares; what the person reviewed is what runs.
template<typename PlanType, typename ReplanType>
std::function<Status(const DatabaseState &)> comparison(const PlanType &plan, const ReplanType &replan)
{
    return [&plan, &replan](const DatabaseState &state) -> Status {
        const QString moved = QStringLiteral("The database or the scripts changed since this plan was made. "
                                             "Nothing was changed. Look at the new plan.");
        const auto now = replan(state);
        if (!now)
            return Error{ErrorKind::Refused, moved, now.error().message, now.error().place};
        if (isSameRun(plan, *now))
            return Done{};
        return Error{ErrorKind::Refused, moved, planDifferences(plan, *now).join(QLatin1Char('\n'))};
    };
}

} // namespace

RunOutcome runPlan(Connection &connection, const Plan &plan, const RunSettings &settings,
    const Replan &replan, const CancelToken &cancel, RunEventSink &sink, PythonSteps *python)
{
    RunProcedure procedure(connection, runScriptOf(plan), settings, cancel, sink, &plan, python);
    return procedure.execute(checkRunnable(plan, python != nullptr), comparison(plan, replan));
}

RunOutcome runStamp(Connection &connection, const StampPlan &plan, const RunSettings &settings,
    const ReplanStamp &replan, const CancelToken &cancel, RunEventSink &sink)
{
    RunProcedure procedure(connection, runScriptOf(plan), settings, cancel, sink);
    return procedure.execute(Done{}, comparison(plan, replan));
}

} // namespace stillroom

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

/// One run from the first check to the last event.
class RunProcedure
{
public:
    RunProcedure(Connection &connection, RunScript script, const RunSettings &settings,
        const CancelToken &cancel, RunEventSink &sink)
        : m_connection(connection)
        , m_script(std::move(script))
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
    void end(const Error &error);
    void describeFailure(const Runner &runner);
    void measure();
    void measureOnNewConnection();
    void countCommittedSteps();
    RunOutcome finish();

    Connection &m_connection;
    RunScript m_script;
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
    Runner runner(m_connection, m_script, m_settings, m_cancel, m_sink);
    const bool done = runner.run();
    m_outcome.stepsCommitted = runner.stepsCommitted();
    m_outcome.partlyCommittedStep = runner.partlyCommittedStep();
    // A cancel that came while the last COMMIT went through has come too late.
    if (done || m_outcome.stepsCommitted == int(m_script.steps.size())) {
        m_outcome.result = RunResult::Succeeded;
        return;
    }
    m_outcome.failure = runner.failure();
    m_outcome.result = runner.isLost() ? RunResult::ConnectionLost
        : runner.wasCancelled()        ? RunResult::Cancelled
                                       : RunResult::Failed;
    describeFailure(runner);
}

void RunProcedure::end(const Error &error)
{
    m_outcome.error = error;
    m_outcome.result = error.kind == ErrorKind::Cancelled ? RunResult::Cancelled
        : error.kind == ErrorKind::Unreachable            ? RunResult::ConnectionLost
        : error.kind == ErrorKind::Database               ? RunResult::Failed
                                                          : RunResult::Refused;
}

void RunProcedure::describeFailure(const Runner &runner)
{
    Error error;
    if (const auto &failure = runner.failure()) {
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
    const Replan &replan, const CancelToken &cancel, RunEventSink &sink)
{
    RunProcedure procedure(connection, runScriptOf(plan), settings, cancel, sink);
    return procedure.execute(checkRunnable(plan), comparison(plan, replan));
}

RunOutcome runStamp(Connection &connection, const StampPlan &plan, const RunSettings &settings,
    const ReplanStamp &replan, const CancelToken &cancel, RunEventSink &sink)
{
    RunProcedure procedure(connection, runScriptOf(plan), settings, cancel, sink);
    return procedure.execute(Done{}, comparison(plan, replan));
}

} // namespace stillroom

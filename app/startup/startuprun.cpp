#include "app/startup/startuprun.h"

#include "app/startup/upgradeforecast.h"
#include "migrations/database/requiredtables.h"
#include "migrations/database/runlock.h"
#include "migrations/database/statereader.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/plan/versiontable.h"
#include "migrations/run/executor.h"

#include <QThread>

#include <algorithm>

namespace stillroom
{

namespace
{

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

constexpr auto connectPause = Milliseconds(250);
constexpr int refusedStatus = 5; // spec/cli.md
constexpr int interruptedStatus = 130;

/// One line for messages: the sentence and, when there is one, the server's detail.
QString oneLine(const Error &error)
{
    QString text = error.message;
    return text.replace(u'\n', u' ').simplified();
}

class Performance
{
public:
    Performance(const StartupProject &project, StartupSituation situation, const StartupOptions &options,
        StartupHost &host, const CancelToken &cancel)
        : m_project(project)
        , m_situation(std::move(situation))
        , m_options(options)
        , m_host(host)
        , m_cancel(cancel)
    {
    }

    StartupReport perform()
    {
        decide();
        while (!m_report.error && m_decision.need != StartupNeed::Nothing) {
            satisfy(m_decision.need);
            if (!m_report.error)
                decide();
        }
        releaseLock();
        if (!m_report.error)
            announce();
        m_report.decision = m_decision;
        finish();
        return std::move(m_report);
    }

private:
    void decide() { m_decision = decideStartup(m_situation, m_options.strict); }

    void satisfy(StartupNeed need)
    {
        switch (need) {
        case StartupNeed::LookAtDatabase:
            return open();
        case StartupNeed::Upgrade:
            return upgradeUnderLock();
        case StartupNeed::LookAgain:
            return lookAgain();
        case StartupNeed::Seeds:
            return seed();
        case StartupNeed::Nothing:
            return;
        }
    }

    /// What is certain already is said before the work it announces begins.
    void announce()
    {
        for (; m_said < m_decision.messages.size(); ++m_said)
            m_host.say(m_decision.messages[m_said]);
    }

    void fail(const Error &error) { m_report.error = error; }

    void open()
    {
        m_situation.looked = true;
        Result<std::unique_ptr<Connection>> connection = connectPatiently();
        if (!connection) {
            if (connection.error().kind == ErrorKind::Cancelled)
                return fail(connection.error());
            m_situation.connectError = oneLine(connection.error());
            return;
        }
        m_connection = std::move(*connection);
        look();
    }

    Result<std::unique_ptr<Connection>> connectPatiently()
    {
        const Clock::time_point end = Clock::now() + m_options.waitForDatabase;
        bool told = false;
        while (true) {
            Result<std::unique_ptr<Connection>> connection = m_host.connect();
            const bool again = !connection && connection.error().kind == ErrorKind::Unreachable
                && Clock::now() + connectPause < end && !m_cancel.isCancelled();
            if (!again)
                return connection;
            if (!told) {
                m_host.note(QStringLiteral("Waiting for the database, at most %1 s: %2")
                                .arg(double(m_options.waitForDatabase.count()) / 1000)
                                .arg(oneLine(connection.error())));
            }
            told = true;
            QThread::msleep(static_cast<unsigned long>(connectPause.count()));
        }
    }

    void look()
    {
        if (m_options.mode == StartupMode::Reference || !m_situation.required.isEmpty()) {
            const Result<RequiredTableState> tables = readRequiredTables(*m_connection, m_situation.required);
            if (!tables)
                return lookFailed(tables.error());
            m_situation.missing = tables->missing();
            m_standby = tables->standby;
        }
        if (m_options.mode == StartupMode::Pending || m_options.dryRun)
            readPending();
    }

    void readPending()
    {
        if (!m_project.loaded)
            return;
        const Result<DatabaseState> state
            = readDatabaseState(*m_connection, m_project.loaded->project.online.versionTable);
        if (!state)
            return lookFailed(state.error());
        m_standby = state->server.standby;
        m_situation.pending.clear();
        const RevisionGraph &graph = *m_project.loaded->graph;
        const std::vector<bool> applied = graph.appliedSet(state->rows);
        for (const int index : graph.runOrder()) {
            if (!applied[size_t(index)])
                m_situation.pending += graph.id(index).text();
        }
    }

    void lookFailed(const Error &error)
    {
        if (error.kind == ErrorKind::Cancelled)
            return fail(error);
        m_situation.connectError = oneLine(error);
    }

    /// Whoever gets the lock looks again: another starter may have done it meanwhile.
    void upgradeUnderLock()
    {
        if (!m_locked) {
            if (!mayWrite() || !takeLock())
                return;
            look();
            decide();
            if (m_report.error || m_decision.need != StartupNeed::Upgrade) {
                m_report.alreadyRun = m_lockWait.count() > 0;
                return;
            }
        }
        announce();
        upgrade();
    }

    bool mayWrite()
    {
        if (m_options.dryRun)
            return true;
        if (!m_options.refuseWriting.isEmpty()) {
            fail({ErrorKind::Refused, m_options.refuseWriting});
            return false;
        }
        if (m_connection->isPooled()) {
            fail({ErrorKind::Refused,
                QStringLiteral(
                    "Something is to be done in the database, and this connection goes through a "
                    "pooler, where the lock that keeps several starters apart cannot be relied on. "
                    "Nothing was changed. Give start-up a URL that leads to the server directly.")});
            return false;
        }
        return true;
    }

    bool takeLock()
    {
        if (m_options.dryRun) {
            m_locked = true; // looked at as if: nothing is written
            return true;
        }
        const VersionTableName table
            = m_project.loaded ? m_project.loaded->project.online.versionTable : VersionTableName();
        const Result<qint64> key = runLockKey(*m_connection, table);
        if (!key) {
            fail(key.error());
            return false;
        }
        m_key = *key;
        const auto waiting = [this](const Blocker &holder, Milliseconds waited) {
            m_host.note(QStringLiteral("Waiting for another start or run to end (process %1, %2 of %3 s)")
                            .arg(holder.pid)
                            .arg(double(waited.count()) / 1000, 0, 'f', 1)
                            .arg(double(m_options.run.waitForRunLock.count()) / 1000));
        };
        const Result<Milliseconds> waited
            = RunLock::take(*m_connection, m_key, m_options.run.waitForRunLock, waiting, m_cancel);
        if (!waited) {
            fail(waited.error());
            return false;
        }
        m_lockWait = *waited;
        m_locked = true;
        return true;
    }

    void releaseLock()
    {
        if (m_locked && !m_options.dryRun && m_connection && m_connection->isOpen())
            (void)RunLock::release(*m_connection, m_key);
        m_locked = false;
    }

    void upgrade()
    {
        const Result<DatabaseState> state = readDatabaseState(*m_connection,
            m_project.loaded ? m_project.loaded->project.online.versionTable : VersionTableName());
        if (!state) {
            m_situation.upgrade = {UpgradeResult::Kind::Failed, oneLine(state.error())};
            return;
        }
        std::variant<Plan, UpgradeResult> forecast = forecastUpgrade(m_project, *state, m_bodies, m_cancel);
        if (const auto *refusal = std::get_if<UpgradeResult>(&forecast)) {
            m_situation.upgrade = *refusal;
            return;
        }
        m_report.plan = std::move(std::get<Plan>(forecast));
        if (const Status foreign = findEngines(*m_report.plan); !foreign) {
            m_situation.upgrade = {UpgradeResult::Kind::Failed, oneLine(foreign.error())};
            return;
        }
        if (m_options.dryRun)
            m_situation.upgrade = UpgradeResult{};
        else if (m_report.plan->steps.empty())
            createVersionTable();
        else
            run(*state);
    }

    Status findEngines(const Plan &plan)
    {
        if (plan.isNative())
            return Done{};
        const Result<PythonSteps *> python = m_host.python(plan);
        if (!python)
            return python.error();
        m_python = *python;
        return m_python ? Status(Done{}) : checkEngines(plan);
    }

    static Status checkEngines(const Plan &plan)
    {
        for (const PlanStep &step : plan.steps) {
            if (step.engine == Engine::NativeSql)
                continue;
            const EngineReason reason
                = step.engineReasons.empty() ? EngineReason{step.script, {}} : step.engineReasons.front();
            return Error{ErrorKind::NeedsProjectPython,
                QStringLiteral("revision %1 can only be run by the project's own Python (%2: %3)")
                    .arg(step.revision.text(), reason.place.toString(), reason.reason)};
        }
        return Done{};
    }

    /// Alembic makes its table also when there is nothing to apply.
    void createVersionTable()
    {
        m_situation.upgrade = UpgradeResult{};
        if (!m_report.plan->createsVersionTable)
            return;
        Status done = m_connection->beginWriting();
        if (done) {
            const Result<ResultRows> created
                = m_connection->query(createVersionTableSql(m_report.plan->versionTable));
            done = created ? Status(Done{}) : Status(created.error());
        }
        (void)m_connection->endWriting();
        if (!done)
            m_situation.upgrade = {UpgradeResult::Kind::Failed, oneLine(done.error())};
    }

    void run(const DatabaseState &state)
    {
        const Plan &plan = *m_report.plan;
        const Replan replan = [&](const DatabaseState &measured) {
            return planFromForecast(forecastUpgrade(m_project, measured, m_bodies, m_cancel));
        };
        m_report.run = runPlan(
            *m_connection, plan, m_options.run, replan, m_cancel, m_host.sink(plan, state), m_python);
        m_host.runEnded(*m_connection);
        const RunOutcome &outcome = *m_report.run;
        for (int step = 0; step < outcome.stepsCommitted; ++step)
            m_report.applied.push_back(plan.steps[size_t(step)].revision);
        if (outcome.result == RunResult::Succeeded || outcome.result == RunResult::NothingToDo)
            m_situation.upgrade = UpgradeResult{};
        else if (outcome.result == RunResult::Cancelled || outcome.result == RunResult::Refused)
            fail(outcome.error.value_or(Error{ErrorKind::Cancelled, QStringLiteral("interrupted")}));
        else
            m_situation.upgrade = UpgradeResult{UpgradeResult::Kind::Failed,
                outcome.error ? oneLine(*outcome.error) : QStringLiteral("the connection was lost")};
    }

    static Result<Plan> planFromForecast(std::variant<Plan, UpgradeResult> forecast)
    {
        if (const auto *refusal = std::get_if<UpgradeResult>(&forecast))
            return Error{ErrorKind::BrokenProject, refusal->text};
        return std::move(std::get<Plan>(forecast));
    }

    void lookAgain()
    {
        if (m_options.dryRun) {
            m_situation.missingAfter = predictedMissing();
            return;
        }
        if (m_situation.required.isEmpty()) {
            m_situation.missingAfter = QStringList();
            return;
        }
        const Result<RequiredTableState> tables = readRequiredTables(*m_connection, m_situation.required);
        if (!tables)
            return fail(tables.error());
        m_situation.missingAfter = tables->missing();
        if (!m_situation.missingAfter->isEmpty()) {
            m_host.note(QStringLiteral("warning: the upgrade succeeded, and yet these required tables are "
                                       "missing: %1")
                            .arg(m_situation.missingAfter->join(QStringLiteral(", "))));
        }
    }

    QStringList predictedMissing() const
    {
        return missingAfterUpgrade(
            m_project, m_situation.missing, m_report.plan && !m_report.plan->steps.empty());
    }

    void seed()
    {
        m_situation.seeds.emplace();
        if (m_project.seeds.empty() || m_options.dryRun)
            return;
        if (!m_connection) { // row 2: the check did not run, and so did not connect
            Result<std::unique_ptr<Connection>> connection = connectPatiently();
            if (!connection)
                return fail(connection.error());
            m_connection = std::move(*connection);
        }
        if (m_standby) {
            m_host.note(QStringLiteral("The server is a standby: seed scripts are not run"));
            return;
        }
        if (!m_locked) {
            const Result<bool> needed = seedsMayRun(*m_connection, m_project.seeds);
            if (!needed)
                return fail(needed.error());
            if (!*needed || !mayWrite() || !takeLock())
                return;
        }
        runSeeds();
    }

    void runSeeds()
    {
        if (const Status writing = m_connection->beginWriting(); !writing)
            return fail(writing.error());
        for (const SeedScript &script : m_project.seeds) {
            const QDateTime startedAt = QDateTime::currentDateTime();
            const Result<bool> ran = runSeed(*m_connection, script);
            if (!ran || *ran) {
                m_host.seedEnded(*m_connection, script, startedAt,
                    startedAt.msecsTo(QDateTime::currentDateTime()),
                    ran ? std::nullopt : std::optional(ran.error()));
            }
            SeedOutcome outcome{script.name, SeedOutcome::Kind::NotNeeded, script.message};
            if (!ran) {
                outcome.kind = SeedOutcome::Kind::Failed;
                outcome.failure = oneLine(ran.error());
                if (ran.error().place.line > 0)
                    outcome.failure
                        += QStringLiteral(" (%1:%2)").arg(script.name).arg(ran.error().place.line);
            } else if (*ran) {
                outcome.kind = SeedOutcome::Kind::Done;
                m_report.seeded += script.name;
            }
            m_situation.seeds->push_back(outcome);
            if (!ran) // later scripts build on earlier ones
                break;
        }
        if (m_connection->isOpen())
            (void)m_connection->endWriting();
    }

    void finish()
    {
        m_report.exitStatus = m_decision.exitStatus;
        if (!m_report.error)
            return;
        m_report.decision.outcome = StartupOutcome::Failed;
        m_report.decision.finalState = StartupNode::Stopped;
        m_report.exitStatus = m_report.error->kind == ErrorKind::Cancelled ? interruptedStatus
            : m_report.error->kind == ErrorKind::Refused                   ? refusedStatus
                                                                           : 1;
    }

    const StartupProject &m_project;
    StartupSituation m_situation;
    const StartupOptions &m_options;
    StartupHost &m_host;
    PythonSteps *m_python = nullptr; ///< for the plan's steps that need it
    CancelToken m_cancel;
    std::unique_ptr<Connection> m_connection;
    StartupDecision m_decision;
    RememberedBodies m_bodies;
    StartupReport m_report;
    size_t m_said = 0;
    qint64 m_key = 0;
    Milliseconds m_lockWait{0};
    bool m_locked = false;
    bool m_standby = false;
};

} // namespace

StartupReport performStartup(const StartupProject &project, const StartupSituation &situation,
    const StartupOptions &options, StartupHost &host, const CancelToken &cancel)
{
    return Performance(project, situation, options, host, cancel).perform();
}

} // namespace stillroom

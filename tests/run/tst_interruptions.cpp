#include "migrations/database/clusterfiles.h"
#include "migrations/database/runlock.h"
#include "tests/run/plans.h"
#include "tests/support/latencyproxy.h"
#include "tests/support/postgresfixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>
#include <optional>
#include <thread>

using namespace stillroom;
using namespace stillroom::test;
using namespace std::chrono_literals;

class TestInterruptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void init() { m_database = m_postgres->createDatabase(); }
    void cleanup()
    {
        // Its own session went down with the killed one.
        if (QByteArray(QTest::currentTestFunction()) == "killedBackend")
            m_postgres.emplace();
    }

    void cancelInAStatement();
    void cancelBeforeTheStart();
    void cancelKeepsCommittedSteps();
    void terminatedBackend();
    void killedBackend();
    void serverStopped();
    void lostAfterCommitIsMeasured();
    void blockedByAnotherSession();
    void lockTimeoutIsRetried();
    void lockTimeoutWithoutRetries();
    void twoRunsRace();
    void anotherRunIsWaitedFor();
    void standbyIsRefused();

private:
    static Plan sleepingPlan()
    {
        return upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)},
            {statement(u"CREATE TABLE b (x int)"_qs), statement(u"SELECT pg_sleep(120)"_qs, 7),
                statement(u"CREATE TABLE c (x int)"_qs)}});
    }
    QStringList tables()
    {
        return m_postgres->rows(
            m_database, u"SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"_qs);
    }
    /// Ends the waiting statement of the run from another session.
    void administer(const QString &sql, Connection &run)
    {
        const auto admin = m_postgres->connect(m_database);
        QVERIFY(admin->query(sql, {QString::number(run.backendPid())}).ok());
    }

    std::optional<PostgresFixture> m_postgres;
    QString m_database;
};

namespace
{

/// Reacts when the sleeping statement has begun.
std::function<void(const RunEvent &)> whenAsleep(const std::function<void()> &then)
{
    return [then](const RunEvent &event) {
        const auto *started = std::get_if<event::StatementStarted>(&event);
        if (started && started->step == 1 && started->statement == 1)
            then();
    };
}

} // namespace

void TestInterruptions::cancelInAStatement()
{
    const auto connection = m_postgres->connect(m_database);
    const CancelToken cancel;
    std::thread canceller;
    Recorder recorder;
    recorder.react = whenAsleep([&] { canceller = std::thread([&] { cancel.cancel(); }); });
    const Plan plan = sleepingPlan();
    const RunOutcome outcome = runPlan(*connection, plan, {}, same(plan), cancel, recorder);
    canceller.join();
    QCOMPARE(outcome.result, RunResult::Cancelled);
    QCOMPARE(outcome.error->kind, ErrorKind::Cancelled);
    QVERIFY(!outcome.failure);
    QCOMPARE(outcome.stepsCommitted, 0);
    QCOMPARE(outcome.endRows, std::optional(std::vector<RevisionId>()));
    QCOMPARE(tables(), QStringList());
    QVERIFY(recorder.outline().contains(u"rollback"_qs));
    // The session is usable and the lock is free.
    const Plan next = upgradePlan({{statement(u"CREATE TABLE z (x int)"_qs)}});
    Recorder again;
    QCOMPARE(runPlan(*connection, next, {}, same(next), {}, again).result, RunResult::Succeeded);
}

void TestInterruptions::cancelBeforeTheStart()
{
    const auto connection = m_postgres->connect(m_database);
    const CancelToken cancel;
    cancel.cancel();
    Recorder recorder;
    const Plan plan = sleepingPlan();
    QCOMPARE(runPlan(*connection, plan, {}, same(plan), cancel, recorder).result, RunResult::Cancelled);
    QCOMPARE(tables(), QStringList());
}

void TestInterruptions::cancelKeepsCommittedSteps()
{
    const auto connection = m_postgres->connect(m_database);
    const CancelToken cancel;
    Recorder recorder;
    recorder.react = whenAsleep([&] { cancel.cancel(); });
    const Plan plan = sleepingPlan();
    RunSettings settings;
    settings.transaction = TransactionMode::PerMigration;
    const RunOutcome outcome = runPlan(*connection, plan, settings, same(plan), cancel, recorder);
    QCOMPARE(outcome.result, RunResult::Cancelled);
    QCOMPARE(outcome.stepsCommitted, 1);
    QCOMPARE(outcome.endRows, std::optional(std::vector{RevisionId(u"r1"_qs)}));
    QCOMPARE(tables(), (QStringList{u"a"_qs, u"alembic_version"_qs}));
}

void TestInterruptions::terminatedBackend()
{
    const auto connection = m_postgres->connect(m_database);
    Recorder recorder;
    recorder.react = whenAsleep([&] { administer(u"SELECT pg_terminate_backend($1::int)"_qs, *connection); });
    const Plan plan = sleepingPlan();
    const RunOutcome outcome = runPlan(*connection, plan, {}, same(plan), {}, recorder);
    QCOMPARE(outcome.result, RunResult::ConnectionLost);
    QCOMPARE(outcome.error->kind, ErrorKind::Unreachable);
    QCOMPARE(outcome.failure->sqlState, u"57P01"_qs);
    QCOMPARE(outcome.failure->statement, 1);
    QCOMPARE(outcome.failure->place.line, 7);
    QCOMPARE(outcome.endRows, std::optional(std::vector<RevisionId>())); // measured on a new connection
    QCOMPARE(outcome.stepsCommitted, 0);
    QCOMPARE(tables(), QStringList());
}

/// kill -9 of one backend makes the server restart all of them.
void TestInterruptions::killedBackend()
{
    const auto connection = m_postgres->connect(m_database);
    Recorder recorder;
    recorder.react = whenAsleep([&] { kill(connection->backendPid(), SIGKILL); });
    const Plan plan = sleepingPlan();
    RunSettings settings;
    settings.transaction = TransactionMode::PerMigration;
    const RunOutcome outcome = runPlan(*connection, plan, settings, same(plan), {}, recorder);
    QCOMPARE(outcome.result, RunResult::ConnectionLost);
    QCOMPARE(outcome.stepsCommitted, 1);
    QCOMPARE(outcome.endRows, std::optional(std::vector{RevisionId(u"r1"_qs)}));
}

void TestInterruptions::serverStopped()
{
    PostgresFixture mortal;
    const QString database = mortal.createDatabase();
    const auto connection = mortal.connect(database);
    Recorder recorder;
    std::thread stopper;
    recorder.react = whenAsleep([&] { stopper = std::thread([&] { mortal.server().stop(); }); });
    const Plan plan = sleepingPlan();
    const RunOutcome outcome = runPlan(*connection, plan, {}, same(plan), {}, recorder);
    stopper.join();
    QCOMPARE(outcome.result, RunResult::ConnectionLost);
    QVERIFY(!outcome.endRows); // unknown, and said so
}

/// The network dies between COMMIT and its answer: only the rows can tell.
void TestInterruptions::lostAfterCommitIsMeasured()
{
    const Plan plan = upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)},
        {statement(u"CREATE TABLE b (x int)"_qs),
            statement(u"CREATE CONSTRAINT TRIGGER t AFTER INSERT ON alembic_version DEFERRABLE INITIALLY "
                      u"DEFERRED FOR EACH ROW "
                      "EXECUTE FUNCTION hang_up()"_qs),
            statement(u"DELETE FROM alembic_version"_qs),
            statement(u"INSERT INTO alembic_version VALUES ('r1')"_qs)}});
    // COMMIT runs the trigger, which ends this very session once the commit cannot be stopped any more.
    m_postgres->execute(m_database,
        {u"CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
         "PERFORM pg_sleep(0.3); PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$"_qs});
    const auto connection = m_postgres->connect(m_database);
    Recorder recorder;
    const RunOutcome outcome = runPlan(*connection, plan, {}, same(plan), {}, recorder);
    QCOMPARE(outcome.result, RunResult::ConnectionLost);
    QVERIFY(outcome.endRows.has_value());
    QCOMPARE(size_t(outcome.stepsCommitted), outcome.endRows->empty() ? 0U : 2U);
    QCOMPARE(tables().contains(u"b"_qs), !outcome.endRows->empty());
}

void TestInterruptions::blockedByAnotherSession()
{
    m_postgres->execute(m_database, {u"CREATE TABLE busy (x int)"_qs});
    const auto other = m_postgres->connect(m_database);
    QVERIFY(other->query(u"SET application_name = 'reporting'"_qs).ok());
    QVERIFY(other->query(u"BEGIN"_qs).ok());
    QVERIFY(other->query(u"SELECT * FROM busy"_qs).ok());
    const auto connection = m_postgres->connect(m_database);
    Recorder recorder;
    recorder.react = [&](const RunEvent &event) {
        if (std::holds_alternative<event::Blocked>(event))
            (void)other->query(u"COMMIT"_qs);
    };
    RunSettings settings;
    settings.lockTimeout = 60s;
    const Plan plan = upgradePlan(
        {{statement(u"CREATE TABLE a (x int)"_qs), statement(u"ALTER TABLE busy ADD y int"_qs)}});
    QCOMPARE(runPlan(*connection, plan, settings, same(plan), {}, recorder).result, RunResult::Succeeded);
    const auto blocked = recorder.all<event::Blocked>();
    QVERIFY(!blocked.empty());
    QCOMPARE(blocked[0].lockTimeoutMs, 60'000);
    QCOMPARE(blocked[0].blockers.size(), 1U);
    const Blocker &blocker = blocked[0].blockers[0];
    QCOMPARE(blocker.pid, other->backendPid());
    QCOMPARE(blocker.application, u"reporting"_qs);
    QCOMPARE(blocker.user, u"postgres"_qs);
    QCOMPARE(blocker.state, u"idle in transaction"_qs);
    QCOMPARE(blocker.query, u"SELECT * FROM busy"_qs);
    QCOMPARE(blocker.lock, u"AccessShareLock"_qs);
    QCOMPARE(blocker.object, u"busy"_qs);
    QVERIFY(blocker.ageMs > 0);
}

void TestInterruptions::lockTimeoutIsRetried()
{
    m_postgres->execute(m_database, {u"CREATE TABLE busy (x int)"_qs});
    const auto other = m_postgres->connect(m_database);
    QVERIFY(other->query(u"BEGIN"_qs).ok());
    QVERIFY(other->query(u"SELECT * FROM busy"_qs).ok());
    const auto connection = m_postgres->connect(m_database);
    Recorder recorder;
    recorder.react = [&](const RunEvent &event) {
        if (std::holds_alternative<event::Retrying>(event))
            (void)other->query(u"COMMIT"_qs);
    };
    RunSettings settings;
    settings.lockTimeout = 100ms;
    settings.retries = 2;
    settings.transaction = TransactionMode::PerMigration;
    const Plan plan = upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)},
        {statement(u"CREATE TABLE b (x int)"_qs), statement(u"ALTER TABLE busy ADD y int"_qs)}});
    const RunOutcome outcome = runPlan(*connection, plan, settings, same(plan), {}, recorder);
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QCOMPARE(outcome.result, RunResult::Succeeded);
    QVERIFY(!outcome.failure);
    const auto retries = recorder.all<event::Retrying>();
    QCOMPARE(retries.size(), 1U);
    QCOMPARE(retries[0].step, 1);
    QCOMPARE(retries[0].attempt, 2);
    QVERIFY(retries[0].reason.contains(u"lock timeout"));
    QCOMPARE(tables(), (QStringList{u"a"_qs, u"alembic_version"_qs, u"b"_qs, u"busy"_qs}));
}

void TestInterruptions::lockTimeoutWithoutRetries()
{
    m_postgres->execute(m_database, {u"CREATE TABLE busy (x int)"_qs});
    const auto other = m_postgres->connect(m_database);
    QVERIFY(other->query(u"BEGIN"_qs).ok());
    QVERIFY(other->query(u"SELECT * FROM busy"_qs).ok());
    const auto connection = m_postgres->connect(m_database);
    Recorder recorder;
    RunSettings settings;
    settings.lockTimeout = 100ms;
    const Plan plan = upgradePlan({{statement(u"ALTER TABLE busy ADD y int"_qs)}});
    const RunOutcome outcome = runPlan(*connection, plan, settings, same(plan), {}, recorder);
    QCOMPARE(outcome.result, RunResult::Failed);
    QCOMPARE(outcome.failure->sqlState, u"55P03"_qs);
    QCOMPARE(tables(), QStringList{u"busy"_qs});
}

/// Both want the same: one runs, the other waits, plans again and finds that the plan moved.
void TestInterruptions::twoRunsRace()
{
    const Plan plan
        = upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs), statement(u"SELECT pg_sleep(0.2)"_qs)}});
    const auto replan = [&](const DatabaseState &state) {
        Plan now = plan;
        now.from = state.rows;
        if (!state.rows.empty())
            now.steps.clear();
        return Result<Plan>(now);
    };
    RunSettings settings;
    settings.waitForRunLock = 60s;
    std::vector<RunOutcome> outcomes(3);
    std::vector<std::thread> threads;
    for (RunOutcome &outcome : outcomes) {
        threads.emplace_back([&] {
            const auto connection = m_postgres->connect(m_database);
            Recorder recorder;
            outcome = runPlan(*connection, plan, settings, replan, {}, recorder);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    int succeeded = 0;
    for (const RunOutcome &outcome : outcomes) {
        if (outcome.result == RunResult::Succeeded) {
            ++succeeded;
            continue;
        }
        QCOMPARE(outcome.result, RunResult::Refused);
        QVERIFY(outcome.error->detail.startsWith(
            u"The database stood at none when the plan was made; now it stands at r1."));
    }
    QCOMPARE(succeeded, 1);
}

void TestInterruptions::anotherRunIsWaitedFor()
{
    const auto holder = m_postgres->connect(m_database);
    const auto connection = m_postgres->connect(m_database);
    QVERIFY(holder->query(u"SET application_name = 'deploy'"_qs).ok());
    const qint64 key = RunLock::keyFor(m_database, u"public"_qs, u"alembic_version"_qs);
    QVERIFY(RunLock::take(*holder, key, 0ms, {}, {}).ok());
    const Plan plan = upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)}});
    Recorder recorder;
    RunOutcome outcome = runPlan(*connection, plan, {}, same(plan), {}, recorder);
    QCOMPARE(outcome.result, RunResult::Refused);
    QVERIFY(outcome.error->message.contains(u"(deploy)"));
    RunSettings settings;
    settings.waitForRunLock = 60s;
    recorder.react = [&](const RunEvent &event) {
        if (std::holds_alternative<event::WaitingForRunLock>(event))
            (void)RunLock::release(*holder, key);
    };
    outcome = runPlan(*connection, plan, settings, same(plan), {}, recorder);
    QCOMPARE(outcome.result, RunResult::Succeeded);
    const auto waits = recorder.all<event::WaitingForRunLock>();
    QCOMPARE(waits.size(), 1U);
    QCOMPARE(waits[0].holder.application, u"deploy"_qs);
    QCOMPARE(waits[0].limitMs, 60'000);
}

/// A server that follows another one; here nobody, which it waits for and may be read meanwhile.
void TestInterruptions::standbyIsRefused()
{
    const auto folder = makeServerFolder(QByteArrayLiteral("stillroom-test-"));
    QVERIFY(folder.ok());
    PrivateServer::Options options;
    options.dataFolder = *folder + u"/data"_qs;
    QVERIFY(createCluster(*ServerBinaries::find(), options.dataFolder).ok());
    QFile signal(options.dataFolder + u"/standby.signal"_qs);
    QVERIFY(signal.open(QIODevice::WriteOnly));
    signal.close();
    {
        const auto server = PrivateServer::start(options);
        QVERIFY2(server.ok(), server.ok() ? "" : qPrintable(server.error().message + server.error().detail));
        const auto connection = Connection::open((*server)->settings());
        QVERIFY(connection.ok());
        Recorder recorder;
        const Plan plan = sleepingPlan();
        const RunOutcome outcome = runPlan(**connection, plan, {}, same(plan), {}, recorder);
        QCOMPARE(outcome.result, RunResult::Refused);
        QVERIFY2(outcome.error->message.contains(u"standby"), qPrintable(outcome.error->message));
    }
    QDir(*folder).removeRecursively();
}

QTEST_GUILESS_MAIN(TestInterruptions)
#include "tst_interruptions.moc"

#include "tests/run/plans.h"
#include "tests/support/latencyproxy.h"
#include "tests/support/postgresfixture.h"

#include <QTest>

#include <optional>

using namespace stillroom;
using namespace stillroom::test;
using namespace std::chrono_literals;

class TestExecutor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void init() { m_database = m_postgres->createDatabase(); }

    void runsInOneTransaction();
    void eventsComeInOrder();
    void nothingToDo();
    void failureHasItsExactPlace();
    void failureKeepsEarlierStepsWhenPerMigration();
    void failureAtCommit();
    void deferredRowsOfOthersAreNoticed();
    void fiveHundredStatements();
    void autocommitBlockRunsOutside();
    void failureBehindAutocommitIsTruthful();
    void concurrentlyIgnoresTheLockTimeout();
    void commitInTheScript();
    void guards();
    void textsThatAreNotPlain();
    void noticesNameTheirStep();
    void timeoutsAreSet();
    void refusesBeforeTouching_data();
    void refusesBeforeTouching();
    void refusesAMovedPlan();
    void refusesWhenPlanningFails();
    void versionTableElsewhere();
    void stamps();
    void purges();
    void leavesTheSessionReadOnly();
    void pipelinesOverADistantServer();
    void hugeStatementsDoNotStandStill();

private:
    RunOutcome run(const Plan &plan, const RunSettings &settings = {})
    {
        const auto connection = m_postgres->connect(m_database);
        m_recorder = Recorder();
        return runPlan(*connection, plan, settings, same(plan), {}, m_recorder);
    }
    QStringList rows(const QString &sql) { return m_postgres->rows(m_database, sql); }
    QStringList versions() { return rows(u"SELECT version_num FROM alembic_version"_qs); }

    std::optional<PostgresFixture> m_postgres;
    QString m_database;
    Recorder m_recorder;
};

void TestExecutor::runsInOneTransaction()
{
    const Plan plan = upgradePlan({{statement(u"CREATE TABLE a (x xid8 DEFAULT pg_current_xact_id())"_qs),
                                       statement(u"INSERT INTO a DEFAULT VALUES"_qs)},
        {statement(u"INSERT INTO a DEFAULT VALUES"_qs)}});
    const RunOutcome outcome = run(plan);
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QCOMPARE(outcome.result, RunResult::Succeeded);
    QCOMPARE(outcome.stepsCommitted, 2);
    QCOMPARE(outcome.partlyCommittedStep, -1);
    QCOMPARE(outcome.endRows, std::optional(std::vector{RevisionId(u"r2"_qs)}));
    QCOMPARE(rows(u"SELECT count(DISTINCT x::text) FROM a"_qs), QStringList{u"1"_qs});
    QCOMPARE(rows(u"SELECT conname FROM pg_constraint WHERE conrelid = 'alembic_version'::regclass"_qs),
        QStringList{u"alembic_version_pkc"_qs});

    m_database = m_postgres->createDatabase();
    RunSettings settings;
    settings.transaction = TransactionMode::PerMigration;
    QCOMPARE(run(plan, settings).result, RunResult::Succeeded);
    QCOMPARE(rows(u"SELECT count(DISTINCT x::text) FROM a"_qs), QStringList{u"2"_qs});
}

void TestExecutor::eventsComeInOrder()
{
    const RunOutcome outcome = run(upgradePlan(
        {{statement(u"CREATE TABLE a (x int)"_qs), statement(u"INSERT INTO a VALUES (1), (2)"_qs)}, {},
            {statement(u"DROP TABLE a"_qs)}}));
    QCOMPARE(m_recorder.outline().join(u' '),
        u"lock started begin -1.-1 end -1.-1 step 0 begin 0.0 end 0.0 begin 0.1 end 0.1 begin 0.-1 end 0.-1 "
        u"done 0 "
        "step 1 begin 1.-1 end 1.-1 done 1 step 2 begin 2.0 end 2.0 begin 2.-1 end 2.-1 done 2 finished"_qs);
    QCOMPARE(m_recorder.all<event::StatementFinished>()[2].rows, 2);
    QCOMPARE(m_recorder.all<event::Finished>()[0].outcome, outcome);
    QCOMPARE(m_recorder.all<event::Started>()[0].statements, 3);
}

void TestExecutor::nothingToDo()
{
    QVERIFY(run(upgradePlan({{}})).result == RunResult::Succeeded);
    Plan plan;
    plan.from = plan.to = {RevisionId(u"r1"_qs)};
    const RunOutcome outcome = run(plan);
    QCOMPARE(outcome.result, RunResult::NothingToDo);
    QCOMPARE(outcome.endRows, std::optional(std::vector{RevisionId(u"r1"_qs)}));
    QCOMPARE(m_recorder.outline(), QStringList{u"finished"_qs});
}

void TestExecutor::failureHasItsExactPlace()
{
    std::vector<Statement> statements;
    for (int i = 0; i < 100; ++i)
        statements.push_back(statement(u"CREATE TABLE t%1 (x int)"_qs.arg(i), 10 + i));
    statements[57] = statement(u"INSERT INTO \"t3\" (größe, x) VALUES (1, 2)"_qs, 67);
    const RunOutcome outcome = run(upgradePlan({{statement(u"CREATE TABLE first (x int)"_qs)}, statements,
        {statement(u"CREATE TABLE last (x int)"_qs)}}));
    QCOMPARE(outcome.result, RunResult::Failed);
    QVERIFY(outcome.failure.has_value());
    const RunFailure &failure = *outcome.failure;
    QCOMPARE(failure.step, 1);
    QCOMPARE(failure.statement, 57);
    QCOMPARE(failure.revision, RevisionId(u"r2"_qs));
    QCOMPARE(failure.place.toString(), u"versions/x.py:67"_qs);
    QCOMPARE(failure.sql, statements[57].sql);
    QCOMPARE(failure.sqlState, u"42703"_qs);
    QCOMPARE(failure.message, u"column \"größe\" of relation \"t3\" does not exist"_qs);
    QCOMPARE(failure.position, 19);
    QCOMPARE(outcome.error->kind, ErrorKind::MigrationFailed);
    QCOMPARE(outcome.stepsCommitted, 0);
    QCOMPARE(outcome.endRows, std::optional(std::vector<RevisionId>()));
    QCOMPARE(rows(u"SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"_qs), QStringList{u"0"_qs});
    QCOMPARE(m_recorder.outline().mid(m_recorder.outline().size() - 3),
        (QStringList{u"begin 1.57"_qs, u"rollback"_qs, u"finished"_qs}));
}

void TestExecutor::failureKeepsEarlierStepsWhenPerMigration()
{
    RunSettings settings;
    settings.transaction = TransactionMode::PerMigration;
    const RunOutcome outcome = run(upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)},
                                       {statement(u"CREATE TABLE b (x int)"_qs), statement(u"SELECT 1/0"_qs)},
                                       {statement(u"CREATE TABLE c (x int)"_qs)}}),
        settings);
    QCOMPARE(outcome.result, RunResult::Failed);
    QCOMPARE(outcome.stepsCommitted, 1);
    QCOMPARE(outcome.failure->step, 1);
    QCOMPARE(outcome.endRows, std::optional(std::vector{RevisionId(u"r1"_qs)}));
    QCOMPARE(rows(u"SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"_qs),
        (QStringList{u"a"_qs, u"alembic_version"_qs}));
}

void TestExecutor::failureAtCommit()
{
    const RunOutcome outcome
        = run(upgradePlan({{statement(u"CREATE TABLE a (x int UNIQUE DEFERRABLE INITIALLY DEFERRED)"_qs),
            statement(u"INSERT INTO a VALUES (1), (1)"_qs)}}));
    QCOMPARE(outcome.result, RunResult::Failed);
    QCOMPARE(outcome.failure->sqlState, u"23505"_qs);
    QCOMPARE(outcome.failure->sql, u"COMMIT"_qs);
    QCOMPARE(outcome.stepsCommitted, 0);
    QCOMPARE(rows(u"SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"_qs), QStringList{u"0"_qs});
}

/// "Online migration expected to match one row": an UPDATE of the version table that hits none must stop the
/// run although the server has no objection.
void TestExecutor::deferredRowsOfOthersAreNoticed()
{
    const RunOutcome outcome = run(upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)},
        {statement(u"DELETE FROM alembic_version"_qs)}, {statement(u"CREATE TABLE c (x int)"_qs)}}));
    QCOMPARE(outcome.result, RunResult::Failed);
    QCOMPARE(outcome.failure->revision, RevisionId(u"r2"_qs));
    QCOMPARE(outcome.failure->statement, -1);
    QVERIFY(outcome.failure->message.contains(u"expected to match one row"));
    QCOMPARE(outcome.stepsCommitted, 0);
    QCOMPARE(rows(u"SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"_qs), QStringList{u"0"_qs});
}

void TestExecutor::fiveHundredStatements()
{
    std::vector<std::vector<Statement>> steps(10);
    for (int i = 0; i < 500; ++i)
        steps[size_t(i) / 50].push_back(
            statement(u"CREATE TABLE t%1 (id int PRIMARY KEY, name text)"_qs.arg(i)));
    const RunOutcome outcome = run(upgradePlan(steps));
    QCOMPARE(outcome.result, RunResult::Succeeded);
    QCOMPARE(outcome.stepsCommitted, 10);
    QCOMPARE(rows(u"SELECT count(*) FROM pg_tables WHERE tablename ~ '^t[0-9]'"_qs), QStringList{u"500"_qs});
    QCOMPARE(m_recorder.all<event::StatementFinished>().size(), 500U + 10U + 1U);
}

void TestExecutor::autocommitBlockRunsOutside()
{
    const RunOutcome outcome = run(upgradePlan(
        {{statement(u"CREATE TABLE a (x int)"_qs), autocommit(u"CREATE INDEX CONCURRENTLY a_x ON a (x)"_qs),
            autocommit(u"VACUUM a"_qs), statement(u"CREATE TABLE b (x int)"_qs)}}));
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QCOMPARE(outcome.result, RunResult::Succeeded);
    QCOMPARE(outcome.partlyCommittedStep, -1);
    QCOMPARE(
        rows(u"SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_x'::regclass"_qs), QStringList{u"t"_qs});
    QCOMPARE(versions(), QStringList{u"r1"_qs});
}

void TestExecutor::failureBehindAutocommitIsTruthful()
{
    const RunOutcome outcome = run(upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)},
        {statement(u"CREATE TABLE b (x int)"_qs), autocommit(u"CREATE INDEX CONCURRENTLY a_x ON a (x)"_qs),
            statement(u"CREATE TABLE c (x int)"_qs), statement(u"SELECT nothing"_qs)}}));
    QCOMPARE(outcome.result, RunResult::Failed);
    QCOMPARE(outcome.stepsCommitted, 1);
    QCOMPARE(outcome.partlyCommittedStep, 1);
    QCOMPARE(outcome.failure->statement, 3);
    QCOMPARE(outcome.endRows, std::optional(std::vector{RevisionId(u"r1"_qs)}));
    QCOMPARE(rows(u"SELECT relname FROM pg_class WHERE relname IN ('a', 'b', 'c', 'a_x') ORDER BY 1"_qs),
        (QStringList{u"a"_qs, u"a_x"_qs, u"b"_qs}));
}

void TestExecutor::concurrentlyIgnoresTheLockTimeout()
{
    RunSettings settings;
    settings.lockTimeout = 1234ms;
    settings.statementTimeout = 60s;
    // An event trigger would be outside our plan: the function records what is in force while it runs.
    m_postgres->execute(m_database,
        {u"CREATE TABLE seen (tag text, lock text)"_qs,
            u"CREATE FUNCTION look() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen "
            u"VALUES "
            "(tg_tag, current_setting('lock_timeout')); END $$"_qs,
            u"CREATE EVENT TRIGGER look ON ddl_command_start EXECUTE FUNCTION look()"_qs});
    const RunOutcome outcome = run(
        upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs), autocommit(u"ALTER TABLE a ADD y int"_qs),
            autocommit(u"CREATE INDEX CONCURRENTLY a_x ON a (x)"_qs), statement(u"DROP TABLE a"_qs)}}),
        settings);
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QCOMPARE(rows(u"SELECT tag || ' ' || lock FROM seen WHERE tag <> 'CREATE TABLE' OR lock <> '0'"_qs),
        (QStringList{u"CREATE TABLE 1234ms"_qs, u"CREATE TABLE 1234ms"_qs, u"ALTER TABLE 1234ms"_qs,
            u"CREATE INDEX 0"_qs, u"DROP TABLE 1234ms"_qs}));
}

/// A known trick of scripts: leaving Alembic's transaction by hand.
void TestExecutor::commitInTheScript()
{
    m_postgres->execute(m_database, {u"CREATE TYPE mood AS ENUM ('ok')"_qs});
    const RunOutcome outcome
        = run(upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs), statement(u"COMMIT"_qs),
                               statement(u"ALTER TYPE mood ADD VALUE 'sad'"_qs),
                               statement(u"CREATE INDEX CONCURRENTLY a_x ON a (x)"_qs),
                               statement(u"CREATE TABLE b (m mood DEFAULT 'sad')"_qs)},
            {statement(u"CREATE TABLE c (x int)"_qs), statement(u"SELECT 1/0"_qs)}}));
    QCOMPARE(outcome.result, RunResult::Failed);
    QCOMPARE(outcome.stepsCommitted, 1);
    QCOMPARE(outcome.partlyCommittedStep, -1);
    QCOMPARE(outcome.failure->step, 1);
    QCOMPARE(versions(), QStringList{u"r1"_qs});
    QCOMPARE(rows(u"SELECT relname FROM pg_class WHERE relname IN ('a', 'b', 'c', 'a_x') ORDER BY 1"_qs),
        (QStringList{u"a"_qs, u"a_x"_qs, u"b"_qs}));
}

void TestExecutor::guards()
{
    m_postgres->execute(m_database, {u"CREATE TYPE there AS ENUM ('a')"_qs, u"CREATE SEQUENCE counter"_qs});
    const auto guarded = [](const QString &sql, ExistenceGuard::Kind kind, const QString &name) {
        Statement result = statement(sql);
        result.guard = ExistenceGuard{kind, {}, name};
        return result;
    };
    using Kind = ExistenceGuard::Kind;
    const RunOutcome outcome = run(upgradePlan({{
        guarded(u"CREATE TYPE there AS ENUM ('a')"_qs, Kind::TypeMissing, u"there"_qs),
        guarded(u"CREATE TYPE fresh AS ENUM ('a')"_qs, Kind::TypeMissing, u"fresh"_qs),
        guarded(u"DROP TYPE fresh"_qs, Kind::TypePresent, u"fresh"_qs),
        guarded(u"DROP TYPE fresh"_qs, Kind::TypePresent, u"fresh"_qs),
        guarded(u"CREATE SEQUENCE counter"_qs, Kind::SequenceMissing, u"counter"_qs),
        guarded(u"DROP SEQUENCE counter"_qs, Kind::SequencePresent, u"counter"_qs),
    }}));
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QCOMPARE(m_recorder.outline().filter(u"skip"_qs),
        (QStringList{u"skip 0.0"_qs, u"skip 0.3"_qs, u"skip 0.4"_qs}));
}

void TestExecutor::textsThatAreNotPlain()
{
    const RunOutcome outcome = run(upgradePlan({{
        statement(u"CREATE TABLE a (x int); INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)"_qs),
        statement(u"CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END"_qs),
        statement(u"DO $$ BEGIN INSERT INTO a VALUES (3); END $$"_qs),
        statement(u"COPY a TO STDOUT"_qs),
        statement(u"-- nothing"_qs),
        statement(u"VALUES (1)"_qs),
    }}));
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QCOMPARE(rows(u"SELECT sum(x), f() FROM a"_qs), QStringList{u"6|2"_qs});
    // Not understood is sent as it stands; the server's own words come back.
    const RunOutcome wrong = run([] {
        Plan plan = upgradePlan({{}, {statement(u"SELEKT 1; SELECT 2"_qs)}});
        plan.createsVersionTable = false;
        plan.steps.erase(plan.steps.begin());
        plan.from = {RevisionId(u"r1"_qs)};
        return plan;
    }());
    QCOMPARE(wrong.failure->sqlState, u"42601"_qs);
    QCOMPARE(wrong.failure->position, 1);
}

void TestExecutor::noticesNameTheirStep()
{
    run(upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)},
        {statement(u"DROP TABLE IF EXISTS nobody"_qs),
            statement(u"DO $$ BEGIN RAISE WARNING 'mind %', 1; END $$"_qs)}}));
    const auto notices = m_recorder.all<event::Notice>();
    QCOMPARE(notices.size(), 2U);
    QCOMPARE(notices[0].step, 1);
    QCOMPARE(notices[0].severity, u"NOTICE"_qs);
    QCOMPARE(notices[1].severity, u"WARNING"_qs);
    QCOMPARE(notices[1].text, u"mind 1"_qs);
}

void TestExecutor::timeoutsAreSet()
{
    RunSettings settings;
    settings.statementTimeout = 100ms;
    const RunOutcome outcome = run(upgradePlan({{statement(u"SELECT pg_sleep(60)"_qs)}}), settings);
    QCOMPARE(outcome.result, RunResult::Failed); // the server's limit, not a cancel
    QCOMPARE(outcome.failure->sqlState, u"57014"_qs);
}

void TestExecutor::refusesBeforeTouching_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("reason");
    QTest::newRow("copy") << u"COPY a FROM STDIN"_qs << u"COPY … FROM STDIN"_qs;
    QTest::newRow("concurrently") << u"CREATE INDEX CONCURRENTLY i ON a (x)"_qs << u"autocommit_block"_qs;
    QTest::newRow("vacuum") << u"VACUUM a"_qs << u"autocommit_block"_qs;
    QTest::newRow("nul") << u"SELECT '"_qs + QChar(u'\0') + u"'"_qs << u"NUL"_qs;
    QTest::newRow("python") << QString() << u"Python"_qs;
}

void TestExecutor::refusesBeforeTouching()
{
    QFETCH(QString, sql);
    QFETCH(QString, reason);
    Plan plan = upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)}, {statement(sql, 12)}});
    if (sql.isEmpty()) {
        plan.steps[1].engine = Engine::ProjectPython;
        plan.steps[1].engineReasons = {{{u"versions/x.py"_qs, 12, 0}, u"op.get_bind() is used"_qs}};
    }
    const RunOutcome outcome = run(plan);
    QCOMPARE(outcome.result, RunResult::Refused);
    QCOMPARE(outcome.error->kind, sql.isEmpty() ? ErrorKind::NeedsProjectPython : ErrorKind::Refused);
    QVERIFY2(outcome.error->message.contains(reason), qPrintable(outcome.error->message));
    QVERIFY(outcome.error->message.contains(u"Revision r2"));
    QCOMPARE(outcome.error->place.line, 12);
    QCOMPARE(m_recorder.outline(), QStringList{u"finished"_qs});
    QCOMPARE(rows(u"SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"_qs), QStringList{u"0"_qs});
}

void TestExecutor::refusesAMovedPlan()
{
    const Plan plan = upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)}});
    Plan now = plan;
    now.from = {RevisionId(u"zz"_qs)};
    now.steps[0].statements.push_back({statement(u"CREATE TABLE b (x int)"_qs)});
    const auto connection = m_postgres->connect(m_database);
    std::optional<DatabaseState> seen;
    const auto replan = [&](const DatabaseState &state) -> Result<Plan> {
        seen = state;
        return now;
    };
    Recorder recorder;
    const RunOutcome outcome = runPlan(*connection, plan, {}, replan, {}, recorder);
    QCOMPARE(outcome.result, RunResult::Refused);
    QCOMPARE(outcome.error->detail,
        u"The database stood at none when the plan was made; now it stands at zz.\n"
        "Step 1 was r1 (1 statements) and is now r1 (2 statements)."_qs);
    QVERIFY(seen && !seen->versionTableExists);
    QCOMPARE(recorder.outline(), (QStringList{u"lock"_qs, u"finished"_qs}));
    // The lock is free again.
    QCOMPARE(runPlan(*connection, plan, {}, same(plan), {}, recorder).result, RunResult::Succeeded);
}

void TestExecutor::refusesWhenPlanningFails()
{
    const Plan plan = upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)}});
    const auto connection = m_postgres->connect(m_database);
    Recorder recorder;
    const auto replan = [](const DatabaseState &) -> Result<Plan> {
        return Error{ErrorKind::InvalidCall, u"no such revision"_qs};
    };
    const RunOutcome outcome = runPlan(*connection, plan, {}, replan, {}, recorder);
    QCOMPARE(outcome.result, RunResult::Refused);
    QCOMPARE(outcome.error->kind, ErrorKind::Refused);
    QCOMPARE(outcome.error->detail, u"no such revision"_qs);
}

void TestExecutor::versionTableElsewhere()
{
    m_postgres->execute(m_database, {u"CREATE SCHEMA \"HR app\""_qs});
    Plan plan = upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)}});
    plan.versionTable = {u"HR app"_qs, u"Version"_qs, true};
    plan.steps[0].versionStatements = {u"INSERT INTO \"HR app\".\"Version\" (version_num) VALUES ('r1')"_qs};
    const RunOutcome outcome = run(plan);
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QCOMPARE(rows(u"SELECT version_num FROM \"HR app\".\"Version\""_qs), QStringList{u"r1"_qs});
}

void TestExecutor::stamps()
{
    StampPlan plan;
    plan.createsVersionTable = true;
    plan.to = {RevisionId(u"r1"_qs)};
    VersionChange change;
    change.inserted = plan.to;
    plan.steps.push_back(
        {{}, plan.to, change, {u"INSERT INTO alembic_version (version_num) VALUES ('r1')"_qs}});
    const auto connection = m_postgres->connect(m_database);
    const auto replan = [&](const DatabaseState &) -> Result<StampPlan> { return plan; };
    Recorder recorder;
    const RunOutcome outcome = runStamp(*connection, plan, {}, replan, {}, recorder);
    QCOMPARE(outcome.result, RunResult::Succeeded);
    QCOMPARE(versions(), QStringList{u"r1"_qs});
}

void TestExecutor::purges()
{
    m_postgres->execute(m_database,
        {u"CREATE TABLE alembic_version (version_num varchar(32))"_qs,
            u"INSERT INTO alembic_version VALUES ('gone'), ('lost')"_qs});
    StampPlan plan;
    plan.from = {RevisionId(u"gone"_qs), RevisionId(u"lost"_qs)};
    plan.to = {RevisionId(u"r1"_qs)};
    plan.purge = true;
    plan.purgeStatement = u"DELETE FROM alembic_version"_qs;
    VersionChange change;
    change.inserted = plan.to;
    plan.steps.push_back(
        {{}, plan.to, change, {u"INSERT INTO alembic_version (version_num) VALUES ('r1')"_qs}});
    const auto connection = m_postgres->connect(m_database);
    const auto replan = [&](const DatabaseState &) -> Result<StampPlan> { return plan; };
    Recorder recorder;
    QCOMPARE(runStamp(*connection, plan, {}, replan, {}, recorder).result, RunResult::Succeeded);
    QCOMPARE(versions(), QStringList{u"r1"_qs});
}

void TestExecutor::leavesTheSessionReadOnly()
{
    const auto connection = Connection::open(m_postgres->settings(m_database));
    QVERIFY(connection.ok());
    const Plan plan = upgradePlan({{statement(u"CREATE TABLE a (x int)"_qs)}});
    Recorder recorder;
    QCOMPARE(runPlan(**connection, plan, {}, same(plan), {}, recorder).result, RunResult::Succeeded);
    QCOMPARE((*connection)->run(u"DROP TABLE a"_qs).failure->sqlState, u"25006"_qs);
    QCOMPARE(
        (*connection)->query(u"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"_qs)->text(0, 0),
        u"0"_qs);
}

/// Counted in turns of the talk, not in time. Statement by statement it takes 400 turns at least; how
/// many a pipeline takes hangs on how the machine schedules both sides (144 seen on a loaded one).
void TestExecutor::pipelinesOverADistantServer()
{
    LatencyProxy proxy(m_postgres->server().socketFolder() + u"/.s.PGSQL.5432"_qs, 5ms);
    ConnectionSettings settings = m_postgres->settings(m_database);
    settings.host = u"127.0.0.1"_qs;
    settings.port = QString::number(proxy.port());
    settings.keywords.emplace_back(u"sslmode"_qs, u"disable"_qs);
    std::vector<Statement> statements;
    for (int i = 0; i < 400; ++i)
        statements.push_back(statement(u"CREATE TABLE t%1 (x int)"_qs.arg(i)));
    const Plan plan = upgradePlan({statements});
    {
        const auto connection = Connection::open(settings);
        QVERIFY2(connection.ok(), connection.ok() ? "" : qPrintable(connection.error().detail));
        proxy.resetCount();
        Recorder recorder;
        QCOMPARE(runPlan(**connection, plan, {}, same(plan), {}, recorder).result, RunResult::Succeeded);
    }
    QVERIFY2(proxy.roundTrips() < 300, qPrintable(QString::number(proxy.roundTrips())));
}

/// More than the buffers of both sides hold, in both directions at once.
void TestExecutor::hugeStatementsDoNotStandStill()
{
    std::vector<Statement> statements;
    for (int i = 0; i < 40; ++i) {
        const QString big(400'000, QLatin1Char('x'));
        statements.push_back(statement(u"SELECT '"_qs + big + u"' AS a, '"_qs + big + u"' AS b"_qs));
    }
    QCOMPARE(run(upgradePlan({statements})).result, RunResult::Succeeded);
}

QTEST_GUILESS_MAIN(TestExecutor)
#include "tst_executor.moc"

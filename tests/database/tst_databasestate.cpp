#include "migrations/database/runlock.h"
#include "migrations/database/statereader.h"
#include "migrations/database/versiontable.h"
#include "tests/support/postgresfixture.h"

#include <QTest>

#include <optional>
#include <thread>

using namespace stillroom;
using namespace stillroom::test;
using namespace std::chrono_literals;

namespace
{

Revision revision(const QString &id, const QStringList &down, const QStringList &dependsOn = {})
{
    Revision revision;
    revision.id = RevisionId(id);
    for (const QString &parent : down)
        revision.downRevisions.emplace_back(parent);
    for (const QString &dependency : dependsOn)
        revision.dependsOn.emplace_back(dependency);
    return revision;
}

DatabaseState stateWith(const QStringList &rows, int tables)
{
    DatabaseState state;
    for (const QString &row : rows)
        state.rows.emplace_back(row);
    state.tableCount = tables;
    return state;
}

} // namespace

class TestDatabaseState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }

    void namesAsTheCommandLine();
    void syncStates_data();
    void syncStates();
    void failedMeasurement();
    void emptyDatabase();
    void rowsInServerOrder();
    void tableInASchemaWithAName();
    void tableThroughTheSearchPath();
    void unreadableTable();
    void facts();
    void keyOfTheRunLock();
    void runLockIsWaitedForVisibly();
    void runLockWaitIsCancelled();

private:
    std::optional<PostgresFixture> m_postgres;
};

void TestDatabaseState::namesAsTheCommandLine()
{
    QCOMPARE(syncStateName(SyncState::AtHead), u"at-head"_qs);
    QCOMPARE(syncStateName(SyncState::Unversioned), u"unversioned"_qs);
}

void TestDatabaseState::syncStates_data()
{
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<int>("tables");
    QTest::addColumn<int>("expected");
    const auto add = [](const char *name, const QStringList &rows, int tables, SyncState state) {
        QTest::newRow(name) << rows << tables << int(state);
    };
    add("nothing at all", {}, 0, SyncState::Empty);
    add("tables only", {}, 3, SyncState::Unversioned);
    add("one of two heads", {u"c"_qs}, 3, SyncState::Behind);
    add("base", {u"a"_qs}, 3, SyncState::Behind);
    add("both heads", {u"c"_qs, u"d"_qs}, 3, SyncState::AtHead);
    add("head and the other's dependency", {u"c"_qs, u"s"_qs}, 3, SyncState::Behind);
    add("newer or foreign", {u"zz"_qs}, 3, SyncState::Ahead);
    add("known and unknown", {u"c"_qs, u"zz"_qs}, 3, SyncState::Diverged);
}

void TestDatabaseState::syncStates()
{
    QFETCH(QStringList, rows);
    QFETCH(int, tables);
    QFETCH(int, expected);
    // a <- b <- c, a <- d, s is a base that d depends on: arriving at d absorbs the row of s.
    const RevisionGraph graph({revision(u"a"_qs, {}), revision(u"b"_qs, {u"a"_qs}),
        revision(u"c"_qs, {u"b"_qs}), revision(u"s"_qs, {}), revision(u"d"_qs, {u"a"_qs}, {u"s"_qs})});
    QCOMPARE(int(syncStateOf(graph, stateWith(rows, tables))), expected);
}

void TestDatabaseState::failedMeasurement()
{
    QCOMPARE(syncStateOf(Error{ErrorKind::Unreachable, {}}), SyncState::Unreachable);
    QCOMPARE(syncStateOf(Error{ErrorKind::LoginRefused, {}}), SyncState::Unreachable);
    QCOMPARE(syncStateOf(Error{ErrorKind::Database, {}}), SyncState::Unknown);
}

void TestDatabaseState::emptyDatabase()
{
    const auto connection = m_postgres->connect(m_postgres->createDatabase());
    const auto state = readDatabaseState(*connection, {});
    QVERIFY2(state.ok(), state.ok() ? "" : qPrintable(state.error().message));
    QVERIFY(!state->versionTableExists);
    QCOMPARE(state->tableCount, 0);
    const auto table = readVersionTable(*connection, {});
    QVERIFY(!table->exists);
    QCOMPARE(table->schema, u"public"_qs);
}

void TestDatabaseState::rowsInServerOrder()
{
    const QString database = m_postgres->createDatabase();
    m_postgres->execute(database,
        {u"CREATE TABLE alembic_version (version_num varchar(32) NOT NULL)"_qs,
            u"CREATE TABLE person (id int)"_qs,
            u"INSERT INTO alembic_version VALUES ('ccc'), ('aaa'), ('bbb')"_qs});
    const auto connection = m_postgres->connect(database);
    const auto state = readDatabaseState(*connection, {});
    QVERIFY(state.ok());
    QCOMPARE(state->rows, (std::vector{RevisionId(u"ccc"_qs), RevisionId(u"aaa"_qs), RevisionId(u"bbb"_qs)}));
    QCOMPARE(state->versionColumnWidth, std::optional(32));
    QCOMPARE(state->tableCount, 1);
}

void TestDatabaseState::tableInASchemaWithAName()
{
    const QString database = m_postgres->createDatabase();
    m_postgres->execute(database,
        {u"CREATE SCHEMA \"HR app\""_qs, u"CREATE TABLE \"HR app\".\"Version\" (version_num text)"_qs,
            u"INSERT INTO \"HR app\".\"Version\" VALUES ('x1')"_qs});
    const auto connection = m_postgres->connect(database);
    const VersionTableName name{u"HR app"_qs, u"Version"_qs, true};
    const auto facts = readVersionTable(*connection, name);
    QVERIFY(facts.ok());
    QCOMPARE(facts->rows, std::vector{RevisionId(u"x1"_qs)});
    QCOMPARE(facts->columnWidth, std::optional<int>());
    QCOMPARE(readDatabaseState(*connection, name)->rows, facts->rows);
    QVERIFY(!readVersionTable(*connection, {})->exists);
}

void TestDatabaseState::tableThroughTheSearchPath()
{
    const QString database = m_postgres->createDatabase();
    m_postgres->execute(database,
        {u"CREATE SCHEMA hr"_qs, u"CREATE TABLE hr.alembic_version (version_num varchar(64))"_qs,
            u"INSERT INTO hr.alembic_version VALUES ('x1')"_qs});
    const auto connection = m_postgres->connect(database);
    QVERIFY(!readVersionTable(*connection, {})->exists);
    QVERIFY(connection->query(u"SET search_path = hr, public"_qs).ok());
    const auto facts = readVersionTable(*connection, {});
    QCOMPARE(facts->schema, u"hr"_qs);
    QCOMPARE(facts->rows.size(), 1U);
    QCOMPARE(facts->columnWidth, std::optional(64));
}

void TestDatabaseState::unreadableTable()
{
    const QString database = m_postgres->createDatabase();
    m_postgres->execute(database,
        {u"CREATE TABLE alembic_version (version_num varchar(32))"_qs, u"CREATE ROLE visitor LOGIN"_qs});
    ConnectionSettings settings = m_postgres->settings(database);
    settings.user = u"visitor"_qs;
    const auto connection = Connection::open(settings);
    QVERIFY(connection.ok());
    const auto state = readDatabaseState(**connection, {});
    QVERIFY(!state.ok());
    QCOMPARE(state.error().sqlState, u"42501"_qs);
    QCOMPARE(syncStateOf(state.error()), SyncState::Unknown);
}

void TestDatabaseState::facts()
{
    const QString database = m_postgres->createDatabase();
    const auto connection = m_postgres->connect(database);
    const ServerFacts server = readDatabaseState(*connection, {})->server;
    QVERIFY(server.version.startsWith(QString::number(server.versionNumber / 10000)));
    QCOMPARE(server.database, database);
    QCOMPARE(server.user, u"postgres"_qs);
    QCOMPARE(server.host, m_postgres->server().socketFolder());
    QVERIFY(!server.standby);
    QVERIFY(server.systemIdentifier.size() > 10);
}

void TestDatabaseState::keyOfTheRunLock()
{
    // python3 -c "import hashlib; print(int.from_bytes(hashlib.sha256(
    //   b'stillroom:run-lock:1\nhr\npublic\nalembic_version').digest()[:8], 'big', signed=True))"
    QCOMPARE(RunLock::keyFor(u"hr"_qs, u"public"_qs, u"alembic_version"_qs), qint64(-7689785919444249425));
    QVERIFY(
        RunLock::keyFor(u"hr"_qs, u"public"_qs, u"v"_qs) != RunLock::keyFor(u"hr"_qs, u"app"_qs, u"v"_qs));
}

void TestDatabaseState::runLockIsWaitedForVisibly()
{
    const QString database = m_postgres->createDatabase();
    const auto holder = m_postgres->connect(database);
    const auto waiter = m_postgres->connect(database);
    QVERIFY(holder->query(u"SET application_name = 'deploy'"_qs).ok());
    const auto nobody = [](const Blocker &, std::chrono::milliseconds) { QFAIL("nobody holds it"); };
    QVERIFY(RunLock::take(*holder, -42, 0ms, nobody, {}).ok());

    const auto refused = RunLock::take(*waiter, -42, 0ms, nobody, {});
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
    QVERIFY2(refused.error().message.contains(u"(deploy)"), qPrintable(refused.error().message));

    int reports = 0;
    const auto letGo = [&](const Blocker &blocker, std::chrono::milliseconds) {
        QCOMPARE(blocker.pid, holder->backendPid());
        QCOMPARE(blocker.application, u"deploy"_qs);
        if (++reports == 2)
            QVERIFY(RunLock::release(*holder, -42).ok());
    };
    QVERIFY(RunLock::take(*waiter, -42, 60s, letGo, {}).ok());
    QCOMPARE(reports, 2);
    QVERIFY(!RunLock::take(*holder, -42, 0ms, nobody, {}).ok());
}

void TestDatabaseState::runLockWaitIsCancelled()
{
    const QString database = m_postgres->createDatabase();
    const auto holder = m_postgres->connect(database);
    const auto waiter = m_postgres->connect(database);
    const CancelToken cancel;
    QVERIFY(RunLock::take(*holder, 7, 0ms, {}, {}).ok());
    const auto stop = [&](const Blocker &, std::chrono::milliseconds) { cancel.cancel(); };
    QCOMPARE(RunLock::take(*waiter, 7, 1h, stop, cancel).error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestDatabaseState)
#include "tst_databasestate.moc"

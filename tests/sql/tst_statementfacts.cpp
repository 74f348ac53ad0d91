#include "migrations/sql/statementfacts.h"
#include "tests/support/postgresfixture.h"

#include <QMap>
#include <QTest>

#include <optional>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QString locksText(const StatementFacts &facts)
{
    QStringList texts;
    for (const LockClaim &claim : facts.locks)
        texts << claim.table + u" "_qs + lockModeName(claim.mode);
    texts.sort();
    return texts.join(u", "_qs);
}

QString flag(std::optional<bool> value)
{
    return value ? (*value ? u"yes"_qs : u"no"_qs) : u"?"_qs;
}

/// "AccessExclusiveLock" -> place in pg_locks' order of strength, from 0.
int strength(const QString &mode)
{
    const QStringList order{u"AccessShareLock"_qs, u"RowShareLock"_qs, u"RowExclusiveLock"_qs,
        u"ShareUpdateExclusiveLock"_qs, u"ShareLock"_qs, u"ShareRowExclusiveLock"_qs, u"ExclusiveLock"_qs,
        u"AccessExclusiveLock"_qs};
    return int(order.indexOf(mode));
}

} // namespace

class TestStatementFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_postgres.reset(); }

    void judged_data();
    void judged();
    void agreesWithPgLocks_data();
    void agreesWithPgLocks();
    void transactionRefusals_data();
    void transactionRefusals();
    void kinds_data();
    void kinds();
    void notUnderstood();
    void enumValues();
    void copyFromStdin();
    void createdTables();
    void severalStatements();

private:
    std::optional<PostgresFixture> m_postgres;
    QString m_database;
};

void TestStatementFacts::initTestCase()
{
    m_postgres.emplace();
    m_database = m_postgres->createDatabase();
    m_postgres->execute(m_database,
        {u"CREATE TABLE dept (id int PRIMARY KEY, name varchar(20), parent int)"_qs,
            u"CREATE TABLE emp (id int PRIMARY KEY, dept_id int CONSTRAINT emp_dept_fk REFERENCES dept, name "
            u"varchar(20), "
            "salary numeric(8,2), boss int, CONSTRAINT emp_salary_check CHECK (salary > 0))"_qs,
            u"ALTER TABLE emp ADD CONSTRAINT emp_late CHECK (id > 0) NOT VALID"_qs,
            u"CREATE INDEX emp_name ON emp (name)"_qs, u"CREATE UNIQUE INDEX emp_boss ON emp (boss)"_qs,
            u"CREATE TABLE log (day date, text text) PARTITION BY RANGE (day)"_qs,
            u"CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')"_qs,
            u"CREATE TABLE log_2 (day date, text text)"_qs, u"CREATE SEQUENCE counter"_qs,
            u"CREATE VIEW staff AS SELECT id FROM emp"_qs,
            u"CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM emp"_qs,
            u"CREATE UNIQUE INDEX totals_n ON totals (n)"_qs,
            u"CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"_qs,
            u"CREATE TRIGGER emp_noop BEFORE INSERT ON emp FOR EACH ROW EXECUTE FUNCTION noop()"_qs,
            u"CREATE POLICY emp_policy ON emp USING (true)"_qs,
            u"CREATE DOMAIN checked AS int CHECK (VALUE > 0)"_qs, u"CREATE TYPE mood AS ENUM ('ok')"_qs,
            u"INSERT INTO dept VALUES (1, 'a', 1)"_qs, u"INSERT INTO emp VALUES (1, 1, 'b', 2, 1)"_qs});
}

void TestStatementFacts::judged_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("locks");
    QTest::addColumn<QString>("rewriteScan");
    const auto row = [](const char *sql, const char *locks, const char *rewriteScan) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(locks)
                           << QString::fromUtf8(rewriteScan);
    };
    // migration-tools 3a
    row("ALTER TABLE emp ADD COLUMN a int", "emp ACCESS EXCLUSIVE", "no no");
    row("ALTER TABLE emp ADD COLUMN a timestamptz DEFAULT now() NOT NULL", "emp ACCESS EXCLUSIVE", "no no");
    row("ALTER TABLE emp ADD COLUMN a uuid DEFAULT gen_random_uuid()", "emp ACCESS EXCLUSIVE", "yes no");
    row("ALTER TABLE emp ADD COLUMN a int DEFAULT mystery()", "emp ACCESS EXCLUSIVE", "? no");
    row("ALTER TABLE emp ADD COLUMN a bigserial", "emp ACCESS EXCLUSIVE", "yes no");
    row("ALTER TABLE emp ADD COLUMN a int GENERATED ALWAYS AS IDENTITY", "emp ACCESS EXCLUSIVE", "yes no");
    row("ALTER TABLE emp ADD COLUMN a int GENERATED ALWAYS AS (id + 1) STORED", "emp ACCESS EXCLUSIVE",
        "yes no");
    row("ALTER TABLE emp ADD COLUMN a checked", "emp ACCESS EXCLUSIVE", "? no");
    row("ALTER TABLE emp ADD COLUMN a int NOT NULL", "emp ACCESS EXCLUSIVE", "no yes");
    row("ALTER TABLE emp ALTER COLUMN name SET NOT NULL", "emp ACCESS EXCLUSIVE", "no yes");
    row("ALTER TABLE emp ALTER COLUMN id DROP DEFAULT", "emp ACCESS EXCLUSIVE", "no no");
    row("ALTER TABLE emp ALTER COLUMN name TYPE text", "emp ACCESS EXCLUSIVE", "? ?");
    row("ALTER TABLE hr.emp DROP COLUMN name", "hr.emp ACCESS EXCLUSIVE", "no no");
    row("ALTER TABLE emp RENAME COLUMN name TO title", "emp ACCESS EXCLUSIVE", "no no");
    // 3b
    row("ALTER TABLE emp ADD CONSTRAINT fk FOREIGN KEY (boss) REFERENCES dept (id)",
        "dept SHARE ROW EXCLUSIVE, emp SHARE ROW EXCLUSIVE", "no yes");
    row("ALTER TABLE emp ADD CONSTRAINT fk FOREIGN KEY (boss) REFERENCES dept (id) NOT VALID",
        "dept SHARE ROW EXCLUSIVE, emp SHARE ROW EXCLUSIVE", "no no");
    row("ALTER TABLE emp ADD COLUMN d int REFERENCES dept (id)",
        "dept SHARE ROW EXCLUSIVE, emp ACCESS EXCLUSIVE", "no no");
    row("ALTER TABLE emp VALIDATE CONSTRAINT emp_late", "emp SHARE UPDATE EXCLUSIVE", "no yes");
    row("ALTER TABLE emp ADD CHECK (id > 0)", "emp ACCESS EXCLUSIVE", "no yes");
    row("ALTER TABLE emp ADD CHECK (id > 0) NOT VALID", "emp ACCESS EXCLUSIVE", "no no");
    row("ALTER TABLE emp ADD UNIQUE (name)", "emp ACCESS EXCLUSIVE", "no yes");
    row("ALTER TABLE emp ADD CONSTRAINT u UNIQUE USING INDEX emp_boss", "emp ACCESS EXCLUSIVE", "no no");
    row("TRUNCATE emp, dept", "dept ACCESS EXCLUSIVE, emp ACCESS EXCLUSIVE", "no no");
    // 3c
    row("CREATE INDEX i ON emp (boss)", "emp SHARE", "no yes");
    row("CREATE INDEX CONCURRENTLY i ON emp (boss)", "emp SHARE UPDATE EXCLUSIVE", "no yes");
    row("ALTER INDEX emp_name RENAME TO emp_n", "emp_name SHARE UPDATE EXCLUSIVE", "no no");
    row("REINDEX TABLE emp", "emp SHARE", "no yes");
    // 3d
    row("ALTER TABLE emp RENAME TO staff2", "emp ACCESS EXCLUSIVE", "no no");
    row("ALTER TYPE mood ADD VALUE 'sad'", "", "no no");
    row("ALTER TABLE log DETACH PARTITION log_1", "log ACCESS EXCLUSIVE, log_1 ACCESS EXCLUSIVE", "no no");
    row("ALTER TABLE log ATTACH PARTITION log_2 FOR VALUES FROM ('2022-01-01') TO ('2023-01-01')",
        "log SHARE UPDATE EXCLUSIVE, log_2 ACCESS EXCLUSIVE", "no yes");
    row("CREATE TABLE log_3 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
        "log ACCESS EXCLUSIVE", "no no");
    row("VACUUM FULL emp", "emp ACCESS EXCLUSIVE", "yes yes");
    row("CLUSTER emp USING emp_name", "emp ACCESS EXCLUSIVE", "yes no");
    row("ALTER TABLE emp SET UNLOGGED", "emp ACCESS EXCLUSIVE", "yes no");
    row("CREATE TRIGGER t BEFORE INSERT ON emp FOR EACH ROW EXECUTE FUNCTION noop()",
        "emp SHARE ROW EXCLUSIVE", "no no");
    row("ALTER TABLE emp DISABLE TRIGGER emp_noop", "emp SHARE ROW EXCLUSIVE", "no no");
    row("CREATE POLICY p ON emp USING (true)", "emp ACCESS EXCLUSIVE", "no no");
    row("REFRESH MATERIALIZED VIEW totals", "totals ACCESS EXCLUSIVE", "yes yes");
    row("REFRESH MATERIALIZED VIEW CONCURRENTLY totals", "totals EXCLUSIVE", "no yes");
    row("ALTER TABLE emp SET (fillfactor = 70)", "emp SHARE UPDATE EXCLUSIVE", "no no");
    row("ALTER TABLE emp ALTER COLUMN name SET STATISTICS 500", "emp SHARE UPDATE EXCLUSIVE", "no no");
    row("COMMENT ON COLUMN emp.name IS 'x'", "emp SHARE UPDATE EXCLUSIVE", "no no");
    row("UPDATE emp SET name = 'x'", "emp ROW EXCLUSIVE", "no yes");
    row("UPDATE emp SET name = d.name FROM dept d WHERE d.id = dept_id",
        "dept ACCESS SHARE, emp ROW EXCLUSIVE", "no ?");
    row("WITH old AS (DELETE FROM log_2 RETURNING text) INSERT INTO dept (id, name) SELECT 5, text FROM old",
        "dept ROW EXCLUSIVE, log_2 ROW EXCLUSIVE", "no ?");
    row("SELECT * FROM emp JOIN dept ON true FOR UPDATE", "dept ROW SHARE, emp ROW SHARE", "no ?");
    row("CREATE TABLE t (a int REFERENCES dept (id))", "dept SHARE ROW EXCLUSIVE", "no no");
    row("CREATE TABLE t AS SELECT * FROM emp", "emp ACCESS SHARE", "no ?");
    row("CREATE OR REPLACE VIEW staff AS SELECT id FROM emp", "emp ACCESS SHARE, staff ACCESS EXCLUSIVE",
        "no no");
    row("ALTER SEQUENCE counter RESTART", "counter SHARE ROW EXCLUSIVE", "no no");
    row("LOCK TABLE emp IN SHARE MODE", "emp SHARE", "no no");
    row("ALTER TABLE emp ADD COLUMN a int, ADD COLUMN b serial", "emp ACCESS EXCLUSIVE", "yes no");
}

void TestStatementFacts::judged()
{
    QFETCH(QString, sql);
    QFETCH(QString, locks);
    QFETCH(QString, rewriteScan);
    const StatementFacts facts = factsOf(sql);
    QVERIFY2(facts.syntaxError.isEmpty(), qPrintable(facts.syntaxError));
    QCOMPARE(locksText(facts), locks);
    QCOMPARE(flag(facts.rewrite) + u" "_qs + flag(facts.scan), rewriteScan);
    QVERIFY(facts.locksKnown);
}

void TestStatementFacts::agreesWithPgLocks_data()
{
    judged_data();
    const auto row
        = [](const char *sql) { QTest::newRow(sql) << QString::fromUtf8(sql) << QString() << u"-"_qs; };
    row("ALTER TABLE emp DROP CONSTRAINT emp_dept_fk");
    row("DROP INDEX emp_name");
    row("DROP TABLE emp CASCADE");
    row("DROP TRIGGER emp_noop ON emp");
    row("DROP POLICY emp_policy ON emp");
    row("ALTER POLICY emp_policy ON emp USING (false)");
    row("ALTER TABLE emp ENABLE ROW LEVEL SECURITY");
    row("ALTER TABLE emp OWNER TO postgres");
    row("COMMENT ON TABLE emp IS 'x'");
    row("CREATE STATISTICS s ON id, boss FROM emp");
    row("REINDEX INDEX emp_name");
    row("CREATE RULE r AS ON DELETE TO emp DO INSTEAD NOTHING");
    row("DELETE FROM emp WHERE id = 7");
    row("ALTER VIEW staff RENAME TO people");
    row("ANALYZE emp");
}

/// What a statement really locks, by pg_locks, against what its text was judged to lock. Rewrites by file
/// node.
void TestStatementFacts::agreesWithPgLocks()
{
    QFETCH(QString, sql);
    QFETCH(QString, rewriteScan);
    const StatementFacts facts = factsOf(sql);
    if (!facts.transactionRefusal.isEmpty() || sql.contains(u"hr.") || sql.contains(u"mystery"))
        return;
    const auto connection = m_postgres->connect(m_database);
    const auto rows = [&](const QString &query) {
        QMap<QString, QString> map;
        const auto result = connection->query(query);
        for (size_t i = 0; result.ok() && i < result->rows.size(); ++i)
            map.insert(result->text(i, 0), result->text(i, 1));
        return map;
    };
    const QString fileNodes
        = u"SELECT oid, relfilenode FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"_qs;
    const QMap<QString, QString> names
        = rows(u"SELECT oid, relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S') "
               "AND relnamespace = 'public'::regnamespace"_qs);
    const QMap<QString, QString> filesBefore = rows(fileNodes);
    QVERIFY(connection->query(u"BEGIN"_qs).ok());
    const auto reply = connection->run(sql);
    const bool fails = sql.contains(u"a int NOT NULL"); // the table has a row
    QVERIFY2(!reply.failure || fails, reply.failure ? qPrintable(reply.failure->message) : "");
    if (fails)
        return;
    const auto held = connection->query(
        u"SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'"_qs);
    QMap<QString, int> strongest;
    for (size_t i = 0; i < held->rows.size(); ++i) {
        const QString name = names.value(held->text(i, 0));
        if (!name.isEmpty())
            strongest[name] = std::max(strongest.value(name, -1), strength(held->text(i, 1)));
    }
    const QMap<QString, QString> filesAfter = rows(fileNodes);
    QVERIFY(connection->query(u"ROLLBACK"_qs).ok());
    for (const LockClaim &claim : facts.locks) {
        if (strongest.contains(claim.table))
            QVERIFY2(strongest.take(claim.table) == int(claim.mode), qPrintable(claim.table));
    }
    // Plain reading is no lock that anybody notices; everything stronger must be claimed or announced.
    for (auto other = strongest.cbegin(); other != strongest.cend(); ++other)
        QVERIFY2(other.value() == 0 || facts.hiddenTables, qPrintable(other.key()));
    if (facts.rewrite && facts.kind == StatementClass::Ddl && !sql.startsWith(u"TRUNCATE")
        && !sql.startsWith(u"DROP") && !sql.startsWith(u"REFRESH")) {
        bool rewritten = false;
        for (auto file = filesBefore.cbegin(); file != filesBefore.cend(); ++file)
            rewritten = rewritten || filesAfter.value(file.key()) != file.value();
        QCOMPARE(rewritten, *facts.rewrite);
    }
}

void TestStatementFacts::transactionRefusals_data()
{
    QTest::addColumn<QString>("refusal");
    QTest::addColumn<bool>("concurrently");
    const auto row = [](const char *sql, const char *refusal, bool concurrently) {
        QTest::newRow(sql) << QString::fromUtf8(refusal) << concurrently;
    };
    row("CREATE INDEX CONCURRENTLY i ON emp (boss)",
        "CREATE INDEX CONCURRENTLY cannot run inside a transaction", true);
    row("DROP INDEX CONCURRENTLY emp_name", "DROP INDEX CONCURRENTLY cannot run inside a transaction", true);
    row("REINDEX TABLE CONCURRENTLY emp", "REINDEX CONCURRENTLY cannot run inside a transaction", true);
    row("REINDEX (CONCURRENTLY) TABLE emp", "REINDEX CONCURRENTLY cannot run inside a transaction", true);
    row("ALTER TABLE log DETACH PARTITION log_1 CONCURRENTLY",
        "ALTER TABLE log DETACH PARTITION CONCURRENTLY cannot run inside a transaction", true);
    row("VACUUM emp", "VACUUM cannot run inside a transaction", false);
    row("CREATE DATABASE x", "CREATEDB cannot run inside a transaction", false);
    row("ALTER SYSTEM SET work_mem = '8MB'", "ALTER SYSTEM cannot run inside a transaction", false);
    row("REINDEX SCHEMA public", "REINDEX of a schema or database cannot run inside a transaction", false);
    row("ALTER TYPE mood ADD VALUE 'sad'", "", false);
    row("ANALYZE emp", "", false);
    row("CREATE INDEX i ON emp (boss)", "", false);
}

/// Every refusal is PostgreSQL's own: inside a transaction the server says 25001.
void TestStatementFacts::transactionRefusals()
{
    QFETCH(QString, refusal);
    QFETCH(bool, concurrently);
    const QString sql = QString::fromUtf8(QTest::currentDataTag());
    const StatementFacts facts = factsOf(sql);
    QCOMPARE(facts.transactionRefusal, refusal);
    QCOMPARE(facts.concurrently, concurrently);
    const auto connection = m_postgres->connect(m_database);
    QVERIFY(connection->query(u"BEGIN"_qs).ok());
    const auto reply = connection->run(sql);
    QCOMPARE(reply.failure && reply.failure->sqlState == u"25001", !refusal.isEmpty());
}

void TestStatementFacts::kinds_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("command");
    const auto row = [](const char *sql, StatementClass kind, const char *command) {
        QTest::newRow(sql) << int(kind) << QString::fromUtf8(command);
    };
    row("CREATE TABLE t (a int)", StatementClass::Ddl, "CREATE TABLE");
    row("CREATE UNIQUE INDEX i ON t (a)", StatementClass::Ddl, "CREATE INDEX");
    row("ALTER TABLE t ADD a int", StatementClass::Ddl, "ALTER TABLE");
    row("ALTER TABLE t RENAME TO u", StatementClass::Ddl, "ALTER TABLE");
    row("DROP MATERIALIZED VIEW v", StatementClass::Ddl, "DROP MATVIEW");
    row("CREATE TYPE m AS ENUM ('a')", StatementClass::Ddl, "CREATE ENUM");
    row("INSERT INTO t VALUES (1)", StatementClass::Dml, "INSERT");
    row("SELECT 1", StatementClass::Select, "SELECT");
    row("COMMIT", StatementClass::TransactionControl, "TRANSACTION");
    row("SET search_path = a", StatementClass::Session, "VARIABLE SET");
    row("DO $$ BEGIN END $$", StatementClass::Utility, "DO");
    row("COPY t TO '/tmp/x'", StatementClass::Copy, "COPY");
}

void TestStatementFacts::kinds()
{
    QFETCH(int, kind);
    QFETCH(QString, command);
    const StatementFacts facts = factsOf(QString::fromUtf8(QTest::currentDataTag()));
    QCOMPARE(int(facts.kind), kind);
    QCOMPARE(facts.command, command);
}

void TestStatementFacts::notUnderstood()
{
    const StatementFacts facts = factsOf(u"CREATE TABEL t (a int)"_qs);
    QCOMPARE(facts.kind, StatementClass::NotUnderstood);
    QCOMPARE(facts.syntaxError, u"syntax error at or near \"TABEL\""_qs);
    QCOMPARE(facts.syntaxErrorPosition, 8);
    QVERIFY(!facts.locksKnown && !facts.rewrite && !facts.scan);
    QVERIFY(!factsOf(u"DO $$ BEGIN END $$"_qs).locksKnown);
}

void TestStatementFacts::enumValues()
{
    QVERIFY(factsOf(u"ALTER TYPE mood ADD VALUE IF NOT EXISTS 'x' BEFORE 'ok'"_qs).addsEnumValue);
    QVERIFY(!factsOf(u"ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'"_qs).addsEnumValue);
}

void TestStatementFacts::copyFromStdin()
{
    QVERIFY(factsOf(u"COPY emp (id) FROM STDIN"_qs).copyFromStdin);
    QVERIFY(!factsOf(u"COPY emp FROM '/tmp/x'"_qs).copyFromStdin);
    QVERIFY(!factsOf(u"COPY emp TO STDOUT"_qs).copyFromStdin);
}

void TestStatementFacts::createdTables()
{
    QCOMPARE(factsOf(u"CREATE TABLE hr.\"A b\" (x int)"_qs).createdTables, QStringList{u"hr.\"A b\""_qs});
    QCOMPARE(factsOf(u"SELECT 1 AS a INTO fresh"_qs).createdTables, QStringList{u"fresh"_qs});
}

void TestStatementFacts::severalStatements()
{
    const StatementFacts facts
        = factsOf(u"SELECT 1; CREATE INDEX i ON emp (id); UPDATE dept SET name = 'x'; COMMIT"_qs);
    QCOMPARE(facts.kind, StatementClass::TransactionControl);
    QCOMPARE(locksText(facts), u"dept ROW EXCLUSIVE, emp SHARE"_qs);
    QCOMPARE(facts.scan, std::optional(true));
}

QTEST_GUILESS_MAIN(TestStatementFacts)
#include "tst_statementfacts.moc"

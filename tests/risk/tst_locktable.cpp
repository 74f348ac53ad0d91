#include "migrations/database/livefactsreader.h"
#include "migrations/risk/linter.h"
#include "tests/risk/plans.h"
#include "tests/support/postgresfixture.h"

#include <QMap>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

/// What each rule says of locks, rewrites and scans against what the server does: locks from pg_locks,
/// rewrites from file nodes, scans from the transaction's own statistics.
class TestLockTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_postgres.reset(); }
    void claims_data();
    void claims();
    void concurrently_data();
    void concurrently();
    void enumValueInOneTransaction();
    void liveFacts();

private:
    /// Keys are names, values what the query's second column says.
    QMap<QString, QString> pairs(Connection &connection, const QString &sql) const;

    std::optional<PostgresFixture> m_postgres;
    QString m_database;
};

void TestLockTable::initTestCase()
{
    m_postgres.emplace();
    m_database = m_postgres->createDatabase();
    m_postgres->execute(m_database,
        {QStringLiteral("CREATE TABLE dept (id int PRIMARY KEY, name varchar(20))"),
            QStringLiteral("CREATE TABLE emp (id int NOT NULL, dept_id int, name varchar(20), boss int, "
                           "salary numeric(8,2), proven int, note text NOT NULL, "
                           "CONSTRAINT emp_proven CHECK (proven IS NOT NULL), "
                           "CONSTRAINT fk_emp_dept FOREIGN KEY (dept_id) REFERENCES dept (id))"),
            QStringLiteral(
                "ALTER TABLE emp ADD CONSTRAINT fk_late FOREIGN KEY (boss) REFERENCES dept (id) NOT VALID"),
            QStringLiteral("CREATE INDEX emp_name ON emp (name)"),
            QStringLiteral("CREATE UNIQUE INDEX emp_boss ON emp (boss)"),
            QStringLiteral("CREATE TABLE log (day int, text text) PARTITION BY RANGE (day)"),
            QStringLiteral("CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (2)"),
            QStringLiteral("CREATE TABLE log_2 (day int, text text)"),
            QStringLiteral("CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM emp"),
            QStringLiteral(
                "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"),
            QStringLiteral("CREATE DOMAIN posint AS int CHECK (VALUE > 0)"),
            QStringLiteral("CREATE DOMAIN plain AS int"), QStringLiteral("CREATE TYPE mood AS ENUM ('ok')"),
            QStringLiteral("INSERT INTO dept SELECT i, 'd' || i FROM generate_series(1, 2000) i"),
            QStringLiteral(
                "INSERT INTO emp SELECT i, i, 'e' || i, i, i, i, '' FROM generate_series(1, 2000) i"),
            QStringLiteral("INSERT INTO log_2 SELECT 2, 'x' FROM generate_series(1, 2000)"),
            QStringLiteral("ANALYZE")});
}

void TestLockTable::claims_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char *rule, const char *sql) {
        QTest::addRow("%s: %s", rule, sql) << QString::fromUtf8(sql);
    };
    row("add-column-volatile-default", "ALTER TABLE emp ADD COLUMN a uuid DEFAULT gen_random_uuid()");
    row("add-column-auto-increment", "ALTER TABLE emp ADD COLUMN a bigserial");
    row("add-column-auto-increment", "ALTER TABLE emp ADD COLUMN a int GENERATED ALWAYS AS IDENTITY");
    row("add-column-stored-generated",
        "ALTER TABLE emp ADD COLUMN a int GENERATED ALWAYS AS (id + 1) STORED");
    row("add-column-domain", "ALTER TABLE emp ADD COLUMN a posint");
    row("set-not-null", "ALTER TABLE emp ALTER COLUMN boss SET NOT NULL");
    row("set-not-null", "ALTER TABLE emp ALTER COLUMN proven SET NOT NULL");
    row("drop-not-null", "ALTER TABLE emp ALTER COLUMN note DROP NOT NULL");
    row("change-column-type", "ALTER TABLE emp ALTER COLUMN id TYPE bigint");
    row("change-column-type", "ALTER TABLE emp ALTER COLUMN name TYPE varchar(40)");
    row("change-column-type", "ALTER TABLE emp ALTER COLUMN name TYPE varchar(10)");
    row("change-column-type", "ALTER TABLE emp ALTER COLUMN name TYPE text");
    row("change-column-type", "ALTER TABLE emp ALTER COLUMN salary TYPE numeric(12,2)");
    row("change-column-type", "ALTER TABLE emp ALTER COLUMN salary TYPE numeric(12,4)");
    row("change-column-type", "ALTER TABLE emp ALTER COLUMN name TYPE int USING length(name)");
    row("drop-column", "ALTER TABLE emp DROP COLUMN note");
    row("rename-column", "ALTER TABLE emp RENAME COLUMN note TO remark");
    row("add-foreign-key", "ALTER TABLE emp ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES dept (id)");
    row("add-column-references", "ALTER TABLE emp ADD COLUMN a int REFERENCES dept (id)");
    row("validate-constraint", "ALTER TABLE emp VALIDATE CONSTRAINT fk_late");
    row("drop-constraint", "ALTER TABLE emp DROP CONSTRAINT fk_emp_dept");
    row("add-check", "ALTER TABLE emp ADD CONSTRAINT c CHECK (id > 0)");
    row("add-unique", "ALTER TABLE emp ADD CONSTRAINT u UNIQUE (name)");
    row("add-primary-key", "ALTER TABLE emp ADD PRIMARY KEY (id)");
    row("add-primary-key", "ALTER TABLE emp ADD CONSTRAINT pk PRIMARY KEY USING INDEX emp_boss");
    row("add-exclusion", "ALTER TABLE emp ADD CONSTRAINT x EXCLUDE USING btree (id WITH =)");
    row("truncate", "TRUNCATE log_2");
    row("create-index", "CREATE INDEX i ON emp (boss)");
    row("drop-index", "DROP INDEX emp_name");
    row("reindex", "REINDEX TABLE emp");
    row("drop-table", "DROP TABLE log_2");
    row("rename-table", "ALTER TABLE emp RENAME TO staff");
    row("detach-partition", "ALTER TABLE log DETACH PARTITION log_1");
    row("attach-partition", "ALTER TABLE log ATTACH PARTITION log_2 FOR VALUES FROM (2) TO (3)");
    row("create-partition", "CREATE TABLE log_3 PARTITION OF log FOR VALUES FROM (3) TO (4)");
    row("vacuum-full", "CLUSTER emp USING emp_name");
    row("set-storage", "ALTER TABLE emp SET UNLOGGED");
    row("trigger", "CREATE TRIGGER t BEFORE INSERT ON emp FOR EACH ROW EXECUTE FUNCTION noop()");
    row("trigger", "ALTER TABLE emp DISABLE TRIGGER ALL");
    row("policy", "CREATE POLICY p ON emp USING (true)");
    row("policy", "ALTER TABLE emp ENABLE ROW LEVEL SECURITY");
    row("policy", "ALTER TABLE emp OWNER TO CURRENT_USER");
    row("refresh-view", "REFRESH MATERIALIZED VIEW totals");
    row("backfill", "UPDATE emp SET note = 'x'");
}

QMap<QString, QString> TestLockTable::pairs(Connection &connection, const QString &sql) const
{
    QMap<QString, QString> map;
    const Result<ResultRows> rows = connection.query(sql);
    for (size_t i = 0; rows.ok() && i < rows->rows.size(); ++i)
        map.insert(rows->text(i, 0), rows->text(i, 1));
    return map;
}

void TestLockTable::claims()
{
    QFETCH(QString, sql);
    const QString rule = QString::fromUtf8(QTest::currentDataTag()).section(u':', 0, 0);
    const auto connection = m_postgres->connect(m_database);
    const Plan plan = planOf(sql);
    const Result<LiveFacts> live = readLiveFacts(*connection, lintedObjects(plan));
    QVERIFY2(live.ok(), live ? "" : qPrintable(live.error().message));
    LintOptions options;
    options.live = &*live;
    std::optional<Finding> claim;
    for (const Finding &finding : lint(plan, options)) {
        if (finding.rule == rule)
            claim = finding;
    }
    QVERIFY2(claim, "the rule says nothing");
    QVERIFY(!claim->locks.empty());

    const QString files = QStringLiteral(
        "SELECT relname, relfilenode FROM pg_class WHERE relname IN ('emp', 'dept', 'log_1', 'log_2')");
    const QMap<QString, QString> filesBefore = pairs(*connection, files);
    QVERIFY(connection->query(QStringLiteral("BEGIN")).ok());
    const QMap<QString, QString> names = pairs(*connection,
        QStringLiteral("SELECT oid, relname FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND relnamespace "
                       "= 'public'::regnamespace"));
    const QString scanned
        = QStringLiteral("SELECT relname, seq_scan + coalesce(idx_scan, 0) FROM pg_stat_xact_user_tables");
    const QMap<QString, QString> scansBefore = pairs(*connection, scanned);
    const auto reply = connection->run(sql);
    QVERIFY2(!reply.failure, reply.failure ? qPrintable(reply.failure->message) : "");
    const auto held = connection->query(QStringLiteral(
        "SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'"));
    const QMap<QString, QString> scansAfter = pairs(*connection, scanned);
    const QMap<QString, QString> filesAfter = pairs(*connection, files);
    QVERIFY(connection->query(QStringLiteral("ROLLBACK")).ok());

    QMap<QString, QStringList> modes;
    for (size_t i = 0; i < held->rows.size(); ++i)
        modes[names.value(held->text(i, 0))] << held->text(i, 1).toLower().remove(QLatin1String("lock"));
    for (const LockClaim &lock : claim->locks) {
        const QString mode = lockModeName(lock.mode).toLower().remove(u' ');
        QVERIFY2(modes.value(lock.table).contains(mode),
            qPrintable(QStringLiteral("%1: %2 claimed, %3 held")
                           .arg(lock.table, mode, modes.value(lock.table).join(u' '))));
    }
    const QString table = claim->tables.value(0);
    if (claim->rewrite && filesBefore.contains(table) && filesAfter.contains(table))
        QCOMPARE(*claim->rewrite, filesAfter.value(table) != filesBefore.value(table));
    // A key's check may go by the indexes of both sides; a rewrite reads too.
    if (claim->scan && scansAfter.contains(table) && !claim->rewrite.value_or(false))
        QCOMPARE(*claim->scan, scansAfter.value(table).toLongLong() > scansBefore.value(table).toLongLong());
}

void TestLockTable::concurrently_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char *sql) { QTest::newRow(sql) << QString::fromUtf8(sql); };
    row("CREATE INDEX CONCURRENTLY i ON emp (boss)");
    row("DROP INDEX CONCURRENTLY emp_name");
    row("REINDEX TABLE CONCURRENTLY emp");
    row("ALTER TABLE log DETACH PARTITION log_1 CONCURRENTLY");
}

/// What the rule calls refused in a transaction is refused by the server.
void TestLockTable::concurrently()
{
    QFETCH(QString, sql);
    const auto connection = m_postgres->connect(m_database);
    QVERIFY(connection->query(QStringLiteral("BEGIN")).ok());
    const auto reply = connection->run(sql);
    QVERIFY(reply.failure);
    QCOMPARE(reply.failure->sqlState, QStringLiteral("25001"));
    bool said = false;
    for (const Finding &finding : lint(planOf(sql), {}))
        said = said || finding.rule == u"concurrently-in-transaction";
    QVERIFY(said);
}

void TestLockTable::enumValueInOneTransaction()
{
    const auto connection = m_postgres->connect(m_database);
    QVERIFY(connection->query(QStringLiteral("BEGIN")).ok());
    QVERIFY(connection->query(QStringLiteral("ALTER TYPE mood ADD VALUE 'sad'")).ok());
    const auto reply = connection->run(QStringLiteral("SELECT 'sad'::mood"));
    QVERIFY(reply.failure);
    QCOMPARE(reply.failure->sqlState, QStringLiteral("55P04"));
}

void TestLockTable::liveFacts()
{
    const auto connection = m_postgres->connect(m_database);
    const Result<LiveFacts> live = readLiveFacts(*connection,
        {{QStringLiteral("emp"), QStringLiteral("public.dept"), QStringLiteral("no_such")},
            {QStringLiteral("emp_name")},
            {QStringLiteral("posint"), QStringLiteral("plain"), QStringLiteral("mood")}});
    QVERIFY2(live.ok(), live ? "" : qPrintable(live.error().message));
    QCOMPARE(live->tables.size(), 2);
    const LiveTable *emp = live->table(QStringLiteral("emp"));
    QVERIFY(emp);
    QCOMPARE(emp->rows.value_or(-1), qint64(2000));
    QVERIFY(emp->bytes.value_or(0) > 8192 && emp->totalBytes.value_or(0) > *emp->bytes);
    QCOMPARE(emp->column(QStringLiteral("name"))->type, QStringLiteral("character varying(20)"));
    QCOMPARE(emp->constraint(QStringLiteral("fk_emp_dept"))->otherTable, QStringLiteral("dept"));
    QVERIFY(!emp->constraint(QStringLiteral("fk_late"))->validated);
    QVERIFY(emp->provesNotNull(QStringLiteral("proven")));
    QVERIFY(live->index(QStringLiteral("emp_name"))->valid);
    QCOMPARE(live->constrainedDomains, QStringList{QStringLiteral("posint")});
}

QTEST_GUILESS_MAIN(TestLockTable)
#include "tst_locktable.moc"

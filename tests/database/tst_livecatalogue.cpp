#include "migrations/database/livecataloguereader.h"
#include "migrations/scripts/evaluator.h"
#include "migrations/scripts/livetables.h"
#include "tests/support/postgresfixture.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

const QStringList start{QStringLiteral("CREATE SCHEMA other"),
    QStringLiteral("CREATE TABLE other.hidden (id int)"),
    QStringLiteral("CREATE TABLE teams (id serial PRIMARY KEY, name text UNIQUE)"),
    QStringLiteral(
        "CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, gone int, team_id int CONSTRAINT "
        "users_team REFERENCES teams (id), CONSTRAINT positive CHECK (id > 0))"),
    QStringLiteral("ALTER TABLE users DROP COLUMN gone"),
    QStringLiteral("CREATE INDEX ix_users_name ON users (name)"),
    QStringLiteral("CREATE UNIQUE INDEX ix_lower ON users (lower(name))"),
    QStringLiteral(
        "CREATE TABLE kinds (a int, b bigint, c smallint, d varchar, e varchar(5), f char(3), g text, h "
        "boolean, "
        "i date, j timestamp, k timestamptz(3), l time, m timetz, n numeric, o numeric(10, 2), p numeric(7), "
        "q real, "
        "r uuid, s json, t jsonb, u bytea, v inet, w cidr, x macaddr, y interval, z double precision, "
        "filled int DEFAULT 5)"),
    QStringLiteral("CREATE TABLE alembic_version (version_num varchar(32))"),
    QStringLiteral("CREATE VIEW names AS SELECT name FROM users")};

/// Everything an Inspector is asked, written down by the script itself.
const QByteArray tells = R"(
import json
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

def upgrade():
    i = sa.inspect(op.get_bind())
    told = []
    for t in ["users", "teams", "names", "nothing", "hidden", "alembic_version"]:
        told.append([t, i.has_table(t)])
    told.append(sorted(i.get_table_names()))
    told.append(i.has_table("hidden", schema="other"))
    told.append(i.get_table_names(schema="other"))
    for t in ["users", "teams"]:
        told.append([[c["name"], c["nullable"]] for c in i.get_columns(t)])
        told.append(sorted([str(x["name"]) + str(x["unique"]) + str(x.get("duplicates_constraint")) for x in i.get_indexes(t)]))
        told.append([[k["name"], k["constrained_columns"], k["referred_schema"], k["referred_table"], k["referred_columns"]] for k in i.get_foreign_keys(t)])
        told.append([[u["name"], u["column_names"]] for u in i.get_unique_constraints(t)])
        told.append([c["name"] for c in i.get_check_constraints(t)])
        told.append(i.get_pk_constraint(t)["name"])
        told.append(i.get_pk_constraint(t)["constrained_columns"])
    for c in i.get_columns("kinds"):
        t = c["type"]
        told.append([c["name"], isinstance(t, sa.String), isinstance(t, (sa.Integer, sa.Float)), isinstance(t, sa.Text),
            c["name"] in "qz" or isinstance(t, sa.Numeric), isinstance(t, sa.DateTime), isinstance(t, sa.Time), isinstance(t, sa.JSON),
            isinstance(t, postgresql.JSON), isinstance(t, postgresql.UUID), isinstance(t, postgresql.TIMESTAMP),
            isinstance(t, sa.LargeBinary), isinstance(t, sa.Boolean), isinstance(t, sa.Date), isinstance(t, sa.Interval),
            isinstance(t, sa.BigInteger), isinstance(t, sa.VARCHAR), isinstance(t, sa.Enum)])
        if c["name"] != "z":
            told.append([str(t), f"{t}".lower(), "%s" % t])
        if c["name"] != "filled":
            told.append(c["default"] is None)
        if c["name"] in "def":
            told.append(t.length)
        if c["name"] in "nop":
            told.append([t.precision, t.scale])
        op.add_column("teams", sa.Column(c["name"] + "_copy", t))
    op.alter_column("teams", "id", existing_type=i.get_columns("kinds")[0]["type"], comment="kept")
    op.execute(sa.text("CREATE TABLE told AS SELECT CAST(:t AS text) AS t").bindparams(t=json.dumps(told)))
)";

/// The usual guards.
const QByteArray changes = R"(
from alembic import op
import sqlalchemy as sa

def has(t, c):
    return any(x["name"] == c for x in sa.inspect(op.get_bind()).get_columns(t))

def upgrade():
    bind = op.get_bind()
    tables = sa.inspect(bind).get_table_names()
    if "users" in tables and not has("users", "email"):
        op.add_column("users", sa.Column("email", sa.String(50)))
    if not has("users", "name"):
        op.add_column("users", sa.Column("name", sa.String(50)))
    if has("users", "email"):
        op.create_index("ix_users_email", "users", ["email"])
    if "ix_users_email" in [x["name"] for x in sa.inspect(bind).get_indexes("users")]:
        op.execute("COMMENT ON TABLE users IS 'indexed'")
    for key in sa.inspect(bind).get_foreign_keys("users"):
        if key["referred_table"] == "teams":
            op.drop_constraint(key["name"], "users", type_="foreignkey")
    if not sa.inspect(bind).has_table("roles"):
        op.create_table("roles", sa.Column("id", sa.Integer, primary_key=True))
    if sa.inspect(bind).has_table("roles"):
        op.add_column("roles", sa.Column("title", sa.Text))
)";

/// Guards with try: nothing fails.
const QByteArray attempts = R"(
from alembic import op
import sqlalchemy as sa

def columns(t):
    try:
        return [c["name"] for c in sa.inspect(op.get_bind()).get_columns(t)]
    except sa.exc.NoSuchTableError:
        return []

def upgrade():
    try:
        op.drop_index("ix_users_name", "users")
    except Exception as error:
        print("no index", error)
    if not columns("roles") and columns("users"):
        op.create_table("roles", sa.Column("id", sa.Integer, primary_key=True))
    try:
        op.add_column("roles", sa.Column("title", sa.Text))
    except sa.exc.ProgrammingError:
        op.execute("DROP TABLE roles")
    else:
        op.execute("COMMENT ON TABLE users IS 'tried'")
)";

/// A guarded statement that fails: what it is guarded with does not help in PostgreSQL.
const QByteArray failing = R"(
from alembic import op
import sqlalchemy as sa

def upgrade():
    op.add_column("users", sa.Column("email", sa.Text))
    try:
        op.drop_index("ix_that_is_not_there", "users")
    except Exception:
        pass
)";

} // namespace

/// Guards decided by our reading of the catalogue do what they do under real Alembic.
class TestLiveCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres = std::make_unique<PostgresFixture>(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void sameAsAlembic_data();
    void sameAsAlembic();
    void failsLikeAlembic();

private:
    QString freshDatabase()
    {
        const QString database = m_postgres->createDatabase();
        m_postgres->execute(database, start);
        return database;
    }
    QStringList statementsOf(const QString &database, const QByteArray &script)
    {
        const auto connection = m_postgres->connect(database);
        LiveTables live(liveReader(*connection));
        EvaluationOptions options;
        options.generation = Generation::Debian12;
        const auto body
            = evaluateScript(script, QStringLiteral("rev.py"), Direction::Upgrade, options, &live);
        if (!body || !body->native()) {
            qWarning("%s", body && !body->reasons.empty() ? qPrintable(body->reasons.front().reason) : "?");
            return {};
        }
        Compiler compiler({options.generation, false});
        QStringList statements;
        for (const Operation &operation : body->operations) {
            const auto compiled = compiler.compile(operation);
            for (const Statement &statement : compiled.ok() ? *compiled : std::vector<Statement>())
                statements += statement.sql;
        }
        return statements;
    }
    void runTheirs(const QString &database, const QByteArray &script, int expectedExit = 0)
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("rev.py")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(script) > 0);
        file.close();
        QProcess python;
        python.setProcessChannelMode(QProcess::MergedChannels);
        python.start(QStringLiteral("/usr/bin/python3"),
            {QStringLiteral(STILLROOM_SOURCE_DIR "/tests/database/guards.py"), m_postgres->url(database),
                file.fileName()});
        QVERIFY(python.waitForFinished(60'000));
        const QByteArray said = python.readAll();
        if (said.contains("No module named"))
            QSKIP("Debian's Alembic and psycopg2 are not installed");
        QVERIFY2(python.exitCode() == expectedExit, said.constData());
    }
    QStringList stateOf(const QString &database)
    {
        return m_postgres->rows(database,
                   QStringLiteral(
                       "SELECT table_schema, table_name, column_name, data_type, is_nullable, "
                       "character_maximum_length, numeric_precision, numeric_scale, datetime_precision FROM "
                       "information_schema.columns WHERE table_schema IN ('public', 'other') ORDER BY 1, 2, "
                       "ordinal_position"))
            + m_postgres->rows(database,
                QStringLiteral("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"))
            + m_postgres->rows(database,
                QStringLiteral("SELECT conname FROM pg_constraint WHERE connamespace = "
                               "'public'::regnamespace ORDER BY 1"))
            + m_postgres->rows(database, QStringLiteral("SELECT obj_description('users'::regclass)"));
    }

    std::unique_ptr<PostgresFixture> m_postgres;
};

void TestLiveCatalogue::sameAsAlembic_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<bool>("tells");
    QTest::newRow("answers") << tells << true;
    QTest::newRow("changes") << changes << false;
    QTest::newRow("attempts") << attempts << false;
}

void TestLiveCatalogue::sameAsAlembic()
{
    QFETCH(QByteArray, script);
    QFETCH(bool, tells);
    const QString ours = freshDatabase();
    const QString theirs = freshDatabase();
    const QStringList before = stateOf(ours);
    const QStringList statements = statementsOf(ours, script);
    QVERIFY(!statements.isEmpty());
    m_postgres->execute(ours, statements);
    runTheirs(theirs, script);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(stateOf(ours), stateOf(theirs));
    QVERIFY(stateOf(ours) != before);
    if (tells) {
        const QString select = QStringLiteral("SELECT t FROM told");
        QCOMPARE(m_postgres->rows(ours, select), m_postgres->rows(theirs, select));
    }
}

void TestLiveCatalogue::failsLikeAlembic()
{
    const QString ours = freshDatabase();
    const QString theirs = freshDatabase();
    const QStringList before = stateOf(theirs);
    const QStringList statements = statementsOf(ours, failing);
    QCOMPARE(statements,
        (QStringList{QStringLiteral("ALTER TABLE users ADD COLUMN email TEXT"),
            QStringLiteral("DROP INDEX ix_that_is_not_there")}));
    const auto connection = m_postgres->connect(ours);
    QVERIFY(connection->query(QStringLiteral("BEGIN")).ok());
    QVERIFY(connection->query(statements[0]).ok());
    QVERIFY(!connection->query(statements[1]).ok());
    QVERIFY(connection->query(QStringLiteral("ROLLBACK")).ok());
    runTheirs(theirs, failing, 1);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(stateOf(theirs), before);
    QCOMPARE(stateOf(ours), before);
}

QTEST_GUILESS_MAIN(TestLiveCatalogue)
#include "tst_livecatalogue.moc"

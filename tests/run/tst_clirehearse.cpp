#include "tests/cli/clirunner.h"
#include "tests/support/pgdump.h"
#include "tests/support/postgresfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QJsonObject objectOf(const CliResult &result)
{
    return QJsonDocument::fromJson(result.out.toUtf8()).object();
}

/// "add column people.name (c3cc)" of every change in a list.
QString changesOf(const QJsonValue &list)
{
    QStringList all;
    for (const QJsonValue &change : list.toArray()) {
        QString text = change[QLatin1String("action")].toString() + u' '
            + change[QLatin1String("kind")].toString() + u' ' + change[QLatin1String("object")].toString();
        if (change[QLatin1String("revision")].isString())
            text += QStringLiteral(" (%1)").arg(change[QLatin1String("revision")].toString());
        all += text;
    }
    return all.join(QStringLiteral(", "));
}

void writeLine(const CliProject &project)
{
    project.revision("a1aa", "None",
        "op.create_table('people', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('born', "
        "sa.String(20)))",
        "op.drop_table('people')");
    project.revision("b2bb", "'a1aa'", "op.create_index('ix_people_born', 'people', ['born'])",
        "op.drop_index('ix_people_born', 'people')");
    project.revision("c3cc", "'b2bb'",
        "op.add_column('people', sa.Column('name', sa.Text(), nullable=False, server_default=''))\n"
        "    op.alter_column('people', 'born', type_=sa.Text())",
        "op.drop_column('people', 'name')");
}

} // namespace

/// `rehearse` and `diff` on a real server: what they say, and that nothing of it stays.
class TestCliRehearse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void init()
    {
        m_project = std::make_unique<CliProject>();
        writeLine(*m_project);
        m_database = m_postgres->createDatabase();
        QCOMPARE(run({QStringLiteral("upgrade"), QStringLiteral("a1aa")}).status, 0);
        m_postgres->execute(m_database,
            {QStringLiteral("INSERT INTO people (born) SELECT n::text FROM generate_series(1, 50) n")});
    }
    void measuresEachStep();
    void isKept();
    void gradesTheWayBack();
    void rowsMeetNewConstraints();
    void liveStaysAsItWas();
    void onTheTargetsServer();
    void killedOnTheTargetsServer();
    void projectPython();
    void pendingAndObjects();
    void driftPlanted();
    void unversioned();
    void unversionedBranch();
    void otherVersionTable();

private:
    CliResult run(const QStringList &arguments) const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DATABASE_URL"), m_postgres->url(m_database));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_data.path());
        return runCli(arguments, m_project->root(), environment);
    }
    QJsonObject json(const QStringList &arguments) const
    {
        return objectOf(run(QStringList{QStringLiteral("--json")} + arguments));
    }
    QStringList databases() const
    {
        return m_postgres->rows(m_database, QStringLiteral("SELECT datname FROM pg_database ORDER BY 1"));
    }

    QTemporaryDir m_data;
    std::optional<PostgresFixture> m_postgres;
    std::unique_ptr<CliProject> m_project;
    QString m_database;
};

void TestCliRehearse::measuresEachStep()
{
    const QJsonObject got
        = json({QStringLiteral("rehearse"), QStringLiteral("--with-rows"), QStringLiteral("10")});
    QCOMPARE(got[QLatin1String("outcome")].toString(), QStringLiteral("succeeded"));
    const QJsonArray steps = got[QLatin1String("steps")].toArray();
    QCOMPARE(steps.size(), 2);
    QCOMPARE(changesOf(steps[0][QLatin1String("changes")]),
        QStringLiteral("add index people.ix_people_born (b2bb)"));
    const QJsonValue index = steps[0][QLatin1String("statements")][0];
    QCOMPARE(index[QLatin1String("locks")][0][QLatin1String("mode")].toString(), QStringLiteral("SHARE"));
    QVERIFY(index[QLatin1String("locks_measured")].toBool());
    QCOMPARE(changesOf(steps[1][QLatin1String("changes")]),
        QStringLiteral("alter column people.born (c3cc), add column people.name (c3cc)"));
    QCOMPARE(
        steps[1][QLatin1String("statements")][0][QLatin1String("locks")][0][QLatin1String("mode")].toString(),
        QStringLiteral("ACCESS EXCLUSIVE"));
}

/// The plan knows that it was tried, until one character of it is another; the journal has it too.
void TestCliRehearse::isKept()
{
    const QStringList plan{QStringLiteral("plan"), QStringLiteral("upgrade"), QStringLiteral("heads")};
    QVERIFY(run(plan).out.contains(u"\nNot rehearsed: "));
    QCOMPARE(run({QStringLiteral("rehearse")}).status, 0);
    const QString kept = run(plan).out;
    QVERIFY2(kept.contains(u"\nRehearsed 20") && kept.contains(u": succeeded in "), qPrintable(kept));
    const QJsonValue entry = QJsonDocument::fromJson(run({QStringLiteral("--json"), QStringLiteral("journal"),
                                                             QStringLiteral("--limit"), QStringLiteral("1")})
                                                         .out.toUtf8())
                                 .array()
                                 .first();
    QCOMPARE(entry[QLatin1String("action")].toString(), QStringLiteral("rehearse"));
    QCOMPARE(entry[QLatin1String("outcome")].toString(), QStringLiteral("succeeded"));
    m_project->revision(
        "b2bb", "'a1aa'", "op.create_index('ix_born', 'people', ['born'])", "op.drop_index('ix_born')");
    QVERIFY(run(plan).out.contains(u"\nNot rehearsed: "));
}

void TestCliRehearse::gradesTheWayBack()
{
    const QJsonObject got = json({QStringLiteral("rehearse")});
    const QJsonArray steps = got[QLatin1String("steps")].toArray();
    QCOMPARE(steps[0][QLatin1String("downgrade_grade")].toString(), QStringLiteral("real"));
    QCOMPARE(steps[1][QLatin1String("downgrade_grade")].toString(), QStringLiteral("lossy"));
    QCOMPARE(steps[1][QLatin1String("losses")][0][QLatin1String("object")].toString(),
        QStringLiteral("people.name"));
    // Its downgrade forgets the type of `born`.
    QVERIFY(steps[1][QLatin1String("leftovers")][0].toString().contains(u"people.born"));
    QVERIFY(!got[QLatin1String("comes_back")].toBool());
}

void TestCliRehearse::rowsMeetNewConstraints()
{
    m_postgres->execute(m_database, {QStringLiteral("UPDATE people SET born = 'same'")});
    m_project->revision("d4dd", "'c3cc'", "op.create_unique_constraint('uq_born', 'people', ['born'])");
    QCOMPARE(run({QStringLiteral("rehearse")}).status, 0); // without rows nothing is found
    const CliResult rows
        = run({QStringLiteral("rehearse"), QStringLiteral("--with-rows"), QStringLiteral("20")});
    QCOMPARE(rows.status, 1);
    QVERIFY2(rows.err.contains(u"The upgrade of revision d4dd fails"), qPrintable(rows.err));
    QVERIFY(rows.err.contains(u"d4dd_x.py:"));
}

void TestCliRehearse::liveStaysAsItWas()
{
    const QByteArray before = schemaDump(m_postgres->settings(m_database));
    const QStringList names = databases();
    QCOMPARE(run({QStringLiteral("rehearse"), QStringLiteral("--with-rows"), QStringLiteral("5")}).status, 0);
    QCOMPARE(run({QStringLiteral("diff")}).status, 0);
    QCOMPARE(schemaDump(m_postgres->settings(m_database)), before);
    QCOMPARE(databases(), names);
    QCOMPARE(m_postgres->rows(m_database, QStringLiteral("SELECT version_num FROM alembic_version")),
        QStringList(QStringLiteral("a1aa")));
}

void TestCliRehearse::onTheTargetsServer()
{
    const QStringList names = databases();
    QCOMPARE(json({QStringLiteral("rehearse"), QStringLiteral("--on"),
                 QStringLiteral("target")})[QLatin1String("outcome")]
                 .toString(),
        QStringLiteral("succeeded"));
    QCOMPARE(databases(), names);
    QCOMPARE(run({QStringLiteral("rehearse"), QStringLiteral("--full-copy")}).status, 2);
}

/// The next rehearsal there sweeps what a killed one left.
void TestCliRehearse::killedOnTheTargetsServer()
{
    m_project->revision("d4dd", "'c3cc'", "op.execute('SELECT pg_sleep(30)')");
    const QStringList names = databases();
    QProcess process;
    QProcessEnvironment environment = cliEnvironment();
    environment.insert(QStringLiteral("DATABASE_URL"), m_postgres->url(m_database));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_project->root());
    process.start(
        cliProgram(), {QStringLiteral("rehearse"), QStringLiteral("--on"), QStringLiteral("target")});
    QTRY_COMPARE_WITH_TIMEOUT(
        m_postgres
            ->rows(m_database,
                QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND "
                               "state = 'active' AND pid <> pg_backend_pid()"))
            .first(),
        QStringLiteral("1"), 20'000);
    ::kill(pid_t(process.processId()), SIGKILL);
    QVERIFY(process.waitForFinished(10'000));
    m_postgres->execute(m_database,
        {QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE "
                        "'%pg_sleep(30)%' AND pid <> pg_backend_pid()")});
    QVERIFY(databases().size() > names.size());
    m_project->revision("d4dd", "'c3cc'", "op.execute('SELECT 1')");
    QTRY_COMPARE_WITH_TIMEOUT(
        run({QStringLiteral("rehearse"), QStringLiteral("--on"), QStringLiteral("target")}).status, 0,
        20'000);
    QTRY_COMPARE_WITH_TIMEOUT(
        (run({QStringLiteral("rehearse"), QStringLiteral("--on"), QStringLiteral("target")}), databases()),
        names, 20'000);
}

void TestCliRehearse::projectPython()
{
    m_project->revision(
        "d4dd", "'c3cc'", "for row in op.get_bind().execute(sa.text('SELECT 1')):\n        print(row)");
    m_project->write("stillroom.toml", "python = \"/no/python\"\n"); // with one: tst_projectpython
    const CliResult result = run({QStringLiteral("rehearse")});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.err.contains(u"/no/python"), qPrintable(result.err));
}

void TestCliRehearse::pendingAndObjects()
{
    const QJsonObject got = json({QStringLiteral("diff")});
    QCOMPARE(got[QLatin1String("pending")].toArray().size(), 2);
    QStringList objects;
    for (const QJsonValue &object : got[QLatin1String("objects")].toArray()) {
        objects += object[QLatin1String("object")].toString();
        QVERIFY(!object[QLatin1String("changes")].toArray().isEmpty());
    }
    QCOMPARE(objects.join(u' '), QStringLiteral("people.born people.name people.ix_people_born"));
    QVERIFY(got[QLatin1String("objects")][1][QLatin1String("now")].isNull());
    QVERIFY(got[QLatin1String("objects")][1][QLatin1String("after")].toString().contains(u"text"));
    QCOMPARE(got[QLatin1String("drift")].toArray(), QJsonArray());
    QCOMPARE(run({QStringLiteral("diff"), QStringLiteral("--exit-code")}).status, 0);
}

/// Planted one beside the other, so that nothing else may be told either.
void TestCliRehearse::driftPlanted()
{
    m_postgres->execute(m_database,
        {QStringLiteral("ALTER TABLE people ADD COLUMN by_hand int"),
            QStringLiteral("ALTER TABLE people ALTER COLUMN born SET NOT NULL"),
            QStringLiteral("CREATE INDEX hand ON people (born)"),
            QStringLiteral("ALTER TABLE people ADD CONSTRAINT positive CHECK (id > 0)"),
            QStringLiteral("CREATE VIEW seen AS SELECT id FROM people"),
            QStringLiteral("CREATE TYPE mood AS ENUM ('a', 'b')"),
            QStringLiteral("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
            QStringLiteral("COMMENT ON TABLE people IS 'by hand'")});
    const CliResult result = run({QStringLiteral("--json"), QStringLiteral("diff"),
        QStringLiteral("--exit-code"), QStringLiteral("a1aa")});
    QStringList got = changesOf(objectOf(result)[QLatin1String("drift")]).split(QStringLiteral(", "));
    got.sort();
    QCOMPARE(got.join(u'\n'),
        QStringLiteral(
            "add column people.by_hand\nadd comment people\nadd constraint people.positive\nadd enum mood\n"
            "add function one()\nadd index people.hand\nadd view seen\nalter column people.born"));
    QCOMPARE(result.status, 1);
    m_postgres->execute(m_database,
        {QStringLiteral("ALTER TABLE people DROP COLUMN by_hand"),
            QStringLiteral("ALTER TABLE people DROP CONSTRAINT people_pkey"),
            QStringLiteral("DROP FUNCTION one")});
    const QString less
        = changesOf(json({QStringLiteral("diff"), QStringLiteral("a1aa")})[QLatin1String("drift")]);
    QVERIFY2(
        less.contains(u"drop constraint people.people_pkey") && !less.contains(u"by_hand"), qPrintable(less));
}

void TestCliRehearse::unversioned()
{
    QCOMPARE(run({QStringLiteral("upgrade"), QStringLiteral("b2bb")}).status, 0);
    m_postgres->execute(m_database, {QStringLiteral("DROP TABLE alembic_version")});
    const QJsonObject got = json({QStringLiteral("diff")});
    QVERIFY(got[QLatin1String("drift")].isNull());
    QCOMPARE(
        got[QLatin1String("stamp_proposal")][QLatin1String("revision")].toString(), QStringLiteral("b2bb"));
    QCOMPARE(changesOf(got[QLatin1String("stamp_proposal")][QLatin1String("changes")]), QString());
    QCOMPARE(got[QLatin1String("stamp_proposal")][QLatin1String("differences")].toInt(), 0);
}

/// Alembic runs the branches one after another; the database knows only one of them.
void TestCliRehearse::unversionedBranch()
{
    m_project->revision(
        "x1xx", "'b2bb'", "op.create_table('cars', sa.Column('id', sa.Integer()))", "op.drop_table('cars')");
    m_project->revision("x2xx", "'x1xx'", "op.add_column('cars', sa.Column('wheels', sa.Integer()))",
        "op.drop_column('cars', 'wheels')");
    m_project->revision("y1yy", "'b2bb'", "op.create_table('ships', sa.Column('id', sa.Integer()))",
        "op.drop_table('ships')");
    m_project->revision("y2yy", "'y1yy'", "op.execute('UPDATE ships SET id = id')", "pass");
    const auto proposal = [this]() -> QJsonValue {
        m_postgres->execute(m_database, {QStringLiteral("DROP TABLE alembic_version")});
        return json({QStringLiteral("diff")})[QLatin1String("stamp_proposal")];
    };
    QCOMPARE(run({QStringLiteral("upgrade"), QStringLiteral("y2yy")}).status, 0);
    QJsonValue got = proposal();
    QCOMPARE(got[QLatin1String("revision")].toString(), QStringLiteral("y2yy"));
    QCOMPARE(got[QLatin1String("differences")].toInt(), 0);
    QVERIFY(got[QLatin1String("exact")].toBool());
    QCOMPARE(got[QLatin1String("equally")].toArray(), QJsonArray{QStringLiteral("y1yy")});
    // A second branch, up to its first revision, and a change by hand.
    QCOMPARE(run({QStringLiteral("stamp"), QStringLiteral("y2yy")}).status, 0);
    QCOMPARE(run({QStringLiteral("upgrade"), QStringLiteral("x1xx")}).status, 0);
    m_postgres->execute(m_database, {QStringLiteral("CREATE INDEX hand ON people (id)")});
    got = proposal();
    QCOMPARE(got[QLatin1String("revision")].toString(), QStringLiteral("y2yy x1xx"));
    QCOMPARE(changesOf(got[QLatin1String("changes")]), QStringLiteral("add index people.hand"));
    const QString text = run({QStringLiteral("diff")}).out;
    QVERIFY2(text.contains(u"stillroom-cli stamp y2yy x1xx"), qPrintable(text));
    // Nothing alike: no proposal.
    m_postgres->execute(m_database,
        {QStringLiteral("DROP TABLE people, cars, ships"), QStringLiteral("CREATE TABLE other (id int)")});
    QVERIFY(json({QStringLiteral("diff")})[QLatin1String("stamp_proposal")].isNull());
}

/// Only the project's own version table is left out, not one that is merely called like the usual one.
void TestCliRehearse::otherVersionTable()
{
    m_project->write("migrations/env.py",
        "from alembic import context\n"
        "def run_migrations_offline():\n"
        "    context.configure(url='postgresql://', literal_binds=True, version_table='applied_here')\n"
        "def run_migrations_online():\n"
        "    context.configure(connection=connection, version_table='applied_here')\n");
    m_database = m_postgres->createDatabase();
    m_project->revision("a0aa", "None", "op.create_table('alembic_version', sa.Column('id', sa.Integer()))",
        "op.drop_table('alembic_version')");
    const QJsonObject got = json({QStringLiteral("diff"), QStringLiteral("a0aa")});
    QVERIFY2(!got.isEmpty(), qPrintable(run({QStringLiteral("diff"), QStringLiteral("a0aa")}).err));
    QCOMPARE(got[QLatin1String("objects")][0][QLatin1String("object")].toString(),
        QStringLiteral("alembic_version"));
}

QTEST_GUILESS_MAIN(TestCliRehearse)
#include "tst_clirehearse.moc"

#include "tests/cli/clirunner.h"
#include "tests/support/pgdump.h"
#include "tests/support/postgresfixture.h"

#include "app/project/pythonfinder.h"
#include "migrations/run/projectpython.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

const char marker[] = "Marker-pw%7";

const char application[] = "import os\n"
                           "from flask import Flask\n"
                           "from flask_sqlalchemy import SQLAlchemy\n"
                           "from flask_migrate import Migrate\n"
                           "app = Flask(__name__)\n"
                           "app.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']\n"
                           "db = SQLAlchemy(app)\n"
                           "Migrate(app, db)\n";

/// As Alembic's generic template has it: the URL comes from the configuration.
const char plainEnv[]
    = "from alembic import context\n"
      "from sqlalchemy import engine_from_config, pool\n"
      "config = context.config\n"
      "def run_migrations_online():\n"
      "    engine = engine_from_config(config.get_section(config.config_ini_section), prefix='sqlalchemy.')\n"
      "    with engine.connect() as connection:\n"
      "        context.configure(connection=connection)\n"
      "        with context.begin_transaction():\n"
      "            context.run_migrations()\n"
      "run_migrations_online()\n";

/// What only Python knows: a loop over rows of the database.
const char loop[] = "bind = op.get_bind()\n"
                    "    for row in bind.execute(sa.text('SELECT id FROM people ORDER BY id')).fetchall():\n"
                    "        bind.execute(sa.text(\"UPDATE people SET name = 'n' || :id WHERE id = :id\"), "
                    "{'id': row[0]})";

bool hasAlembic()
{
    return QProcess::execute(QStringLiteral("/usr/bin/python3"),
               {QStringLiteral("-c"), QStringLiteral("import alembic, flask_migrate, psycopg2")})
        == 0;
}

} // namespace

/// Revisions that only the project's own Python can run, run by it: Debian's Alembic and Flask-Migrate on a
/// real server.
class TestProjectPython : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_postgres.reset(); }
    void init();

    void commandsOfSteps();
    void urls_data();
    void urls();
    void mixedPlanEqualsAlembic();
    void everythingByPython();
    void nativeOnlyRefuses();
    void plainAlembicGoesToTheTarget();
    void startsWhereTheScriptsAreFound();
    void anotherDatabaseIsNotTouched();
    void failureNamesTheLine();
    void oneOfSeveralBranches();
    void interruptedLeavesNothingRunning();
    void killedStillroomTakesItWith();
    void passwordIsNowhere();
    void rehearsalCapturesTheSql();
    void startUpRunsIt();
    void missingPythonIsNamed();

private:
    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DATABASE_URL"), m_postgres->url(m_database));
        environment.insert(QStringLiteral("FLASK_APP"), QStringLiteral("app"));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_data.path());
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        return environment;
    }
    CliResult run(const QStringList &arguments) const
    {
        return runCli(arguments, m_project->root(), environment());
    }
    QString rows(const QString &sql) const { return m_postgres->rows(m_database, sql).join(u' '); }
    QString version() const
    {
        return rows(QStringLiteral("SELECT version_num FROM alembic_version ORDER BY 1"));
    }
    void writeFlaskProject() const;
    void writePlainProject(const QString &url) const;
    void writeLine(const char *middle = loop) const;
    static QStringList running(const QString &text);

    QTemporaryDir m_data;
    std::optional<PostgresFixture> m_postgres;
    std::unique_ptr<CliProject> m_project;
    QString m_database;
};

void TestProjectPython::initTestCase()
{
    if (!hasAlembic())
        QSKIP("needs /usr/bin/python3 with Alembic and Flask-Migrate");
    m_postgres.emplace();
}

void TestProjectPython::init()
{
    m_project = std::make_unique<CliProject>();
    m_database = m_postgres->createDatabase();
}

void TestProjectPython::writeFlaskProject() const
{
    m_project->write("app.py", application);
    QDir(m_project->path("migrations")).removeRecursively();
    QProcess process;
    process.setWorkingDirectory(m_project->root());
    process.setProcessEnvironment(environment());
    process.start(QStringLiteral("/usr/bin/python3"),
        {QStringLiteral("-m"), QStringLiteral("flask"), QStringLiteral("db"), QStringLiteral("init")});
    QVERIFY(process.waitForFinished());
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
}

void TestProjectPython::writePlainProject(const QString &url) const
{
    m_project->write("alembic.ini",
        "[alembic]\nscript_location = migrations\nsqlalchemy.url = " + url.toUtf8().replace('%', "%%")
            + "\n");
    QFile::remove(m_project->path("migrations/alembic.ini"));
    m_project->write("migrations/env.py", plainEnv);
}

/// A native step, one for Python, a native one.
void TestProjectPython::writeLine(const char *middle) const
{
    m_project->revision("a1aa", "None",
        "op.create_table('people', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', "
        "sa.Text()))\n    op.execute('INSERT INTO people (id) VALUES (1), (2)')",
        "op.drop_table('people')");
    m_project->revision("b2bb", "'a1aa'", middle,
        "bind = op.get_bind()\n    for row in bind.execute(sa.text('SELECT 1')).fetchall():\n"
        "        bind.execute(sa.text('UPDATE people SET name = NULL'))");
    m_project->revision("c3cc", "'b2bb'", "op.add_column('people', sa.Column('mail', sa.Text()))",
        "op.drop_column('people', 'mail')");
}

/// Processes with a text among their arguments.
QStringList TestProjectPython::running(const QString &text)
{
    QStringList found;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (pid.toInt() > 0 && pid.toLongLong() != QCoreApplication::applicationPid()
            && file.open(QIODevice::ReadOnly)) {
            const QString line = QString::fromLocal8Bit(file.readAll().replace('\0', ' '));
            if (line.contains(text))
                found << line;
        }
    }
    return found;
}

void TestProjectPython::commandsOfSteps()
{
    PlanStep step;
    step.revision = RevisionId(QStringLiteral("b2bb"));
    QCOMPARE(stepCommand(step), QStringList({QStringLiteral("upgrade"), QStringLiteral("b2bb")}));
    step.direction = Direction::Downgrade;
    QCOMPARE(stepCommand(step), QStringList({QStringLiteral("downgrade"), QStringLiteral("b2bb@base")}));
    step.to = {RevisionId(QStringLiteral("a1aa"))};
    QCOMPARE(stepCommand(step), QStringList({QStringLiteral("downgrade"), QStringLiteral("b2bb@a1aa")}));
}

void TestProjectPython::urls_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("url");
    QTest::newRow("host") << QStringLiteral("db.example.org") << QString()
                          << QStringLiteral(
                                 "postgresql://ann%40x@db.example.org:5433/hr%2F1?sslmode=require");
    QTest::newRow("socket") << QStringLiteral("/run/pg") << QStringLiteral("p@s/:%")
                            << QStringLiteral("postgresql://ann%40x:p%40s%2F%3A%25@/"
                                              "hr%2F1?host=%2Frun%2Fpg&port=5433&sslmode=require");
    QTest::newRow("several") << QStringLiteral("a,b") << QString()
                             << QStringLiteral(
                                    "postgresql://ann%40x@/hr%2F1?host=a%2Cb&port=5433&sslmode=require");
    QTest::newRow("IPv6") << QStringLiteral("::1") << QString()
                          << QStringLiteral(
                                 "postgresql://ann%40x@/hr%2F1?host=%3A%3A1&port=5433&sslmode=require");
}

void TestProjectPython::urls()
{
    QFETCH(QString, host);
    QFETCH(QString, password);
    ConnectionSettings settings;
    settings.host = host;
    settings.port = QStringLiteral("5433");
    settings.user = QStringLiteral("ann@x");
    settings.password = password;
    settings.database = QStringLiteral("hr/1");
    settings.keywords = {{QStringLiteral("sslmode"), QStringLiteral("require")}};
    QTEST(databaseUrlOf(settings, QStringLiteral("postgresql")), "url");
}

/// The oracle: `flask db upgrade` on a second database leaves the same schema and rows.
void TestProjectPython::mixedPlanEqualsAlembic()
{
    writeFlaskProject();
    writeLine();
    const CliResult done = run({QStringLiteral("--json"), QStringLiteral("upgrade")});
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QVERIFY2(done.err.contains(u"Project Python: /usr/bin/python3 (PATH)"), qPrintable(done.err));
    QCOMPARE(done.err.count(u"[alembic.runtime.migration] Running upgrade"), 1); // one step went to Python
    QCOMPARE(version(), QStringLiteral("c3cc"));
    const QString other = m_postgres->createDatabase();
    QProcess flask;
    QProcessEnvironment there = environment();
    there.insert(QStringLiteral("DATABASE_URL"), m_postgres->url(other));
    flask.setProcessEnvironment(there);
    flask.setWorkingDirectory(m_project->root());
    flask.start(QStringLiteral("/usr/bin/python3"),
        {QStringLiteral("-m"), QStringLiteral("flask"), QStringLiteral("db"), QStringLiteral("upgrade")});
    QVERIFY(flask.waitForFinished());
    QCOMPARE(flask.exitCode(), 0);
    QCOMPARE(schemaDump(m_postgres->settings(m_database)), schemaDump(m_postgres->settings(other)));
    const QString names = QStringLiteral("SELECT id, name FROM people ORDER BY 1");
    QCOMPARE(rows(names), m_postgres->rows(other, names).join(u' '));
    QCOMPARE(rows(names), QStringLiteral("1|n1 2|n2"));
    const CliResult back = run({QStringLiteral("downgrade"), QStringLiteral("base")});
    QVERIFY2(back.status == 0, qPrintable(back.err));
    QCOMPARE(version(), QString());
    QCOMPARE(back.err.count(u"[alembic.runtime.migration] Running downgrade"), 1);
}

void TestProjectPython::everythingByPython()
{
    writeFlaskProject();
    writeLine();
    const CliResult done
        = run({QStringLiteral("upgrade"), QStringLiteral("--engine"), QStringLiteral("python")});
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QCOMPARE(done.err.count(u"[alembic.runtime.migration] Running upgrade"), 3);
    QCOMPARE(version(), QStringLiteral("c3cc"));
}

void TestProjectPython::nativeOnlyRefuses()
{
    writeFlaskProject();
    writeLine();
    const CliResult refused
        = run({QStringLiteral("upgrade"), QStringLiteral("--engine"), QStringLiteral("native")});
    QCOMPARE(refused.status, 5);
    QVERIFY2(refused.err.contains(u"b2bb_x.py:"), qPrintable(refused.err));
    QCOMPARE(rows(QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")),
        QStringLiteral("0"));
}

/// The configuration names another database: the target's URL takes its place.
void TestProjectPython::plainAlembicGoesToTheTarget()
{
    const QString other = m_postgres->createDatabase();
    writePlainProject(m_postgres->url(other));
    writeLine();
    const CliResult done = run({QStringLiteral("upgrade")});
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QCOMPARE(version(), QStringLiteral("c3cc"));
    QCOMPARE(
        m_postgres->rows(other, QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")),
        QStringList(QStringLiteral("0")));
}

/// A relative script_location that leads to the scripts from the configuration's own folder only.
void TestProjectPython::startsWhereTheScriptsAreFound()
{
    writePlainProject(m_postgres->url(m_database));
    QFile::remove(m_project->path("alembic.ini"));
    m_project->write("migrations/alembic.ini",
        "[alembic]\nscript_location = .\nsqlalchemy.url = postgresql://nobody@/nothing\n");
    writeLine();
    const CliResult done = run({QStringLiteral("upgrade")});
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QCOMPARE(version(), QStringLiteral("c3cc"));
}

/// An env.py that goes its own way is ended before it sent a statement.
void TestProjectPython::anotherDatabaseIsNotTouched()
{
    const QString other = m_postgres->createDatabase();
    writePlainProject(m_postgres->url(m_database));
    m_project->write("migrations/env.py",
        QByteArray(plainEnv).replace("engine_from_config(config.get_section(config.config_ini_section), "
                                     "prefix='sqlalchemy.')",
            "__import__('sqlalchemy').create_engine('" + m_postgres->url(other).toUtf8() + "')"));
    writeLine();
    const CliResult refused = run({QStringLiteral("upgrade")});
    QCOMPARE(refused.status, 5);
    QVERIFY2(refused.err.contains(QStringLiteral("connected to another database (") + other),
        qPrintable(refused.err));
    QCOMPARE(version(), QStringLiteral("a1aa")); // the native step before it stands
    QCOMPARE(
        m_postgres->rows(other, QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")),
        QStringList(QStringLiteral("0")));
}

void TestProjectPython::failureNamesTheLine()
{
    writeFlaskProject();
    writeLine("bind = op.get_bind()\n"
              "    for row in bind.execute(sa.text('SELECT 1')).fetchall():\n"
              "        bind.execute(sa.text('SELECT * FROM nowhere'))");
    const CliResult failed = run({QStringLiteral("--json"), QStringLiteral("upgrade")});
    QCOMPARE(failed.status, 4);
    QVERIFY2(failed.err.contains(u"b2bb_x.py:18: ") && failed.err.contains(u"nowhere"),
        qPrintable(failed.err.right(900)));
    QVERIFY2(failed.out.contains(u"42P01"), qPrintable(failed.out));
    QCOMPARE(version(), QStringLiteral("a1aa"));
}

/// Taking back one of two branches leaves the other.
void TestProjectPython::oneOfSeveralBranches()
{
    writeFlaskProject();
    writeLine();
    m_project->revision("d4dd", "'a1aa'", loop, loop);
    QCOMPARE(run({QStringLiteral("upgrade"), QStringLiteral("heads")}).status, 0);
    QCOMPARE(version(), QStringLiteral("c3cc d4dd"));
    const CliResult back = run({QStringLiteral("downgrade"), QStringLiteral("d4dd@a1aa")});
    QVERIFY2(back.status == 0, qPrintable(back.err));
    QCOMPARE(version(), QStringLiteral("c3cc"));
}

/// The interrupted child ends with all it started, and nothing of the step stays.
void TestProjectPython::interruptedLeavesNothingRunning()
{
    writeFlaskProject();
    const QByteArray token = "stillroom-sleeper-" + QByteArray::number(QCoreApplication::applicationPid());
    const QByteArray body = "import subprocess, time\n"
                            "    op.get_bind().execute(sa.text('CREATE TABLE half (id int)'))\n"
                            "    subprocess.Popen(['/usr/bin/python3', '-c', 'import time; time.sleep(90)', '"
        + token
        + "'])\n"
          "    time.sleep(90)";
    writeLine(body.constData());
    QProcess cli;
    cli.setWorkingDirectory(m_project->root());
    cli.setProcessEnvironment(environment());
    cli.start(cliProgram(), {QStringLiteral("upgrade")});
    QTRY_VERIFY_WITH_TIMEOUT(!running(QString::fromLatin1(token)).isEmpty(), 20'000);
    ::kill(pid_t(cli.processId()), SIGINT);
    QVERIFY(cli.waitForFinished(30'000));
    QCOMPARE(cli.exitCode(), 130);
    QTRY_VERIFY_WITH_TIMEOUT(running(QString::fromLatin1(token)).isEmpty(), 5'000);
    QCOMPARE(version(), QStringLiteral("a1aa"));
    QCOMPARE(
        rows(QStringLiteral("SELECT count(*) FROM pg_tables WHERE tablename = 'half'")), QStringLiteral("0"));
}

/// kill -9 of Stillroom: its run lock is gone, so the step must not go on alone; the next run finds a true
/// state.
void TestProjectPython::killedStillroomTakesItWith()
{
    writeFlaskProject();
    writeLine(
        "import time\n    op.get_bind().execute(sa.text('CREATE TABLE half (id int)'))\n    time.sleep(90)");
    QProcess cli;
    cli.setWorkingDirectory(m_project->root());
    cli.setProcessEnvironment(environment());
    cli.start(cliProgram(), {QStringLiteral("upgrade")});
    const QString child = m_project->path("migrations");
    QTRY_VERIFY_WITH_TIMEOUT(rows(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE "
                                                 "application_name = 'stillroom: project python' AND "
                                                 "state = 'idle in transaction'"))
            == QStringLiteral("1"),
        20'000);
    QVERIFY(!running(child).isEmpty());
    ::kill(pid_t(cli.processId()), SIGKILL);
    QVERIFY(cli.waitForFinished(30'000));
    QTRY_VERIFY_WITH_TIMEOUT(running(child).isEmpty(), 5'000);
    QCOMPARE(version(), QStringLiteral("a1aa"));
    QCOMPARE(
        rows(QStringLiteral("SELECT count(*) FROM pg_tables WHERE tablename = 'half'")), QStringLiteral("0"));
    writeLine(loop);
    const CliResult again = run({QStringLiteral("upgrade")});
    QVERIFY2(again.status == 0, qPrintable(again.err));
    QCOMPARE(version(), QStringLiteral("c3cc"));
}

/// The child prints its URL and looks for the password among all arguments; neither tells it.
void TestProjectPython::passwordIsNowhere()
{
    writeFlaskProject();
    writeLine("import glob, os\n"
              "    print('the URL is', os.environ['DATABASE_URL'])\n"
              "    lines = [open(f, 'rb').read() for f in glob.glob('/proc/[0-9]*/cmdline')]\n"
              "    seen = sum(b'Marker-pw' in line for line in lines)\n"
              "    op.get_bind().execute(sa.text('INSERT INTO people (id, name) VALUES (9, :n)'), {'n': "
              "str(seen)})");
    const QString login = QStringLiteral("marked_%1").arg(m_database);
    m_postgres->execute(m_database,
        {QStringLiteral("CREATE ROLE %1 LOGIN SUPERUSER PASSWORD '%2'").arg(login, QLatin1String(marker))});
    QString url = m_postgres->url(m_database);
    url.replace(QStringLiteral("postgres@"),
        login + u':' + QString::fromLatin1(QUrl::toPercentEncoding(QLatin1String(marker))) + u'@');
    QProcessEnvironment there = environment();
    there.insert(QStringLiteral("DATABASE_URL"), url);
    const CliResult done
        = runCli({QStringLiteral("--verbose"), QStringLiteral("upgrade")}, m_project->root(), there);
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QVERIFY2(done.err.contains(QStringLiteral("the URL is postgresql://%1:***@").arg(login)),
        qPrintable(done.err));
    QVERIFY(!done.err.contains(u"Marker-pw") && !done.out.contains(u"Marker-pw"));
    QCOMPARE(rows(QStringLiteral("SELECT name FROM people WHERE id = 9")), QStringLiteral("0"));
    QDirIterator files(m_data.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("Marker-pw"), qPrintable(file.fileName()));
    }
}

void TestProjectPython::rehearsalCapturesTheSql()
{
    writeFlaskProject();
    writeLine();
    const CliResult done = run({QStringLiteral("--json"), QStringLiteral("rehearse")});
    QVERIFY2(done.status == 0, qPrintable(done.err));
    const QJsonArray steps
        = QJsonDocument::fromJson(done.out.toUtf8()).object()[QLatin1String("steps")].toArray();
    QCOMPARE(steps.size(), 3);
    QStringList sent;
    for (const QJsonValue &statement : steps[1][QLatin1String("statements")].toArray())
        sent << statement[QLatin1String("sql")].toString();
    QCOMPARE(sent.join(u'\n'),
        QStringLiteral("SELECT id FROM people ORDER BY id\n"
                       "UPDATE people SET name = 'n' || 1 WHERE id = 1\n"
                       "UPDATE people SET name = 'n' || 2 WHERE id = 2"));
    QCOMPARE(rows(QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")),
        QStringLiteral("0"));
}

/// A start-up runs it when told to; the application it imports does not begin one of its own.
void TestProjectPython::startUpRunsIt()
{
    writeFlaskProject();
    m_project->write("app.py", QByteArray(application) + "assert os.environ['FLASK_SKIP_DB_INIT'] == '1'\n");
    writeLine();
    QProcessEnvironment there = environment();
    there.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("true"));
    const QStringList start{
        QStringLiteral("startup"), QStringLiteral("--required-tables"), QStringLiteral("people")};
    const CliResult refused = runCli(start, m_project->root(), there);
    QVERIFY2(refused.out.contains(u"b2bb"), qPrintable(refused.out));
    QCOMPARE(rows(QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")),
        QStringLiteral("0"));
    const CliResult done = runCli(
        start + QStringList{QStringLiteral("--engine"), QStringLiteral("python")}, m_project->root(), there);
    QVERIFY2(done.status == 0, qPrintable(done.out + done.err));
    QCOMPARE(version(), QStringLiteral("c3cc"));
}

void TestProjectPython::missingPythonIsNamed()
{
    writeFlaskProject();
    writeLine();
    m_project->write("stillroom.toml", "python = \"no/such/python\"\n");
    const CliResult refused = run({QStringLiteral("upgrade")});
    QCOMPARE(refused.status, 5);
    QVERIFY2(refused.err.contains(u"no/such/python (the setting python)"), qPrintable(refused.err));
    QCOMPARE(rows(QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")),
        QStringLiteral("0"));
}

QTEST_GUILESS_MAIN(TestProjectPython)
#include "tst_projectpython.moc"

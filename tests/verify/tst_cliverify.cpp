#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"
#include "tests/verify/recordedverdicts.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QXmlStreamReader>

using namespace stillroom;
using namespace stillroom::test;

/// `verify`: the mirrored verdict against what the reference program says, and the better checks beside it.
class TestCliVerify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void recordedScenarios_data();
    void recordedScenarios();
    void mirrored_data();
    void mirrored();
    void mirrorLayout();
    void betterChecks_data();
    void betterChecks();
    void verificationScripts();
    void exports();
    void noPasswordAnywhere();

private:
    QProcessEnvironment environmentFor(const QString &database) const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("ENVIRONMENT"), QStringLiteral("development"));
        environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("true"));
        environment.insert(QStringLiteral("DEV_DATABASE_URL"), m_postgres->url(database));
        return environment;
    }
    QString migrated()
    {
        const QString database = m_postgres->createDatabase();
        m_postgres->execute(database,
            {QStringLiteral("CREATE TABLE app_users (id int)"),
                QStringLiteral("CREATE TABLE app_roles (id int)"),
                QStringLiteral("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)"),
                QStringLiteral("INSERT INTO alembic_version VALUES ('0002')")});
        return database;
    }
    static QJsonObject verify(const CliProject &project, const QProcessEnvironment &environment)
    {
        return objectOf(
            runCli({QStringLiteral("--json"), QStringLiteral("verify")}, project.root(), environment));
    }

    std::optional<PostgresFixture> m_postgres;
};

void TestCliVerify::recordedScenarios_data()
{
    QTest::addColumn<QString>("folder");
    if (recordedFolder().isEmpty())
        QTest::newRow("no recordings") << QString();
    else
        for (const QString &id : QDir(recordedFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(qPrintable(id)) << recordedFolder() + u'/' + id;
}

void TestCliVerify::recordedScenarios()
{
    QFETCH(QString, folder);
    if (folder.isEmpty())
        QSKIP("the recorded scenarios do not lie beside the project");
    const auto jsonFile = [&](const char *name) {
        QFile file(folder + u'/' + QLatin1String(name));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    };
    const QJsonObject scenario = jsonFile("scenario.json");
    const QJsonObject expected = jsonFile("expected.json");
    const QString database = m_postgres->createDatabase();
    if (QFile setup(folder + QStringLiteral("/setup.sql"));
        scenario[QLatin1String("create_database")].toBool() && setup.open(QIODevice::ReadOnly)) {
        QString sql = QString::fromUtf8(setup.readAll());
        sql.replace(scenario[QLatin1String("database")].toString(), database);
        m_postgres->execute(database, sql.split(QStringLiteral(";\n"), Qt::SkipEmptyParts));
    }
    const QString port = QStringLiteral("postgresql://oracle@127.0.0.1:{PORT}/");
    const auto placed = [&](QString text) {
        const bool missing = !scenario[QLatin1String("create_database")].toBool();
        return text.replace(port + scenario[QLatin1String("database")].toString(),
            m_postgres->url(missing ? QStringLiteral("absent_database") : database));
    };
    QTemporaryDir copy;
    QDirIterator files(folder + QStringLiteral("/project"),
        QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString to = copy.path() + path.mid(folder.size());
        if (files.fileInfo().isDir()) {
            QDir().mkpath(to);
        } else if (files.fileName() != u".keep") {
            QFile from(path);
            QFile into(to);
            QDir().mkpath(QFileInfo(to).path());
            QVERIFY(from.open(QIODevice::ReadOnly) && into.open(QIODevice::WriteOnly));
            into.write(placed(QString::fromUtf8(from.readAll())).toUtf8());
        }
    }
    QProcessEnvironment environment;
    const QJsonObject variables = jsonFile("env.json");
    for (auto it = variables.begin(); it != variables.end(); ++it)
        environment.insert(it.key(), placed(it.value().toString()));
    if (scenario[QLatin1String("start")].toString() == u"noflask")
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/nonexistent"));
    QStringList names;
    for (const QJsonValue &name : scenario[QLatin1String("required_tables")].toArray())
        names += name.toString();
    const CliResult result = runCli(
        {QStringLiteral("--project"), copy.path() + QStringLiteral("/project"), QStringLiteral("--json"),
            QStringLiteral("verify"), QStringLiteral("--required-tables"), names.join(u',')},
        copy.path(), environment);
    const QJsonObject got = objectOf(result);
    QCOMPARE(verdictOf(got[QLatin1String("mirrored")].toObject()), recordedVerdict(expected));
    const QJsonArray sections = expected[QLatin1String("sections")].toArray();
    const QJsonArray mine = got[QLatin1String("mirrored_sections")].toArray();
    QCOMPARE(mine.size(), sections.size());
    for (qsizetype i = 0; i < sections.size(); ++i) {
        QCOMPARE(mine[i][QLatin1String("title")], sections[i][QLatin1String("title")]);
        if (!timedOut(sections[i][QLatin1String("lines")]))
            QCOMPARE(
                statuses(mine[i][QLatin1String("lines")]), statuses(sections[i][QLatin1String("lines")]));
    }
}

void TestCliVerify::mirrored_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *change, const char *verdict) {
        QTest::newRow(change) << QString::fromLatin1(change) << QString::fromLatin1(verdict);
    };
    row("nothing", "env=1 files=1 routes=1 database=1 exit=0");
    row("flag on", "env=0 files=1 routes=1 database=1 exit=1");
    row("flag in .env only", "env=0 files=1 routes=1 database=1 exit=1");
    row("no url", "env=1 files=1 routes=1 database=0 exit=0");
    row("postgres scheme", "env=1 files=1 routes=1 database=0 exit=0");
    row("no migrations", "env=1 files=0 routes=1 database=1 exit=1");
    row("no env.py", "env=1 files=0 routes=1 database=1 exit=1");
    row("env.py is a folder", "env=1 files=1 routes=1 database=1 exit=0");
    row("no routes", "env=1 files=1 routes=0 database=1 exit=1");
    row("routes in comments", "env=1 files=1 routes=1 database=1 exit=0");
    row("routes not UTF-8", "none exit=1");
    row("no app", "env=1 files=1 routes=1 database=0 exit=0");
    row("app is broken", "env=1 files=1 routes=1 database=0 exit=0");
    row("app leaves", "none exit=3");
    row("tables missing", "env=1 files=1 routes=1 database=0 exit=0");
    row("encoding", "none exit=1");
}

void TestCliVerify::mirrored()
{
    QFETCH(QString, change);
    QFETCH(QString, verdict);
    CliProject project;
    writeProject(project);
    QProcessEnvironment environment
        = environmentFor(change == u"tables missing" ? m_postgres->createDatabase() : migrated());
    if (change == u"flag on") {
        environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("on"));
    } else if (change == u"flag in .env only") {
        environment.remove(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"));
        project.write(".env", "AUTO_MIGRATE_ON_STARTUP=true\n");
    } else if (change == u"no url") {
        environment.remove(QStringLiteral("DEV_DATABASE_URL"));
    } else if (change == u"postgres scheme") {
        environment.insert(QStringLiteral("DEV_DATABASE_URL"),
            environment.value(QStringLiteral("DEV_DATABASE_URL"))
                .replace(QLatin1String("postgresql:"), QLatin1String("postgres:")));
    } else if (change == u"no migrations") {
        QDir(project.path("migrations")).removeRecursively();
    } else if (change == u"no env.py") {
        QFile::remove(project.path("migrations/env.py"));
    } else if (change == u"env.py is a folder") {
        QFile::remove(project.path("migrations/env.py"));
        QDir().mkpath(project.path("migrations/env.py"));
    } else if (change == u"no routes") {
        QDir().mkpath(project.path("routes"));
        QFile::rename(project.path("routes.py"), project.path("routes/__init__.py"));
    } else if (change == u"routes in comments") {
        project.write("routes.py",
            "# check_and_run_migrations _migrations_applied AUTO_MIGRATE_ON_STARTUP flask_migrate\n"
            "required_tables = ['app_users']\n");
    } else if (change == u"routes not UTF-8") {
        project.write("routes.py", routesText + "# \xe9\n");
    } else if (change == u"no app") {
        QFile::remove(project.path("app.py"));
    } else if (change == u"app is broken") {
        project.write("app.py", "def (:\n");
    } else if (change == u"app leaves") {
        project.write("app.py", "import sys\nsys.exit(3)\n");
    } else if (change == u"encoding") {
        environment.insert(QStringLiteral("PYTHONIOENCODING"), QStringLiteral("cp1252"));
    }
    QCOMPARE(verdictOf(verify(project, environment)[QLatin1String("mirrored")].toObject()), verdict);
    const int status
        = runCli({QStringLiteral("verify"), QStringLiteral("--mirror")}, project.root(), environment).status;
    QCOMPARE(QStringLiteral("exit=%1").arg(status), verdict.section(u' ', -1));
}

void TestCliVerify::mirrorLayout()
{
    CliProject project;
    writeProject(project);
    const CliResult result = runCli(
        {QStringLiteral("verify"), QStringLiteral("--mirror")}, project.root(), environmentFor(migrated()));
    const QString rule(60, u'=');
    QVERIFY(result.out.startsWith(
        u'\n' + rule + QStringLiteral("\n  DATABASE MIGRATION AUTO-RUN VERIFICATION\n") + rule + u'\n'));
    QVERIFY(result.out.contains(QStringLiteral("\n") + rule
        + QStringLiteral("\n  Checking Environment Variables\n") + rule
        + QStringLiteral(
            "\n✅ ENVIRONMENT: development\n✅ AUTO_MIGRATE_ON_STARTUP: true\n✅ DEV_DATABASE_URL: ")));
    QVERIFY(result.out.contains(u"✅ PROD_DATABASE_URL: not set...\n✅ Auto-migration is ENABLED\n"));
    QVERIFY(result.out.endsWith(
        QStringLiteral("Database: ✅\n\n✅ All checks passed! Auto-migration is ready.\n\nNext steps:\n"
                       "1. Ensure AUTO_MIGRATE_ON_STARTUP is set in your environment\n"
                       "2. Run: flask db upgrade (if tables don't exist)\n"
                       "3. Start the app: python main.py\n\n")
        + rule + u'\n'));
}

void TestCliVerify::betterChecks_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("check");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *change, const char *check, const char *outcome) {
        QTest::addRow("%s: %s", change, check)
            << QString::fromLatin1(change) << QString::fromLatin1(check) << QString::fromLatin1(outcome);
    };
    row("nothing", "", "pass");
    row("nothing", "environment.flag", "pass");
    row("flag on", "environment.flag", "fail");
    row("skip", "environment.skip", "warn");
    row("prod word", "environment.word", "warn");
    row("no url", "environment.url", "fail");
    row("no url", "database.connection", "fail");
    row("two heads", "graph.heads", "fail");
    row("broken revision", "graph.problem", "fail");
    row("uncalled", "code.call", "fail");
    row("comments", "code.procedure", "fail");
    row("comments", "environment.flag-unread", "fail");
    row("unsatisfiable", "code.unsatisfiable", "fail");
    row("sql file", "files.sql", "warn");
    row("ini needed", "files.ini", "fail");
    row("ini not needed", "files.ini", "warn");
    row("behind", "status.version", "warn");
    row("foreign row", "status.version", "fail");
    row("unversioned", "status.version", "fail");
    row("invalid index", "database.indexes", "warn");
    row("narrow column", "status.width", "fail");
    row("tracked .env", "environment.dotenv", "fail");
    row("workers", "deployment.workers", "warn");
    row("two places", "deployment.places", "warn");
    row("lists differ", "code.tables", "warn");
}

void TestCliVerify::betterChecks()
{
    QFETCH(QString, change);
    QFETCH(QString, check);
    QFETCH(QString, outcome);
    CliProject project;
    writeProject(project);
    const QString database = migrated();
    QProcessEnvironment environment = environmentFor(database);
    if (change == u"flag on")
        environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("on"));
    else if (change == u"skip")
        environment.insert(QStringLiteral("FLASK_SKIP_DB_INIT"), QStringLiteral("1"));
    else if (change == u"prod word")
        environment.insert(QStringLiteral("ENVIRONMENT"), QStringLiteral("prodution"));
    else if (change == u"no url")
        environment.remove(QStringLiteral("DEV_DATABASE_URL"));
    else if (change == u"two heads")
        project.revision("0002b", "'0001'");
    else if (change == u"broken revision")
        project.write("migrations/versions/0003_x.py", "revision = '0003'\ndown_revision = (\n");
    else if (change == u"uncalled")
        project.write("routes.py", QByteArray(routesText).replace("\ncheck_and_run_migrations()", "\n"));
    else if (change == u"comments")
        project.write("routes.py",
            "# check_and_run_migrations AUTO_MIGRATE_ON_STARTUP\nrequired_tables = ['app_users']\n");
    else if (change == u"unsatisfiable")
        project.write("routes.py", QByteArray(routesText).replace("'app_roles'", "'app_role'"));
    else if (change == u"sql file")
        project.write("migrations/versions/x.sql", "");
    else if (change.startsWith(u"ini"))
        QFile::remove(project.path("migrations/alembic.ini"));
    else if (change == u"behind")
        m_postgres->execute(database, {QStringLiteral("UPDATE alembic_version SET version_num = '0001'")});
    else if (change == u"foreign row")
        m_postgres->execute(database, {QStringLiteral("UPDATE alembic_version SET version_num = 'ffff'")});
    else if (change == u"unversioned")
        m_postgres->execute(database, {QStringLiteral("DROP TABLE alembic_version")});
    else if (change == u"invalid index")
        m_postgres->execute(database,
            {QStringLiteral("CREATE INDEX broken ON app_users (id)"),
                QStringLiteral(
                    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass")});
    else if (change == u"narrow column")
        project.revision("0003_with_a_name_of_more_than_thirty_two", "'0002'");
    else if (change == u"tracked .env") {
        project.write(".env", "A=1\n");
        project.write(".git/index",
            QByteArray("DIRC\0\0\0\2\0\0\0\1", 12) + QByteArray(60, 'x') + QByteArray("\0\4.env\0", 7));
    } else if (change == u"workers")
        project.write("Procfile", "web: gunicorn --workers 4 main:app\n");
    else if (change == u"two places")
        project.write("build.sh", "flask db upgrade\n");
    else if (change == u"lists differ")
        project.write("verify_migration_setup.py", "required_tables = ['other']\n");
    if (change == u"ini needed")
        project.write("migrations/env.py", "from logging.config import fileConfig\nfileConfig('x')\n");
    const QJsonObject verdict = verify(project, environment)[QLatin1String("stillroom")].toObject();
    if (check.isEmpty()) {
        for (const QJsonValue &each : verdict[QLatin1String("checks")].toArray())
            QVERIFY2(each[QLatin1String("result")].toString() == u"pass",
                qPrintable(each[QLatin1String("id")].toString()));
        QCOMPARE(verdict[QLatin1String("overall")].toString(), outcome);
        return;
    }
    for (const QJsonValue &each : verdict[QLatin1String("checks")].toArray()) {
        if (each[QLatin1String("id")].toString() != check)
            continue;
        QCOMPARE(each[QLatin1String("result")].toString(), outcome);
        return;
    }
    QFAIL("the check is not there");
}

void TestCliVerify::verificationScripts()
{
    CliProject project;
    writeProject(project);
    const QString database = migrated();
    m_postgres->execute(database, {QStringLiteral("INSERT INTO app_users VALUES (7)")});
    project.write("migrations/verify/01_none.sql", "SELECT * FROM app_roles;\n");
    project.write("migrations/verify/02_true.sql", "SELECT count(*) = 1 FROM app_users\n");
    project.write("migrations/verify/03_rows.sql", "SELECT id FROM app_users\n");
    project.write("migrations/verify/04_writes.sql", "DELETE FROM app_users\n");
    project.write("migrations/verify/05_two.sql", "SELECT 1; SELECT 2\n");
    QStringList results;
    for (const QJsonValue &check : verify(project, environmentFor(database))[QLatin1String("stillroom")]
                                       .toObject()[QLatin1String("checks")]
                                       .toArray()) {
        if (check[QLatin1String("section")].toString() == u"Project checks")
            results += check[QLatin1String("label")].toString().left(2)
                + check[QLatin1String("result")].toString()
                + (check[QLatin1String("finding")].toString().contains(u"id=7") ? QStringLiteral("!")
                                                                                : QString());
    }
    QCOMPARE(results.join(u' '), QStringLiteral("01pass 02pass 03fail! 04unknown 05unknown"));
    QCOMPARE(m_postgres->rows(database, QStringLiteral("SELECT id FROM app_users")),
        QStringList(QStringLiteral("7")));
}

void TestCliVerify::exports()
{
    CliProject project;
    writeProject(project);
    const QString html = project.path("report.html");
    const QString junit = project.path("report.xml");
    const QString pdf = project.path("report.pdf");
    if (!QFileInfo::exists(QFileInfo(cliProgram()).path() + QStringLiteral("/stillroom")))
        QSKIP("this build has no window program, which prints the PDF");
    const CliResult result = runCli({QStringLiteral("verify"), QStringLiteral("--html"), html,
                                        QStringLiteral("--junit"), junit, QStringLiteral("--pdf"), pdf},
        project.root(), environmentFor(migrated()));
    QVERIFY2(result.status == 0, qPrintable(result.out + result.err));
    const auto bytes = [](const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY(bytes(html).contains("<h1>Ready</h1>"));
    QVERIFY(!bytes(html).contains("src=") && !bytes(html).contains("href="));
    QVERIFY(bytes(pdf).startsWith("%PDF-"));
    QXmlStreamReader xml(bytes(junit));
    int cases = 0;
    while (!xml.atEnd())
        cases += xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"testcase" ? 1 : 0;
    QVERIFY(!xml.hasError());
    QVERIFY(cases > 15);
    QCOMPARE(runCli({QStringLiteral("verify"), QStringLiteral("--html"), QStringLiteral("/nowhere/x.html")},
                 project.root(), environmentFor(migrated()))
                 .status,
        2);
}

void TestCliVerify::noPasswordAnywhere()
{
    CliProject project;
    writeProject(project);
    for (const char *url :
        {"postgresql://someone:MARKER@127.0.0.1:9/hr", "postgresql://s:MARKER@h/d?password=MARKER",
            "host=x password=MARKER", "postgresql://someone:MAR@KER:MARKER@127.0.0.1:9/hr"}) {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DEV_DATABASE_URL"), QLatin1String(url));
        environment.insert(QStringLiteral("PGCONNECT_TIMEOUT"), QStringLiteral("2"));
        const QString html = project.path("r.html");
        const QString junit = project.path("r.xml");
        for (const QStringList &arguments :
            {QStringList{QStringLiteral("verify"), QStringLiteral("--mirror")},
                QStringList{QStringLiteral("--json"), QStringLiteral("verify")},
                QStringList{QStringLiteral("--verbose"), QStringLiteral("verify"), QStringLiteral("--html"),
                    html, QStringLiteral("--junit"), junit}}) {
            const CliResult result = runCli(arguments, project.root(), environment);
            QVERIFY2(!result.out.contains(u"MARKER"), qPrintable(result.out));
            QVERIFY2(!result.err.contains(u"MARKER"), qPrintable(result.err));
        }
        for (const QString &path : {html, junit}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains("MARKER"));
        }
    }
}

QTEST_GUILESS_MAIN(TestCliVerify)
#include "tst_cliverify.moc"

#include "app/project/settings.h"
#include "app/project/targets.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;
using namespace std::chrono_literals;

namespace
{

void write(const QString &path, const char *text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
        qFatal("cannot write");
}

QStringList namesOf(const std::vector<Target> &targets)
{
    QStringList names;
    for (const Target &target : targets)
        names += target.name + u' ' + targetKindName(target.kind) + u' ' + target.source
            + (target.selected ? QStringLiteral(" selected") : QString());
    return names;
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryKey()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("pyproject.toml")),
            "[tool.black]\nline-length = 100\n\n[tool.stillroom]\nmigrations = \"db/migrations\"\n"
            "required_tables = [\"users\", \"teams\"]\npython = \".venv/bin/python\"\n"
            "types.\"app.types.Money\" = \"NUMERIC(12, 2)\"\n"
            "types.app.types.Colour = \"VARCHAR(7)\"\n"
            "targets.live.url_from = \"LIVE_URL\"\ntargets.live.kind = \"production\"\n"
            "run.transaction = \"per-migration\"\nrun.lock_timeout = \"5s\"\nrun.statement_timeout = 1500\n"
            "run.retries = 3\nproduction.require = [\"backup\", \"rehearsal\", \"checklist\"]\n"
            "lint.ignore = [\"R1\"]\nlint.fail_on = \"high\"\n");
        const Result<ProjectSettings> read = readSettings(folder.path());
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().message));
        QCOMPARE(read->migrations, QStringLiteral("db/migrations"));
        QCOMPARE(
            read->requiredTables.value(), (QStringList{QStringLiteral("users"), QStringLiteral("teams")}));
        QCOMPARE(read->python, QStringLiteral(".venv/bin/python"));
        QCOMPARE(read->types.value(QStringLiteral("app.types.Money")), QStringLiteral("NUMERIC(12, 2)"));
        QCOMPARE(read->types.value(QStringLiteral("app.types.Colour")), QStringLiteral("VARCHAR(7)"));
        QCOMPARE(read->targets.size(), size_t(1));
        QCOMPARE(read->targets[0].urlFrom, QStringLiteral("LIVE_URL"));
        QVERIFY(read->targets[0].kind == TargetKind::Production);
        QVERIFY(read->run.transaction == TransactionMode::PerMigration);
        QVERIFY(read->run.lockTimeout == 5s);
        QVERIFY(read->run.statementTimeout == 1500ms);
        QVERIFY(read->run.retries == 3);
        QCOMPARE(read->productionRequire.size(), size_t(3));
        QCOMPARE(read->lintIgnore, QStringList{QStringLiteral("R1")});
        QCOMPARE(read->lintFailOn, QStringLiteral("high"));
        QVERIFY(read->warnings.empty());
    }

    void ownFileWins()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("pyproject.toml")), "[tool.stillroom]\nmigrations = \"a\"\n");
        write(folder.filePath(QStringLiteral("stillroom.toml")), "migrations = \"b\"\n");
        QCOMPARE(readSettings(folder.path())->migrations, QStringLiteral("b"));
    }

    void nothingIsFine()
    {
        const QTemporaryDir folder;
        const Result<ProjectSettings> read = readSettings(folder.path());
        QVERIFY(read.ok());
        QVERIFY(*read == ProjectSettings{});
    }

    void unknownKeysAreWarnings()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("stillroom.toml"));
        write(path, "migration = \"x\"\n[run]\nspeed = 3\n");
        const Result<ProjectSettings> read = readSettings(folder.path());
        QVERIFY(read.ok());
        QCOMPARE(read->warnings.size(), size_t(2));
        QCOMPARE(read->warnings[0].message, path + QStringLiteral(":1: unknown setting migration"));
        QCOMPARE(read->warnings[1].place.line, 3);
    }

    void wrongTypesAreErrorsWithLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("number") << QByteArray("\nmigrations = 3\n")
                                << QStringLiteral(":2: migrations must be a string, not a whole number");
        QTest::newRow("list") << QByteArray("required_tables = \"a\"\n")
                              << QStringLiteral(
                                     ":1: required_tables must be a list of strings, not a string");
        QTest::newRow("item") << QByteArray("required_tables = [\"a\",\n 2]\n")
                              << QStringLiteral(
                                     ":2: required_tables must be a list of strings, not a whole number");
        QTest::newRow("table") << QByteArray("run = 5\n")
                               << QStringLiteral(":1: run must be a table, not a whole number");
        QTest::newRow("duration") << QByteArray("[run]\nlock_timeout = \"soon\"\n")
                                  << QStringLiteral(":2: run.lock_timeout: \"soon\" is no duration");
        QTest::newRow("word") << QByteArray("[run]\ntransaction = \"all\"\n")
                              << QStringLiteral(":2: run.transaction");
        QTest::newRow("kind") << QByteArray("[targets.x]\nurl_from = \"A\"\nkind = \"test\"\n")
                              << QStringLiteral(":3: targets.x.kind");
        QTest::newRow("require") << QByteArray("production.require = [\"luck\"]\n")
                                 << QStringLiteral("not \"luck\"");
        QTest::newRow("syntax") << QByteArray("a = 1\nb = = 2\n") << QStringLiteral(":2 is not valid TOML");
    }

    void wrongTypesAreErrorsWithLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("stillroom.toml")), text.constData());
        const Result<ProjectSettings> read = readSettings(folder.path());
        QVERIFY(!read.ok());
        QVERIFY2(read.error().message.contains(message), qPrintable(read.error().message));
    }

    void readsDurations()
    {
        QVERIFY(*parseDuration(QStringLiteral("500ms")) == 500ms);
        QVERIFY(*parseDuration(QStringLiteral("5s")) == 5s);
        QVERIFY(*parseDuration(QStringLiteral("2 min")) == 2min);
        QVERIFY(*parseDuration(QStringLiteral("1h")) == 1h);
        QVERIFY(*parseDuration(QStringLiteral("1.5s")) == 1500ms);
        QVERIFY(*parseDuration(QStringLiteral("250")) == 250ms);
        for (const char *text : {"", "s", "-1s", "5 days", "1e9s", "99999999h", "5s5s"})
            QVERIFY2(!parseDuration(QLatin1String(text)).ok(), text);
    }

    void listsTargetsInOrder()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral(".env")),
            "DEV_DATABASE_URL=postgresql://dev@h/d\nPROD_DATABASE_URL=postgresql://prod@h/"
            "d\nLIVE_URL=postgresql://l@h/d\n");
        Project project;
        project.root = folder.path();
        project.configFile = folder.filePath(QStringLiteral("alembic.ini"));
        project.configuredUrl = QStringLiteral("postgresql://ini@h/d");
        ProjectSettings settings;
        settings.targets = {{.name = QStringLiteral("live"),
            .urlFrom = QStringLiteral("LIVE_URL"),
            .kind = TargetKind::Staging}};
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("DATABASE_URL"), QStringLiteral("postgresql://db@h/d"));
        const auto targets
            = projectTargets(project, settings, environment, QStringLiteral("postgresql://cli@h/other"));
        QCOMPARE(namesOf(targets),
            (QStringList{QStringLiteral("--database-url development --database-url"),
                QStringLiteral("DEV_DATABASE_URL development .env:DEV_DATABASE_URL selected"),
                QStringLiteral("DATABASE_URL development environment:DATABASE_URL"),
                QStringLiteral("PROD_DATABASE_URL production .env:PROD_DATABASE_URL"),
                QStringLiteral("live staging .env:LIVE_URL"),
                QStringLiteral("alembic.ini development alembic.ini:sqlalchemy.url")}));
        QCOMPARE(chooseTarget(targets, QStringLiteral("live"))->name, QStringLiteral("--database-url"));
        const auto without = projectTargets(project, settings, environment);
        QCOMPARE(chooseTarget(without, {})->name, QStringLiteral("DEV_DATABASE_URL"));
        QCOMPARE(
            chooseTarget(without, QStringLiteral("production"))->name, QStringLiteral("PROD_DATABASE_URL"));
        QCOMPARE(chooseTarget(without, QStringLiteral("live"))->place.line, 3);
        QVERIFY(!chooseTarget(without, QStringLiteral("nope")).ok());
    }

    void environmentSelects()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral(".env")),
            "ENVIRONMENT=production\nDEV_DATABASE_URL=postgresql://dev@h/d\nPROD_DATABASE_URL=postgresql://"
            "prod@h/d\n");
        Project project;
        project.root = folder.path();
        QProcessEnvironment environment;
        QCOMPARE(chooseTarget(projectTargets(project, {}, environment), {})->name,
            QStringLiteral("PROD_DATABASE_URL"));
        // The process wins over .env, as load_dotenv has it.
        environment.insert(QStringLiteral("ENVIRONMENT"), QStringLiteral("development"));
        environment.insert(QStringLiteral("DEV_DATABASE_URL"), QStringLiteral("postgresql://other@h/d"));
        const Result<Target> chosen = chooseTarget(projectTargets(project, {}, environment), {});
        QCOMPARE(chosen->url, QStringLiteral("postgresql://other@h/d"));
        QCOMPARE(chosen->source, QStringLiteral("environment:DEV_DATABASE_URL"));
    }

    void productionIsRecognisedBehindAnotherName()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral(".env")), "PROD_DATABASE_URL=postgresql://prod:pw@h/d\n");
        Project project;
        project.root = folder.path();
        const auto targets
            = projectTargets(project, {}, {}, QStringLiteral("postgresql+psycopg2://someone@h:5432/d"));
        QVERIFY(targets.front().kind == TargetKind::Production);
    }

    void placeholdersAreNoTargets()
    {
        Project project;
        project.root = QStringLiteral("/nowhere");
        project.configuredUrl = QStringLiteral("driver://user:pass@localhost/dbname");
        QVERIFY(projectTargets(project, {}, {}).empty());
        const Result<Target> none = chooseTarget({}, {});
        QVERIFY(!none.ok());
        QVERIFY(none.error().kind == ErrorKind::InvalidCall);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"

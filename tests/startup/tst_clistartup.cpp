#include "tests/cli/clirunner.h"
#include "tests/startup/startupprojects.h"
#include "tests/support/postgresfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace stillroom;
using namespace stillroom::test;

/// `startup` against the recorded matrix of the reference procedure, and beside other starters.
class TestCliStartup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void recordedRows_data();
    void recordedRows();
    void commandErrors();
    void json();
    void forms();
    void pendingMode();
    void strictAndDryRun();
    void unknownList();
    void productionNeedsConsent();
    void commandStatus();
    void waitsForDatabase();
    void lockWaitIsBounded();
    void manyStarters();
    void killedHolder();

private:
    QProcessEnvironment environmentFor(const QString &database) const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DEV_DATABASE_URL"), m_postgres->url(database));
        environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("true"));
        return environment;
    }
    static CliResult start(
        const CliProject &project, const QProcessEnvironment &environment, const QStringList &more = {})
    {
        return runCli(QStringList{QStringLiteral("startup")} + more, project.root(), environment);
    }

    std::optional<PostgresFixture> m_postgres;
};

void TestCliStartup::recordedRows_data()
{
    QTest::addColumn<QJsonObject>("row");
    for (const QJsonValue &row : recorded()[QLatin1String("rows")].toArray())
        QTest::newRow(row[QLatin1String("id")].toString().toUtf8().constData()) << row.toObject();
}

void TestCliStartup::recordedRows()
{
    QFETCH(QJsonObject, row);
    const QString id = row[QLatin1String("id")].toString();
    const QString state = row[QLatin1String("database_state")].toString();
    CliProject project;
    writeApplication(project);
    QProcessEnvironment environment = cliEnvironment();
    const QJsonObject variables = row[QLatin1String("environment")].toObject();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        environment.insert(it.key(), it.value().toString());
    writeSeeds(project, environment.value(QStringLiteral("ORACLE_USERS")),
        environment.value(QStringLiteral("ORACLE_MASTER")));
    adapt(project, id);
    const QString database = m_postgres->createDatabase();
    m_postgres->execute(database, stateSql(state, database));
    if (id == u"data-present")
        m_postgres->execute(
            database, {QStringLiteral("INSERT INTO app_user (username) VALUES ('somebody')")});
    const bool down = id.startsWith(u"db-down") || id == u"again-after-down";
    const QString url = down  ? QStringLiteral("postgresql://oracle@127.0.0.1:9/nothing")
        : state == u"missing" ? m_postgres->url(QStringLiteral("absent_database"))
                              : m_postgres->url(database);
    if (row[QLatin1String("has_url")].toBool())
        environment.insert(QStringLiteral("DEV_DATABASE_URL"), url);

    const CliResult result = start(project, environment,
        {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
            QStringLiteral("echo APPLICATION STARTED")});
    const QJsonObject keys = recorded()[QLatin1String("message_keys")].toObject();
    QStringList expected = texts(row[QLatin1String("messages")]);
    expected.removeAll(QStringLiteral("second_call"));
    QStringList got;
    for (const QString &line : result.out.split(u'\n', Qt::SkipEmptyParts)) {
        QString best;
        for (auto it = keys.begin(); it != keys.end(); ++it) {
            if (line.contains(it.value().toString())
                && it.value().toString().size() > keys[best].toString().size())
                best = it.key();
        }
        got += best.isEmpty() ? line : best;
    }
    QCOMPARE(got.join(u' '), expected.join(u' '));
    QCOMPARE(result.status, row[QLatin1String("exit_code")].toInt());
    if (!row[QLatin1String("tables_after")].isArray() || down)
        return;
    QStringList after = texts(row[QLatin1String("tables_after")]);
    for (QString &table : after) {
        for (int i = 0; i < 3; ++i)
            table.replace(QStringLiteral("{TABLE%1}").arg(i + 1), tables[i]);
    }
    after.sort();
    QCOMPARE(
        m_postgres
            ->rows(database,
                QStringLiteral("SELECT tablename FROM pg_tables WHERE schemaname !~ '^pg_' AND schemaname <> "
                               "'information_schema' ORDER BY tablename COLLATE \"C\""))
            .join(u' '),
        after.join(u' '));
    if (row[QLatin1String("versions_after")].isArray() && state != u"other-schema") {
        QCOMPARE(m_postgres->rows(database, QStringLiteral("SELECT version_num FROM alembic_version")),
            texts(row[QLatin1String("versions_after")]));
    }
}

/// Row 8: M1 alone, one line on standard error, status 1.
void TestCliStartup::commandErrors()
{
    CliProject project;
    writeApplication(project);
    project.revision("0003b", "'0002'");
    const QString database = m_postgres->createDatabase();
    const CliResult heads = start(project, environmentFor(database));
    QCOMPARE(heads.out, QStringLiteral("📦 Database tables not found. Running migrations...\n"));
    QVERIFY2(heads.err.contains(u"\nError: Multiple head revisions")
            || heads.err.startsWith(u"Error: Multiple head"),
        qPrintable(heads.err));
    QCOMPARE(heads.status, 1);

    QDir(project.path("migrations")).removeRecursively();
    const CliResult nothing = start(project, environmentFor(database));
    QCOMPARE(nothing.out, QStringLiteral("📦 Database tables not found. Running migrations...\n"));
    QVERIFY2(nothing.err.contains(u"Error: Path doesn't exist"), qPrintable(nothing.err));
    m_postgres->execute(database, createAll());
    const CliResult exist = start(project, environmentFor(database));
    QCOMPARE(exist.out, QStringLiteral("✅ Database tables exist - skipping migrations\n"));
    QCOMPARE(exist.status, 0);

    CliProject foreign;
    writeApplication(foreign);
    const QString other = m_postgres->createDatabase();
    m_postgres->execute(other, versions(QStringLiteral("ffff")));
    const CliResult unknown = start(foreign, environmentFor(other));
    QCOMPARE(unknown.out, QStringLiteral("📦 Database tables not found. Running migrations...\n"));
    QVERIFY(unknown.err.contains(u"Error: Can't locate revision identified by 'ffff'"));
    QCOMPARE(unknown.status, 1);
}

void TestCliStartup::json()
{
    CliProject project;
    writeApplication(project);
    writeSeeds(project, {}, {});
    const QString database = m_postgres->createDatabase();
    const auto run = [&](const QProcessEnvironment &environment) {
        const CliResult result
            = runCli({QStringLiteral("--json"), QStringLiteral("startup")}, project.root(), environment);
        return QJsonDocument::fromJson(result.out.toUtf8()).object();
    };
    QProcessEnvironment off = environmentFor(database);
    off.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("on"));
    QCOMPARE(run(off)[QLatin1String("outcome")].toString(), QStringLiteral("waiting-for-manual-upgrade"));
    const QJsonObject first = run(environmentFor(database));
    QCOMPARE(first[QLatin1String("outcome")].toString(), QStringLiteral("migrated"));
    QCOMPARE(texts(first[QLatin1String("applied")]).join(u' '), QStringLiteral("0001 0002 0003 0004"));
    QCOMPARE(texts(first[QLatin1String("seeded")]).join(u' '), QStringLiteral("01_users.sql 02_master.sql"));
    QCOMPARE(first[QLatin1String("exit_status")].toInt(), 0);
    QCOMPARE(first[QLatin1String("messages")][0][QLatin1String("level")].toString(), QStringLiteral("info"));
    QCOMPARE(run(environmentFor(database))[QLatin1String("outcome")].toString(), QStringLiteral("ready"));
    off.insert(QStringLiteral("FLASK_SKIP_DB_INIT"), QStringLiteral("1"));
    QCOMPARE(run(off)[QLatin1String("outcome")].toString(), QStringLiteral("skipped"));
}

void TestCliStartup::forms()
{
    CliProject project;
    writeApplication(project);
    QProcessEnvironment environment = environmentFor(m_postgres->createDatabase());
    environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("no"));
    QCOMPARE(start(project, environment).out.section(u'\n', 0, 3),
        QStringLiteral("⚠️  Database tables not found.\n"
                       "   To auto-run migrations on startup, set: AUTO_MIGRATE_ON_STARTUP=true\n"
                       "   Otherwise, run manually: flask db upgrade\n"
                       "⚠️  Database tables not yet created. Skipping default data initialization."));
    QCOMPARE(start(project, environment, {QStringLiteral("--messages"), QStringLiteral("bracket")})
                 .out.section(u'\n', 0, 1),
        QStringLiteral("[WARN] Database tables not found.\n"
                       "       To auto-run migrations on startup, set: AUTO_MIGRATE_ON_STARTUP=true"));
    QCOMPARE(start(project, environment, {QStringLiteral("--messages"), QStringLiteral("json")})
                 .out.section(u'\n', 0, 0),
        QStringLiteral("{\"level\":\"warn\",\"text\":\"Database tables not found.\"}"));
}

void TestCliStartup::pendingMode()
{
    CliProject project;
    writeApplication(project);
    const QString database = m_postgres->createDatabase();
    m_postgres->execute(database, createAll() + versions(QStringLiteral("0003")));
    m_postgres->execute(database, {QStringLiteral("ALTER TABLE app_staff DROP COLUMN name")});
    const QStringList mode{QStringLiteral("--mode"), QStringLiteral("pending")};
    QProcessEnvironment off = environmentFor(database);
    off.remove(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"));
    QVERIFY(start(project, off, mode).out.startsWith(u"⚠️  1 revision pending.\n   To auto-run"));
    QCOMPARE(start(project, environmentFor(database)).out,
        QStringLiteral("✅ Database tables exist - skipping migrations\n"));
    QCOMPARE(start(project, environmentFor(database), mode).out,
        QStringLiteral(
            "📦 1 revision pending. Running migrations...\n✅ Migrations completed successfully!\n"));
    QCOMPARE(start(project, environmentFor(database), mode).out,
        QStringLiteral("✅ Database is at head - skipping migrations\n"));
}

void TestCliStartup::strictAndDryRun()
{
    CliProject project;
    writeApplication(project);
    const QString database = m_postgres->createDatabase();
    QProcessEnvironment off = environmentFor(database);
    off.remove(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"));
    QCOMPARE(start(project, off).status, 0);
    QCOMPARE(start(project, off, {QStringLiteral("--strict")}).status, 1);
    const CliResult dry = start(project, environmentFor(database),
        {QStringLiteral("--dry-run"), QStringLiteral("--"), QStringLiteral("echo"), QStringLiteral("never")});
    QVERIFY(dry.out.contains(u"Migrations completed"));
    QVERIFY(!dry.out.contains(u"never"));
    QVERIFY2(dry.err.contains(u"flag? on — AUTO_MIGRATE_ON_STARTUP is \"true\", which is truthy"),
        qPrintable(dry.err));
    QCOMPARE(m_postgres->rows(database, QStringLiteral("SELECT 1 FROM pg_tables WHERE schemaname = 'public'"))
                 .size(),
        0);
}

void TestCliStartup::unknownList()
{
    CliProject project;
    const QString database = m_postgres->createDatabase();
    const CliResult unknown = start(project, environmentFor(database));
    QCOMPARE(unknown.status, 2);
    QVERIFY(unknown.err.contains(u"--required-tables"));
    QCOMPARE(start(project, environmentFor(database),
                 {QStringLiteral("--required-tables"), QStringLiteral("a, b")})
                 .status,
        0);
    project.write("stillroom.toml", "required_tables = [\"a\"]\n");
    QCOMPARE(start(project, environmentFor(database)).status, 0);
}

void TestCliStartup::productionNeedsConsent()
{
    CliProject project;
    writeApplication(project);
    const QString database = m_postgres->createDatabase();
    QProcessEnvironment environment = environmentFor(database);
    environment.insert(QStringLiteral("ENVIRONMENT"), QStringLiteral("production"));
    environment.insert(QStringLiteral("PROD_DATABASE_URL"), m_postgres->url(database));
    const CliResult refused = start(project, environment);
    QCOMPARE(refused.status, 5);
    QVERIFY(refused.err.contains(u"--yes"));
    QCOMPARE(refused.out, QString());
    QCOMPARE(start(project, environment, {QStringLiteral("--yes")}).status, 0);
    QCOMPARE(start(project, environment).status, 0); // nothing to do needs no consent
}

void TestCliStartup::commandStatus()
{
    CliProject project;
    writeApplication(project);
    QProcessEnvironment environment = environmentFor(m_postgres->createDatabase());
    environment.insert(QStringLiteral("MARK"), QStringLiteral("kept"));
    const CliResult ran = start(project, environment,
        {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
            QStringLiteral("echo $MARK $0 $@; exit 7"), QStringLiteral("--json"), QStringLiteral("status"),
            QStringLiteral("--"), QStringLiteral("x y")});
    QVERIFY2(ran.out.endsWith(u"kept --json status -- x y\n"), qPrintable(ran.out + ran.err));
    QCOMPARE(ran.status, 7);
    QCOMPARE(
        start(project, environment, {QStringLiteral("--"), QStringLiteral("no-such-program")}).status, 127);
    environment.insert(QStringLiteral("DEV_DATABASE_URL"), QStringLiteral("postgresql://x@127.0.0.1:9/x"));
    QVERIFY(!start(
        project, environment, {QStringLiteral("--"), QStringLiteral("echo"), QStringLiteral("started")})
                 .out.contains(u"started"));
}

void TestCliStartup::waitsForDatabase()
{
    CliProject project;
    writeApplication(project);
    QProcessEnvironment environment = cliEnvironment();
    environment.insert(QStringLiteral("DEV_DATABASE_URL"), QStringLiteral("postgresql://x@127.0.0.1:9/x"));
    const CliResult result
        = start(project, environment, {QStringLiteral("--wait-for-database"), QStringLiteral("600ms")});
    QCOMPARE(result.status, 1);
    QVERIFY(result.err.contains(u"Waiting for the database, at most 0.6 s"));
    QVERIFY(result.out.startsWith(u"Error checking database tables: "));
}

void TestCliStartup::lockWaitIsBounded()
{
    CliProject project;
    writeApplication(project);
    const QString database = m_postgres->createDatabase();
    const auto holder = m_postgres->connect(database);
    const QString key = start(project, environmentFor(database), {QStringLiteral("--dry-run")}).out;
    QVERIFY(!key.isEmpty());
    // Any session lock with the run lock's key keeps starters out; the help page's env.py snippet takes it
    // so.
    const auto computed = holder->query(QStringLiteral(
        "SELECT pg_advisory_lock(('x' || left(encode(sha256(convert_to('stillroom:run-lock:1' || E'\\n' || "
        "current_database() || E'\\n' || 'public' || E'\\n' || 'alembic_version', 'UTF8')), 'hex'), "
        "16))::bit(64)::bigint)"));
    QVERIFY(computed.ok());
    const CliResult result
        = start(project, environmentFor(database), {QStringLiteral("--wait"), QStringLiteral("300ms")});
    QCOMPARE(result.status, 5);
    QCOMPARE(result.out, QString());
    QCOMPARE(m_postgres->rows(database, QStringLiteral("SELECT 1 FROM pg_tables WHERE schemaname = 'public'"))
                 .size(),
        0);
}

/// One round, or as many as STILLROOM_ROUNDS says.
void TestCliStartup::manyStarters()
{
    constexpr int starters = 32;
    const int rounds = std::max(1, qEnvironmentVariableIntValue("STILLROOM_ROUNDS"));
    for (int round = 0; round < rounds; ++round) {
        CliProject project;
        writeApplication(project, "CREATE TABLE app_staff AS SELECT 1 AS id FROM pg_sleep(0.3)");
        writeSeeds(project, {}, QStringLiteral("false"));
        const QString database = m_postgres->createDatabase();
        std::vector<std::unique_ptr<QProcess>> processes;
        for (int i = 0; i < starters; ++i) {
            processes.push_back(std::make_unique<QProcess>());
            QProcess &process = *processes.back();
            process.setWorkingDirectory(project.root());
            process.setProcessEnvironment(environmentFor(database));
            process.start(cliProgram(), {QStringLiteral("--json"), QStringLiteral("startup")});
        }
        QMap<QString, int> outcomes;
        for (const auto &process : processes) {
            QVERIFY(process->waitForFinished(60'000));
            const QJsonObject report = QJsonDocument::fromJson(process->readAllStandardOutput()).object();
            ++outcomes[report[QLatin1String("outcome")].toString()];
            QVERIFY2(process->exitCode() == 0, process->readAllStandardError().constData());
        }
        QCOMPARE(outcomes.value(QStringLiteral("migrated")), 1);
        QCOMPARE(outcomes.value(QStringLiteral("ready")), starters - 1);
        QCOMPARE(m_postgres->rows(database, QStringLiteral("SELECT count(*) FROM app_user")).first(),
            QStringLiteral("1"));
    }
}

/// The holder is killed in mid-migration: its transaction is rolled back, and exactly one other does it.
void TestCliStartup::killedHolder()
{
    CliProject project;
    writeApplication(project, "CREATE TABLE app_staff AS SELECT 1 AS id FROM pg_sleep(4)");
    const QString database = m_postgres->createDatabase();
    QProcess holder;
    holder.setWorkingDirectory(project.root());
    holder.setProcessEnvironment(environmentFor(database));
    holder.start(cliProgram(), {QStringLiteral("startup")});
    QTRY_COMPARE_WITH_TIMEOUT(
        m_postgres->rows(database,
            QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE "
                           "'CREATE TABLE app_staff%' "
                           "AND pid <> pg_backend_pid() AND datname = current_database()")),
        QStringList(QStringLiteral("1")), 20'000);
    ::kill(pid_t(holder.processId()), SIGKILL);
    QVERIFY(holder.waitForFinished(10'000));
    std::vector<std::unique_ptr<QProcess>> others;
    for (int i = 0; i < 4; ++i) {
        others.push_back(std::make_unique<QProcess>());
        others.back()->setWorkingDirectory(project.root());
        others.back()->setProcessEnvironment(environmentFor(database));
        others.back()->start(cliProgram(), {QStringLiteral("--json"), QStringLiteral("startup")});
    }
    int migrated = 0;
    for (const auto &other : others) {
        QVERIFY(other->waitForFinished(60'000));
        QCOMPARE(other->exitCode(), 0);
        migrated += other->readAllStandardOutput().contains("\"migrated\"") ? 1 : 0;
    }
    QCOMPARE(migrated, 1);
    QCOMPARE(m_postgres->rows(database, QStringLiteral("SELECT version_num FROM alembic_version")),
        QStringList(QStringLiteral("0004")));
}

QTEST_GUILESS_MAIN(TestCliStartup)
#include "tst_clistartup.moc"

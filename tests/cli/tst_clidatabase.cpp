#include "migrations/database/runlock.h"
#include "tests/cli/clirunner.h"
#include "tests/cli/silentserver.h"
#include "tests/support/postgresfixture.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScopeGuard>
#include <QTest>

#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

void writeLine(const CliProject &project)
{
    project.revision(
        "a1aa", "None", "op.create_table('one', sa.Column('id', sa.Integer()))", "op.drop_table('one')");
    project.revision(
        "b2bb", "'a1aa'", "op.create_table('two', sa.Column('id', sa.Integer()))", "op.drop_table('two')");
    project.revision("c3cc", "'b2bb'", "op.add_column('two', sa.Column('name', sa.Text()))",
        "op.drop_column('two', 'name')");
}

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts);
}

QJsonObject jsonOf(const CliResult &result)
{
    return QJsonDocument::fromJson(result.out.toUtf8()).object();
}

/// Text of every argument list on this machine.
QByteArray allArgumentLists()
{
    QByteArray all;
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(name));
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll() + '\n';
    }
    return all;
}

} // namespace

/// What talks to a server.
class TestCliDatabase : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_accessFolder;
    std::unique_ptr<PostgresFixture> m_fixture;

    /// A call against this database, named by the environment as an application would.
    CliResult run(const CliProject &project, const QString &url, const QStringList &arguments) const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DATABASE_URL"), url);
        return runCli(arguments, project.root(), environment);
    }
    CliResult run(const CliProject &project, const QString &url, const char *line) const
    {
        return run(project, url, words(line));
    }
    QStringList tables(const QString &database) const
    {
        return m_fixture->rows(database,
            QStringLiteral(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
                "ORDER BY 1"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        // One role needs a password; everybody else is trusted on this server.
        m_accessFolder = std::make_unique<QTemporaryDir>();
        QFile::setPermissions(m_accessFolder->path(),
            QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther
                | QFile::ReadGroup | QFile::ExeGroup);
        const QString access = m_accessFolder->filePath(QStringLiteral("hba.conf"));
        QFile file(access);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("local all guarded scram-sha-256\nlocal all all trust\n");
        file.close();
        file.setPermissions(file.permissions() | QFile::ReadOther | QFile::ReadGroup);
        PrivateServer::Options options;
        options.settings = {QStringLiteral("hba_file=") + access};
        m_fixture = std::make_unique<PostgresFixture>(options);
    }
    void cleanupTestCase() { m_fixture.reset(); }

    void upgradesAndDowngrades()
    {
        const CliProject project;
        writeLine(project);
        const QString database = m_fixture->createDatabase();
        const QString url = m_fixture->url(database);
        QCOMPARE(jsonOf(run(project, url, "status --json"))[QLatin1String("state")].toString(),
            QStringLiteral("empty"));
        const CliResult first = run(project, url, "upgrade +1");
        QCOMPARE(first.status, 0);
        QVERIFY(first.err.contains(QLatin1String("Running upgrade  -> a1aa, step a1aa")));
        QVERIFY(first.out.startsWith(QLatin1String("Applied 1 revision")));
        QCOMPARE(run(project, url, "current").out, QStringLiteral("a1aa\n"));
        QCOMPARE(run(project, url, "upgrade").status, 0);
        QCOMPARE(run(project, url, "current").out, QStringLiteral("c3cc (head)\n"));
        QCOMPARE(tables(database),
            (QStringList{QStringLiteral("alembic_version"), QStringLiteral("one"), QStringLiteral("two")}));
        const CliResult again = run(project, url, "upgrade head");
        QCOMPARE(again.status, 0);
        QVERIFY(again.out.startsWith(QLatin1String("Nothing to upgrade")));
        QCOMPARE(run(project, url, "downgrade -1").status, 0);
        QCOMPARE(run(project, url, "current").out, QStringLiteral("b2bb\n"));
        const QJsonObject down = jsonOf(run(project, url, "downgrade base --json"));
        QCOMPARE(down[QLatin1String("result")].toString(), QStringLiteral("succeeded"));
        QCOMPARE(down[QLatin1String("current")].toArray(), QJsonArray());
        QCOMPARE(tables(database), QStringList{QStringLiteral("alembic_version")});
    }

    void statusSaysHowThingsStand()
    {
        const CliProject project;
        writeLine(project);
        const QString database = m_fixture->createDatabase();
        const QString url = m_fixture->url(database);
        QCOMPARE(run(project, url, "upgrade b2bb").status, 0);
        const CliResult result = run(project, url, "--json status");
        QCOMPARE(result.status, 0);
        const QJsonObject status = jsonOf(result);
        QCOMPARE(status[QLatin1String("state")].toString(), QStringLiteral("behind"));
        QCOMPARE(status[QLatin1String("applied")].toInt(), 2);
        QCOMPARE(status[QLatin1String("pending")].toInt(), 1);
        QCOMPARE(status[QLatin1String("scripts")].toInt(), 3);
        QCOMPARE(status[QLatin1String("current")].toArray(), QJsonArray{QStringLiteral("b2bb")});
        QCOMPARE(status[QLatin1String("heads")].toArray(), QJsonArray{QStringLiteral("c3cc")});
        QCOMPARE(status[QLatin1String("target")][QLatin1String("source")].toString(),
            QStringLiteral("environment:DATABASE_URL"));
        QCOMPARE(status[QLatin1String("server")][QLatin1String("database")].toString(), database);
        QCOMPARE(status[QLatin1String("server")][QLatin1String("standby")], QJsonValue(false));
        QVERIFY(run(project, url, "status").out.startsWith(QLatin1String("state          behind\n")));
        m_fixture->execute(database, {QStringLiteral("DROP TABLE alembic_version")});
        QCOMPARE(jsonOf(run(project, url, "status --json"))[QLatin1String("state")].toString(),
            QStringLiteral("unversioned"));
    }

    void historyMarksTheCurrentRevision()
    {
        const CliProject project;
        writeLine(project);
        const QString url = m_fixture->url(m_fixture->createDatabase());
        run(project, url, "upgrade b2bb");
        QVERIFY(run(project, url, "history -i")
                    .out.contains(QLatin1String("a1aa -> b2bb (current), step b2bb\n")));
        QCOMPARE(run(project, url, "history -r current:").out,
            QStringLiteral("b2bb -> c3cc (head), step c3cc\na1aa -> b2bb, step b2bb\n"));
        const QString verbose = run(project, url, "current -v").out;
        QVERIFY(verbose.startsWith(QLatin1String("Current revision(s) for postgresql")));
        QVERIFY(verbose.contains(QLatin1String("Rev: b2bb\nParent: a1aa\n")));
    }

    void checkTellsByItsStatus()
    {
        const CliProject project;
        writeLine(project);
        const QString url = m_fixture->url(m_fixture->createDatabase());
        const CliResult pending = run(project, url, "check");
        QCOMPARE(pending.status, 1);
        QVERIFY(pending.out.contains(QLatin1String("3 revisions are pending")));
        run(project, url, "upgrade");
        QCOMPARE(run(project, url, "check").status, 0);
        project.write("migrations/versions/broken.py", "revision = (\n");
        QCOMPARE(run(project, url, "check").status, 1);
        QFile::remove(project.path("migrations/versions/broken.py"));
        project.revision("d4dd", "'b2bb'");
        const CliResult heads = run(project, url, "check");
        QCOMPARE(heads.status, 1);
        QVERIFY(heads.out.contains(QLatin1String("2 heads")));
    }

    void aDryRunChangesNothing()
    {
        const CliProject project;
        writeLine(project);
        const QString database = m_fixture->createDatabase();
        const CliResult result
            = run(project, m_fixture->url(database), "upgrade head --dry-run --lock-timeout 5s");
        QCOMPARE(result.status, 0);
        QVERIFY(result.out.contains(QLatin1String("CREATE TABLE one")));
        QVERIFY(result.out.contains(QLatin1String("5000 ms")));
        QCOMPARE(tables(database), QStringList());
    }

    void productionWantsAYes()
    {
        const CliProject project;
        writeLine(project);
        const QString database = m_fixture->createDatabase();
        project.write(
            ".env", "ENVIRONMENT=production\nPROD_DATABASE_URL=" + m_fixture->url(database).toUtf8() + "\n");
        for (const char *line : {"upgrade head", "stamp head"}) {
            const CliResult refused = runCli(words(line), project.root());
            QCOMPARE(refused.status, 5);
            QCOMPARE(refused.out, QString());
            QVERIFY(refused.err.contains(QLatin1String("--yes")));
            QCOMPARE(tables(database), QStringList());
        }
        QCOMPARE(runCli(words("upgrade head --yes"), project.root()).status, 0);
        QCOMPARE(jsonOf(runCli(words("status --json"),
                     project.root()))[QLatin1String("target")][QLatin1String("source")]
                     .toString(),
            QStringLiteral(".env:PROD_DATABASE_URL"));
    }

    /// A block outside the transaction commits what came before it: "rolled back" would not be true.
    void aPartThatStaysIsNamed()
    {
        const CliProject project;
        project.revision("a1aa", "None",
            "op.create_table('one', sa.Column('id', sa.Integer()))\n"
            "    with op.get_context().autocommit_block():\n"
            "        op.execute('VACUUM one')\n"
            "    op.execute('SELECT nothing')");
        const QString database = m_fixture->createDatabase();
        const CliResult result = run(project, m_fixture->url(database), "upgrade head");
        QCOMPARE(result.status, 4);
        QVERIFY2(
            result.err.endsWith(QLatin1String("The database is now at base; what a1aa did up to its last "
                                              "commit stays, and is not recorded there.\n")),
            qPrintable(result.err));
        QVERIFY(tables(database).contains(QStringLiteral("one")));
    }

    void aFailureIsReportedWhole()
    {
        const CliProject project;
        project.revision("a1aa", "None", "op.create_table('one', sa.Column('id', sa.Integer()))");
        project.revision(
            "b2bb", "'a1aa'", "op.execute('SELECT 1')\n    op.execute('INSERT INTO one (wrong) VALUES (1)')");
        const QString database = m_fixture->createDatabase();
        const CliResult result = run(project, m_fixture->url(database), "upgrade head");
        QCOMPARE(result.status, 4);
        QCOMPARE(result.out, QString());
        for (const char *part : {"upgrade of b2bb (step b2bb), statement 2 of 2", "b2bb_x.py:17",
                 "    INSERT INTO one (wrong) VALUES (1)\n                     ^\n", "SQLSTATE 42703",
                 "column \"wrong\" of relation \"one\" does not exist", "Position: 18",
                 "The database is now at base; everything was rolled back.\n"})
            QVERIFY2(result.err.contains(QLatin1String(part)), qPrintable(result.err));
        QCOMPARE(tables(database), QStringList());
        const QJsonObject json = jsonOf(
            run(project, m_fixture->url(database), "upgrade head --transaction per-migration --json"));
        QCOMPARE(
            json[QLatin1String("failure")][QLatin1String("sqlstate")].toString(), QStringLiteral("42703"));
        QCOMPARE(json[QLatin1String("current")].toArray(), QJsonArray{QStringLiteral("a1aa")});
    }

    void withoutPythonNothingRuns()
    {
        const CliProject project;
        project.revision("a1aa", "None", "op.create_table('one', sa.Column('id', sa.Integer()))");
        project.revision("b2bb", "'a1aa'", "rows = op.get_bind().execute(sa.text('SELECT 1')).fetchall()");
        const QString database = m_fixture->createDatabase();
        const CliResult result = run(project, m_fixture->url(database), "upgrade head --engine native");
        QCOMPARE(result.status, 5);
        QVERIFY2(result.err.contains(QLatin1String("b2bb")), qPrintable(result.err));
        QCOMPARE(tables(database), QStringList());
        QCOMPARE(run(project, m_fixture->url(database), "upgrade a1aa").status, 0);
    }

    void unknownRowsStopEverythingButPurge()
    {
        const CliProject project;
        writeLine(project);
        const QString database = m_fixture->createDatabase();
        const QString url = m_fixture->url(database);
        run(project, url, "stamp a1aa");
        m_fixture->execute(
            database, {QStringLiteral("UPDATE alembic_version SET version_num = 'ffff00000000'")});
        for (const char *line : {"current", "upgrade head", "downgrade -1", "stamp head"}) {
            const CliResult result = run(project, url, line);
            QVERIFY2(result.status == 2, line);
            QVERIFY2(result.err.contains(QLatin1String("ffff00000000")), qPrintable(result.err));
        }
        const QJsonObject status = jsonOf(run(project, url, "status --json"));
        QCOMPARE(status[QLatin1String("state")].toString(), QStringLiteral("ahead"));
        QCOMPARE(status[QLatin1String("unknown")].toArray(), QJsonArray{QStringLiteral("ffff00000000")});
        QCOMPARE(run(project, url, "check").status, 1);
        QCOMPARE(run(project, url, "stamp --purge b2bb").status, 0);
        QCOMPARE(run(project, url, "current").out, QStringLiteral("b2bb\n"));
    }

    void unreachableServers()
    {
        const CliProject project;
        writeLine(project);
        const QString socket = m_fixture->server().socketFolder();
        const QStringList urls{QStringLiteral("postgresql://postgres@/nowhere?host=%1").arg(socket),
            QStringLiteral("postgresql://nobody_known@/postgres?host=%1").arg(socket),
            QStringLiteral("postgresql://guarded:Wr0ngMarker@/postgres?host=%1").arg(socket),
            QStringLiteral("postgresql://u:Wr0ngMarker@127.0.0.1:1/d"),
            QStringLiteral("postgresql://u:Wr0ngMarker@/d?host=/no/such/folder")};
        m_fixture->execute(
            QStringLiteral("postgres"), {QStringLiteral("CREATE ROLE guarded LOGIN PASSWORD 'right'")});
        for (const QString &url : urls) {
            for (const char *line : {"status --json", "current", "upgrade", "check"}) {
                const CliResult result = run(project, url, line);
                QVERIFY2(
                    result.status == 3, qPrintable(url + u' ' + QLatin1String(line) + u' ' + result.err));
                QVERIFY2(!result.err.isEmpty(), line);
                QVERIFY(!(result.out + result.err).contains(QLatin1String("Wr0ngMarker")));
            }
            QCOMPARE(jsonOf(run(project, url, "status --json"))[QLatin1String("state")].toString(),
                QStringLiteral("unreachable"));
        }
    }

    void aHangingServerIsGivenUp()
    {
        const CliProject project;
        writeLine(project);
        const SilentServer silent;
        QElapsedTimer timer;
        timer.start();
        const CliResult result = run(project,
            QStringLiteral("postgresql://u:p@127.0.0.1:%1/d?connect_timeout=2").arg(silent.port()),
            "current");
        QCOMPARE(result.status, 3);
        QVERIFY2(result.err.contains(QLatin1Char('2')), qPrintable(result.err));
    }

    void unusableUrls()
    {
        const CliProject project;
        writeLine(project);
        for (const char *url : {"sqlite:///app.db", "nonsense", "postgresql://u:Wr0ngMarker@h:port/d",
                 "postgresql://h/d?pgbouncer=true"}) {
            const CliResult result
                = runCli({QStringLiteral("--database-url"), QLatin1String(url), QStringLiteral("current")},
                    project.root());
            QVERIFY2(result.status == 2, url);
            QVERIFY2(!result.err.contains(QLatin1String("Wr0ngMarker")), url);
        }
    }

    void anInterruptEndsInAMeasuredState()
    {
        const CliProject project;
        project.revision("a1aa", "None", "op.create_table('one', sa.Column('id', sa.Integer()))");
        project.revision("b2bb", "'a1aa'", "op.execute('SELECT pg_sleep(60)')");
        const QString database = m_fixture->createDatabase();
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DATABASE_URL"), m_fixture->url(database));
        QProcess process;
        process.setWorkingDirectory(project.root());
        process.setProcessEnvironment(environment);
        process.start(cliProgram(), {QStringLiteral("upgrade")});
        const QString sleeping = QStringLiteral("SELECT 1 FROM pg_stat_activity WHERE datname = "
                                                "current_database() AND query LIKE '%pg_sleep(60)%' "
                                                "AND pid <> pg_backend_pid() AND state = 'active'");
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->rows(database, sleeping).isEmpty(), 30'000);
        QCOMPARE(kill(pid_t(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 130);
        const QString text = QString::fromUtf8(process.readAllStandardError());
        QVERIFY2(text.endsWith(QLatin1String("The database is now at base; everything was rolled back.\n")),
            qPrintable(text));
        QCOMPARE(tables(database), QStringList());
    }

    void anotherRunIsWaitedForAndThenRefused()
    {
        const CliProject project;
        writeLine(project);
        const QString database = m_fixture->createDatabase();
        const auto holder = m_fixture->connect(database);
        QVERIFY(holder
                    ->query(QStringLiteral("SELECT pg_advisory_lock(%1)")
                                .arg(RunLock::keyFor(
                                    database, QStringLiteral("public"), QStringLiteral("alembic_version"))))
                    .ok());
        const CliResult result = run(project, m_fixture->url(database), "upgrade --wait 700ms");
        QCOMPARE(result.status, 5);
        QVERIFY2(result.err.contains(QStringLiteral("process %1").arg(holder->backendPid()))
                || result.err.contains(QString::number(holder->backendPid())),
            qPrintable(result.err));
        QCOMPARE(tables(database), QStringList());
    }

    void aLockNotHadInTimeIsStatusFive()
    {
        const CliProject project;
        writeLine(project);
        const QString database = m_fixture->createDatabase();
        const QString url = m_fixture->url(database);
        QCOMPARE(run(project, url, "upgrade b2bb").status, 0);
        const auto holder = m_fixture->connect(database);
        QVERIFY(holder->query(QStringLiteral("BEGIN")).ok());
        QVERIFY(holder->query(QStringLiteral("LOCK TABLE two")).ok());
        const CliResult result = run(project, url, "upgrade --lock-timeout 300ms");
        QCOMPARE(result.status, 5);
        QVERIFY2(result.err.contains(QLatin1String("SQLSTATE 55P03")), qPrintable(result.err));
        QVERIFY(result.err.contains(QLatin1String("The database is now at b2bb")));
    }

    void passwordsStayInside()
    {
        const CliProject project;
        project.revision("a1aa", "None", "op.execute('SELECT pg_sleep(1)')");
        project.revision("b2bb", "'a1aa'", "op.execute('SELECT nonsense')");
        const QString database = m_fixture->createDatabase();
        const QString marker = QStringLiteral("Pw5M4rk3r");
        QString url = m_fixture->url(database);
        url.replace(QLatin1String("postgres@"), QStringLiteral("postgres:%1@").arg(marker));
        QVERIFY(url.contains(marker));
        QString seen;
        for (const char *line : {"status", "status --json", "--verbose current -v", "check",
                 "upgrade --dry-run", "upgrade --verbose --json", "stamp head --verbose",
                 "plan downgrade base", "history -i", "downgrade"}) {
            const CliResult result = run(project, url, line);
            QVERIFY2(result.status >= 0, line);
            seen += result.out + result.err;
        }
        QVERIFY(seen.contains(QLatin1String(":***@")));
        QVERIFY2(!seen.contains(marker), qPrintable(seen));
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DATABASE_URL"), url);
        QProcess process;
        process.setWorkingDirectory(project.root());
        process.setProcessEnvironment(environment);
        run(project, url, "stamp base");
        process.start(cliProgram(), {QStringLiteral("upgrade")});
        QVERIFY(process.waitForStarted());
        while (process.state() != QProcess::NotRunning) {
            QVERIFY(!allArgumentLists().contains(marker.toLatin1()));
            process.waitForFinished(100);
        }
    }

    void aServerKilledInMidStatementEndsInAKnownState()
    {
        const CliProject project;
        project.revision("a1aa", "None", "op.execute('SELECT pg_sleep(60)')");
        const QString database = m_fixture->createDatabase();
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DATABASE_URL"), m_fixture->url(database));
        QProcess process;
        process.setWorkingDirectory(project.root());
        process.setProcessEnvironment(environment);
        process.start(cliProgram(), {QStringLiteral("upgrade")});
        const QString sleeping = QStringLiteral(
            "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(60)%' "
            "AND pid <> pg_backend_pid() AND state = 'active'");
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_fixture->rows(database, QStringLiteral("SELECT 1 ") + sleeping).isEmpty(), 30'000);
        m_fixture->rows(database, QStringLiteral("SELECT pg_terminate_backend(pid) ") + sleeping);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 4);
        const QString text = QString::fromUtf8(process.readAllStandardError());
        QVERIFY2(text.contains(QLatin1String("The database is now at base")), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestCliDatabase)
#include "tst_clidatabase.moc"

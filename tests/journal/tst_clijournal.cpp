#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

/// Every run of the command line is in the journal, and no password is.
class TestCliJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void everyRun();
    void teamsHistory();
    void teamsHistoryIsNobodysToChange();
    void editedAfterApplied();
    void changedInGit();

private:
    /// A project with one table and its environment on a new database.
    struct Rig {
        CliProject project;
        QTemporaryDir data;
        QProcessEnvironment environment = cliEnvironment();
        QString database;

        CliResult run(const QStringList &arguments) const
        {
            return runCli(arguments, project.root(), environment);
        }
        QJsonValue json(const QStringList &arguments) const
        {
            const QJsonDocument document = QJsonDocument::fromJson(
                run(QStringList{QStringLiteral("--json")} + arguments).out.toUtf8());
            return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
        }
    };
    std::unique_ptr<Rig> rig()
    {
        auto rig = std::make_unique<Rig>();
        rig->project.revision(
            "a1", "None", "op.execute('CREATE TABLE one (id int)')", "op.execute('DROP TABLE one')");
        rig->project.revision("b2", "'a1'", "op.execute('SELECT 1/0')");
        rig->database = m_postgres->createDatabase();
        rig->environment.insert(QStringLiteral("XDG_DATA_HOME"), rig->data.path());
        rig->environment.insert(QStringLiteral("DATABASE_URL"),
            m_postgres->url(rig->database) + QStringLiteral("&password=MARKER"));
        return rig;
    }

    std::optional<PostgresFixture> m_postgres;
};

void TestCliJournal::everyRun()
{
    CliProject project;
    project.write("routes.py", "required_tables = ['one']\n");
    project.revision("a1", "None", "op.execute('CREATE TABLE one (id int)')", "op.execute('DROP TABLE one')");
    project.revision("b2", "'a1'", "op.execute('SELECT 1/0')");
    const QString database = m_postgres->createDatabase();
    QTemporaryDir data;
    QProcessEnvironment environment = cliEnvironment();
    environment.insert(QStringLiteral("XDG_DATA_HOME"), data.path());
    environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("true"));
    environment.insert(
        QStringLiteral("DATABASE_URL"), m_postgres->url(database) + QStringLiteral("&password=MARKER"));
    const auto run
        = [&](const QStringList &arguments) { return runCli(arguments, project.root(), environment); };
    QCOMPARE(run({QStringLiteral("journal")}).out, QStringLiteral("No runs yet\n"));
    QCOMPARE(run({QStringLiteral("upgrade"), QStringLiteral("a1")}).status, 0);
    QCOMPARE(run({QStringLiteral("upgrade"), QStringLiteral("b2")}).status, 4);
    QCOMPARE(run({QStringLiteral("downgrade"), QStringLiteral("base")}).status, 0);
    QCOMPARE(run({QStringLiteral("stamp"), QStringLiteral("a1")}).status, 0);
    QCOMPARE(run({QStringLiteral("stamp"), QStringLiteral("--purge"), QStringLiteral("base")}).status, 0);
    QCOMPARE(run({QStringLiteral("startup")}).status, 1);
    const CliResult result = run({QStringLiteral("--json"), QStringLiteral("journal")});
    const QJsonArray entries = QJsonDocument::fromJson(result.out.toUtf8()).array();
    QStringList told;
    for (const QJsonValue &entry : entries)
        told += entry[QLatin1String("action")].toString() + u' ' + entry[QLatin1String("outcome")].toString();
    QCOMPARE(told.join(QStringLiteral(", ")),
        QStringLiteral("startup failed, stamp succeeded, stamp succeeded, downgrade succeeded, upgrade "
                       "failed, upgrade succeeded"));
    QCOMPARE(entries[4][QLatin1String("sqlstate")].toString(), QStringLiteral("22012"));
    QCOMPARE(entries[4][QLatin1String("current")].toArray(), QJsonArray{QStringLiteral("a1")});
    QCOMPARE(
        entries[5][QLatin1String("steps")][0][QLatin1String("revision")].toString(), QStringLiteral("a1"));
    QVERIFY(entries[5][QLatin1String("steps")][0][QLatin1String("duration_ms")].isDouble());
    QCOMPARE(entries[5][QLatin1String("database")].toString(), database);
    QFile file(data.path() + QStringLiteral("/stillroom/journal.jsonl"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("MARKER"));
    QVERIFY(!result.out.contains(u"MARKER"));
    QCOMPARE(
        run({QStringLiteral("journal"), QStringLiteral("--limit"), QStringLiteral("2")}).out.count(u'\n'), 3);
}

void TestCliJournal::teamsHistory()
{
    const std::unique_ptr<Rig> r = rig();
    const QString journal = QStringLiteral("journal");
    const QString fromDatabase = QStringLiteral("--from-database");
    const QString create = QStringLiteral("--create-table");
    const CliResult without = r->run({journal, fromDatabase});
    QCOMPARE(without.status, 2);
    QVERIFY(without.err.contains(QLatin1String("has no table stillroom.journal")));
    const CliResult shown = r->run({journal, create, QStringLiteral("--dry-run")});
    QVERIFY(shown.out.contains(QLatin1String("CREATE TABLE stillroom.journal")));
    QCOMPARE(m_postgres->rows(r->database, QStringLiteral("SELECT to_regclass('stillroom.journal')")),
        QStringList(QStringLiteral("<null>")));
    QCOMPARE(
        r->run({QStringLiteral("upgrade"), QStringLiteral("a1")}).status, 0); // before the table: not in it

    QCOMPARE(r->run({journal, create}).status, 0);
    QVERIFY(r->run({journal, create}).out.contains(QLatin1String("already has")));
    QCOMPARE(r->run({QStringLiteral("upgrade"), QStringLiteral("b2")}).status, 4);
    QCOMPARE(r->run({QStringLiteral("downgrade"), QStringLiteral("base")}).status, 0);
    // A database with nothing but the journal is an empty one.
    m_postgres->execute(r->database, {QStringLiteral("DROP TABLE alembic_version")});
    QCOMPARE(r->json({QStringLiteral("status")})[QLatin1String("state")].toString(), QStringLiteral("empty"));
    QCOMPARE(r->run({QStringLiteral("stamp"), QStringLiteral("a1")}).status, 0);
    m_postgres->execute(r->database, {QStringLiteral("CREATE TABLE one (id int)")});
    r->environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("true"));
    r->project.write(
        "migrations/seeds/01_one.sql", "-- stillroom: when-empty one\nINSERT INTO one VALUES (1);\n");
    r->project.write("routes.py", "required_tables = ['one']\n");
    QCOMPARE(r->run({QStringLiteral("startup")}).status, 0);

    const QJsonArray team = r->json({journal, fromDatabase}).toArray();
    QStringList told;
    for (const QJsonValue &entry : team)
        told += entry[QLatin1String("action")].toString() + u' ' + entry[QLatin1String("outcome")].toString();
    QCOMPARE(told.join(QStringLiteral(", ")),
        QStringLiteral("seed succeeded, stamp succeeded, downgrade succeeded, upgrade failed"));
    const QJsonArray own = r->json({journal}).toArray();
    QCOMPARE(own.size(), team.size() + 1);
    for (qsizetype n = 0; n < team.size(); ++n)
        QCOMPARE(team[n].toObject(), own[n].toObject()); // every fact of it
    QVERIFY(
        !m_postgres
             ->rows(r->database, QStringLiteral("SELECT run::text || outcome_record FROM stillroom.journal"))
             .join(u' ')
             .contains(QLatin1String("MARKER")));
    QCOMPARE(r->json({QStringLiteral("diff")})[QLatin1String("drift")].toArray(), QJsonArray());
}

void TestCliJournal::teamsHistoryIsNobodysToChange()
{
    const std::unique_ptr<Rig> r = rig();
    QCOMPARE(r->run({QStringLiteral("journal"), QStringLiteral("--create-table")}).status, 0);
    m_postgres->execute(r->database,
        {QStringLiteral("CREATE ROLE colleague LOGIN"),
            QStringLiteral("GRANT CREATE ON SCHEMA public TO colleague")});
    QProcessEnvironment colleague = r->environment;
    colleague.insert(QStringLiteral("DATABASE_URL"),
        QString(m_postgres->url(r->database))
            .replace(QLatin1String("postgres@"), QLatin1String("colleague@")));
    const CliResult run
        = runCli({QStringLiteral("upgrade"), QStringLiteral("a1")}, r->project.root(), colleague);
    QVERIFY2(run.status == 0, qPrintable(run.err));
    QCOMPARE(m_postgres->rows(r->database,
                 QStringLiteral("SELECT database_user, action, current_rows FROM stillroom.journal")),
        QStringList(QStringLiteral("colleague|upgrade|{a1}")));
    const std::unique_ptr<Connection> connection = m_postgres->connect(r->database);
    QVERIFY(connection->query(QStringLiteral("SET ROLE colleague")).ok());
    for (const char *change :
        {"DELETE FROM stillroom.journal", "UPDATE stillroom.journal SET message = ''"}) {
        const Connection::Reply reply = connection->run(QString::fromLatin1(change));
        QVERIFY(reply.failure);
        QCOMPARE(reply.failure->sqlState, QStringLiteral("42501"));
    }
}

void TestCliJournal::editedAfterApplied()
{
    const std::unique_ptr<Rig> r = rig();
    const auto edited = [&] {
        QStringList ids;
        for (const QJsonValue &each :
            r->json({QStringLiteral("diff")})[QLatin1String("edited_after_applied")].toArray())
            ids << each[QLatin1String("revision")].toString();
        return ids;
    };
    QCOMPARE(r->run({QStringLiteral("upgrade"), QStringLiteral("a1")}).status, 0);
    QCOMPARE(edited(), QStringList());
    r->project.revision(
        "a1", "None", "op.execute('CREATE TABLE one (id bigint)')", "op.execute('DROP TABLE one')");
    QCOMPARE(edited(), QStringList(QStringLiteral("a1")));
    QVERIFY(r->run({QStringLiteral("diff")}).out.contains(QLatin1String("Edited after it was applied: a1.")));
    r->project.write("routes.py", "required_tables = ['one']\n");
    QString finding;
    for (const QJsonValue &check :
        r->json({QStringLiteral("verify")})[QLatin1String("stillroom")][QLatin1String("checks")].toArray()) {
        if (check[QLatin1String("id")].toString() == u"status.edited")
            finding = check[QLatin1String("result")].toString() + u' '
                + check[QLatin1String("finding")].toString();
    }
    QVERIFY2(finding.startsWith(QLatin1String("warn The script is not the one that ran on ")),
        qPrintable(finding));
    // Taken back and run again: what ran last counts.
    QCOMPARE(r->run({QStringLiteral("downgrade"), QStringLiteral("base")}).status, 0);
    QCOMPARE(r->run({QStringLiteral("upgrade"), QStringLiteral("a1")}).status, 0);
    QCOMPARE(edited(), QStringList());
    // What the applied revisions make is kept by what they send, so an edit is never answered from before.
    QCOMPARE(QDir(r->data.filePath(QStringLiteral("stillroom/expected"))).entryList(QDir::Files).size(), 2);
}

void TestCliJournal::changedInGit()
{
    const std::unique_ptr<Rig> r = rig();
    const auto git = [&](const QStringList &arguments) {
        QProcess process;
        process.setWorkingDirectory(r->project.root());
        process.start(QStringLiteral("git"),
            QStringList{QStringLiteral("-c"), QStringLiteral("user.name=t"), QStringLiteral("-c"),
                QStringLiteral("user.email=t@t")}
                + arguments);
        process.waitForFinished();
        return process.exitCode() == 0;
    };
    QVERIFY(git({QStringLiteral("init"), QStringLiteral("-q")}));
    QVERIFY(git({QStringLiteral("add"), QStringLiteral(".")}));
    QVERIFY(git({QStringLiteral("commit"), QStringLiteral("-qm"), QStringLiteral("one")}));
    QCOMPARE(r->run({QStringLiteral("stamp"), QStringLiteral("b2")}).status, 0); // no run is recorded
    r->project.write("routes.py", "required_tables = ['one']\n");
    const auto finding = [&] {
        for (const QJsonValue &check :
            r->json({QStringLiteral("verify")})[QLatin1String("stillroom")][QLatin1String("checks")]
                .toArray()) {
            if (check[QLatin1String("id")].toString() == u"status.edited-git")
                return check[QLatin1String("finding")].toString();
        }
        return QString();
    };
    QCOMPARE(finding(), QString());
    r->project.revision("a1", "None", "op.execute('CREATE TABLE one (id bigint)')");
    QVERIFY(git({QStringLiteral("commit"), QStringLiteral("-qam"), QStringLiteral("two")}));
    QCOMPARE(finding(),
        QStringLiteral("1 applied script was changed after the first commit, and no run of them "
                       "is recorded: a1"));
}

QTEST_GUILESS_MAIN(TestCliJournal)
#include "tst_clijournal.moc"

#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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

private:
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

QTEST_GUILESS_MAIN(TestCliJournal)
#include "tst_clijournal.moc"

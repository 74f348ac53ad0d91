#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"

#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

/// `production.require`: a run on production waits for what the project asks for.
class TestCliProduction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void init();
    void backupAndChecklistAreAPersonsWord();
    void rehearsalIsLookedUp();
    void anotherPlanWasNotRehearsed();
    void otherTargetsAreLeftAlone();
    void startup();

private:
    CliResult run(const char *line, const char *target = "live") const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_data->path());
        environment.insert(QStringLiteral("DB"), m_postgres->url(m_database));
        environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("true"));
        return runCli(QStringList{QStringLiteral("--target"), QLatin1String(target)}
                + QString::fromLatin1(line).split(u' '),
            m_project->root(), environment);
    }
    void require(const char *list) const
    {
        m_project->write("stillroom.toml",
            "required_tables = ['one']\n[production]\nrequire = " + QByteArray(list)
                + "\n[targets.live]\nurl_from = 'DB'\nkind = 'production'\n"
                  "[targets.test]\nurl_from = 'DB'\nkind = 'staging'\n");
    }
    QStringList rows() const
    {
        return m_postgres->rows(m_database, QStringLiteral("SELECT to_regclass('one') IS NOT NULL"));
    }

    std::optional<PostgresFixture> m_postgres;
    std::unique_ptr<CliProject> m_project;
    std::unique_ptr<QTemporaryDir> m_data;
    QString m_database;
};

void TestCliProduction::init()
{
    m_project = std::make_unique<CliProject>();
    m_data = std::make_unique<QTemporaryDir>();
    m_project->revision(
        "a1", "None", "op.execute('CREATE TABLE one (id int)')", "op.execute('DROP TABLE one')");
    m_database = m_postgres->createDatabase();
}

void TestCliProduction::backupAndChecklistAreAPersonsWord()
{
    require("['backup', 'checklist']");
    const CliResult refused = run("upgrade --yes");
    QCOMPARE(refused.status, 5);
    QVERIFY2(refused.err.contains(QLatin1String("backup, checklist")), qPrintable(refused.err));
    QVERIFY(refused.err.contains(QLatin1String("--confirm backup --confirm checklist")));
    QCOMPARE(run("upgrade --yes --confirm backup").status, 5);
    QCOMPARE(rows(), QStringList(QStringLiteral("f")));
    QCOMPARE(run("upgrade --yes --confirm hope").status, 2);
    QCOMPARE(run("upgrade --confirm backup --confirm checklist").status, 5); // --yes is another question
    QCOMPARE(run("upgrade --yes --confirm backup --confirm checklist").status, 0);
    QCOMPARE(run("downgrade --yes").status, 5);
    QCOMPARE(run("downgrade --dry-run").status, 0);
}

void TestCliProduction::rehearsalIsLookedUp()
{
    require("['rehearsal']");
    const CliResult refused = run("upgrade --yes");
    QCOMPARE(refused.status, 5);
    QVERIFY(refused.err.contains(QLatin1String("stillroom-cli rehearse")));
    const CliResult rehearsed = run("rehearse");
    QCOMPARE(rehearsed.status, 0);
    QVERIFY(rehearsed.out.contains(QLatin1String("Schema fingerprint ")));
    const CliResult upgraded = run("upgrade --yes");
    QCOMPARE(upgraded.status, 0);
    QVERIFY2(upgraded.err.contains(QLatin1String(", as in the rehearsal")), qPrintable(upgraded.err));
    QCOMPARE(run("upgrade --yes").status, 0); // nothing to do, nothing to rehearse
    QCOMPARE(run("downgrade --yes").status, 0); // there is no rehearsal of a downgrade alone
}

void TestCliProduction::anotherPlanWasNotRehearsed()
{
    require("['rehearsal']");
    QCOMPARE(run("rehearse").status, 0);
    m_project->revision("a1", "None", "op.execute('CREATE TABLE one (id bigint)')");
    QCOMPARE(run("upgrade --yes").status, 5);
    QCOMPARE(run("upgrade --yes --confirm rehearsal").status, 0);
}

void TestCliProduction::otherTargetsAreLeftAlone()
{
    require("['rehearsal', 'backup', 'checklist']");
    QCOMPARE(run("upgrade", "test").status, 0);
}

void TestCliProduction::startup()
{
    require("['rehearsal', 'backup']");
    const CliResult refused = run("startup --yes");
    QCOMPARE(refused.status, 5);
    QVERIFY2(refused.err.contains(QLatin1String("production.require")), qPrintable(refused.err));
    QCOMPARE(rows(), QStringList(QStringLiteral("f")));
    QCOMPARE(run("startup --yes --confirm rehearsal --confirm backup").status, 0);
    QCOMPARE(rows(), QStringList(QStringLiteral("t")));
    QCOMPARE(run("startup").status, 0); // nothing is to be done
}

QTEST_GUILESS_MAIN(TestCliProduction)
#include "tst_cliproduction.moc"

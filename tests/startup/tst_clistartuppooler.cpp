// `startup` behind PgBouncer in transaction mode: a start that has nothing to do succeeds, one that would
// migrate is refused before anything is touched.

#include "tests/cli/clirunner.h"
#include "tests/support/pgbouncer.h"
#include "tests/support/postgresfixture.h"

#include <QTest>

#include <optional>

using namespace stillroom;
using namespace stillroom::test;

class TestCliStartupPooler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (PgBouncer::program().isEmpty())
            QSKIP("pgbouncer is not installed");
        m_postgres.emplace();
        m_bouncer.emplace(m_postgres->server().socketFolder(), QStringLiteral("transaction"));
        ConnectionSettings settings = m_postgres->settings(QStringLiteral("postgres"));
        settings.port = QStringLiteral("6432");
        QTRY_VERIFY_WITH_TIMEOUT(Connection::open(settings).ok(), 10'000);
    }
    void cleanupTestCase()
    {
        m_bouncer.reset();
        m_postgres.reset();
    }

    void tablesExist();
    void tablesAreMissing();

private:
    CliResult start(const QString &database) const
    {
        QProcessEnvironment environment = cliEnvironment();
        QString url = m_postgres->url(database);
        url.replace(QStringLiteral("port=5432"), QStringLiteral("port=6432"));
        environment.insert(QStringLiteral("DEV_DATABASE_URL"), url);
        environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("true"));
        CliProject project;
        project.write("routes.py", "def check_and_run_migrations():\n    required_tables = ['app_user']\n");
        project.revision("0001", "None", "op.execute('CREATE TABLE app_user (id int)')");
        return runCli({QStringLiteral("startup"), QStringLiteral("--"), QStringLiteral("echo"),
                          QStringLiteral("application")},
            project.root(), environment);
    }

    std::optional<PostgresFixture> m_postgres;
    std::optional<PgBouncer> m_bouncer;
};

void TestCliStartupPooler::tablesExist()
{
    const QString database = m_postgres->createDatabase();
    m_postgres->execute(database,
        {QStringLiteral("CREATE TABLE app_user (id int)"),
            QStringLiteral("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)"),
            QStringLiteral("INSERT INTO alembic_version VALUES ('0001')")});
    const CliResult result = start(database);
    QVERIFY2(result.status == 0, qPrintable(result.out + result.err));
    QVERIFY(result.out.endsWith(QStringLiteral("application\n")));
    QCOMPARE(m_postgres->rows(database, QStringLiteral("SELECT count(*) FROM app_user")),
        QStringList{QStringLiteral("0")});
}

void TestCliStartupPooler::tablesAreMissing()
{
    const QString database = m_postgres->createDatabase();
    const CliResult result = start(database);
    QVERIFY2(result.status == 5, qPrintable(QString::number(result.status) + result.out + result.err));
    QVERIFY(!result.out.contains(QStringLiteral("application\n")));
    QVERIFY2(result.err.contains(QStringLiteral("pool")), qPrintable(result.err));
    QCOMPARE(m_postgres->rows(database,
                 QStringLiteral("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")),
        QStringList{QStringLiteral("0")});
}

QTEST_GUILESS_MAIN(TestCliStartupPooler)
#include "tst_clistartuppooler.moc"

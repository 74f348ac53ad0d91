#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"

#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

/// Scripts that ask the database first, planned and run.
class TestCliGuards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_fixture = std::make_unique<PostgresFixture>(); }
    void cleanupTestCase() { m_fixture.reset(); }

    void theDatabaseDecides()
    {
        const CliProject project;
        const QByteArray adds
            = "has = [c['name'] for c in sa.inspect(op.get_bind()).get_columns('t')]\n"
              "    if 'b' not in has:\n        op.add_column('t', sa.Column('b', sa.Text()))\n"
              "    if 'a' not in has:\n        op.execute('SELECT 1/0')";
        project.revision(
            "a1aa", "None", "op.create_table('t', sa.Column('a', sa.Integer))", "op.drop_table('t')");
        project.revision("b2bb", "'a1aa'", adds, "op.drop_column('t', 'b')");
        const QString database = m_fixture->createDatabase();
        const CliResult plan = run(project, database, "plan upgrade head");
        QVERIFY2(plan.status == 0, qPrintable(plan.err));
        QVERIFY2(plan.out.contains(QLatin1String("ALTER TABLE t ADD COLUMN b TEXT")), qPrintable(plan.out));
        QVERIFY2(plan.out.contains(QLatin1String("b2bb: decided by the database at ")), qPrintable(plan.out));
        QVERIFY(!plan.out.contains(QLatin1String("a1aa: decided")));
        {
            const CliResult up = run(project, database, "upgrade head");
            QVERIFY2(up.status == 0, qPrintable(up.err + up.out));
        }
        // Somebody takes the stamp back and leaves the column: nothing is to do any more.
        m_fixture->execute(database, {QStringLiteral("UPDATE alembic_version SET version_num = 'a1aa'")});
        const CliResult again = run(project, database, "upgrade head --dry-run");
        QVERIFY2(!again.out.contains(QLatin1String("ADD COLUMN")), qPrintable(again.out));
        {
            const CliResult up = run(project, database, "upgrade head");
            QVERIFY2(up.status == 0, qPrintable(up.err + up.out));
        }
        QCOMPARE(run(project, database, "downgrade base").status, 0);
        // Without a database nothing is invented.
        const CliResult offline = run(project, database, "upgrade head --sql");
        QVERIFY(offline.status != 0);
        QVERIFY2(offline.err.contains(QLatin1String("looks at the live database with sa.inspect()")),
            qPrintable(offline.err));
    }

private:
    CliResult run(const CliProject &project, const QString &database, const char *line) const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DATABASE_URL"), m_fixture->url(database));
        return runCli(QString::fromLatin1(line).split(u' '), project.root(), environment);
    }

    std::unique_ptr<PostgresFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TestCliGuards)
#include "tst_cliguards.moc"

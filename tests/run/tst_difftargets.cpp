#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

/// `diff --with`: databases of one project side by side.
class TestDiffTargets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_postgres.reset(); }
    void sameAndDifferent();
    void oneDoesNotAnswer();
    void unknownName();
    void commandLineUrlIsTheFirst();

private:
    CliResult run(const QStringList &arguments) const
    {
        return runCli(arguments, m_project.root(), m_environment);
    }

    CliProject m_project;
    QTemporaryDir m_data;
    QProcessEnvironment m_environment = cliEnvironment();
    std::optional<PostgresFixture> m_postgres;
    QString m_first;
    QString m_second;
};

void TestDiffTargets::initTestCase()
{
    m_postgres.emplace();
    m_project.revision("a1", "None", "op.execute('CREATE TABLE one (id int)')");
    m_project.revision("b2", "'a1'", "op.execute('CREATE TABLE two (id int)')");
    m_project.write("stillroom.toml",
        "[targets.here]\nurl_from = 'HERE_URL'\n[targets.there]\nurl_from = 'THERE_URL'\n"
        "[targets.gone]\nurl_from = 'GONE_URL'\n");
    m_first = m_postgres->createDatabase();
    m_second = m_postgres->createDatabase();
    m_environment.insert(QStringLiteral("XDG_DATA_HOME"), m_data.path());
    m_environment.insert(
        QStringLiteral("HERE_URL"), m_postgres->url(m_first) + QStringLiteral("&password=MARKER"));
    m_environment.insert(
        QStringLiteral("THERE_URL"), m_postgres->url(m_second) + QStringLiteral("&password=MARKER"));
    m_environment.insert(
        QStringLiteral("GONE_URL"), QStringLiteral("postgresql://u:MARKER@127.0.0.1:1/gone"));
    for (const QString &target : {QStringLiteral("here"), QStringLiteral("there")}) {
        const CliResult made
            = run({QStringLiteral("--target"), target, QStringLiteral("upgrade"), QStringLiteral("a1")});
        QVERIFY2(made.status == 0, qPrintable(made.err));
    }
}

void TestDiffTargets::sameAndDifferent()
{
    const QStringList call{QStringLiteral("--target"), QStringLiteral("here"), QStringLiteral("diff"),
        QStringLiteral("--with"), QStringLiteral("there"), QStringLiteral("--exit-code")};
    const CliResult same = run(call);
    QVERIFY2(same.status == 0, qPrintable(same.err));
    QVERIFY(same.out.contains(QLatin1String("Every revision is applied in all of them or in none.")));
    QVERIFY(same.out.contains(QLatin1String("The schemas of here and there are the same.")));
    QVERIFY(!same.out.contains(QLatin1String("MARKER")));

    QCOMPARE(run({QStringLiteral("--target"), QStringLiteral("there"), QStringLiteral("upgrade"),
                     QStringLiteral("b2")})
                 .status,
        0);
    m_postgres->execute(m_first, {QStringLiteral("ALTER TABLE one ADD COLUMN by_hand text")});
    const CliResult text = run(call);
    QCOMPARE(text.status, 1);
    QVERIFY2(text.out.contains(QLatin1String("- x  b2  step b2")), qPrintable(text.out));
    const QJsonObject json
        = QJsonDocument::fromJson(run(QStringList(QStringLiteral("--json")) + call).out.toUtf8()).object();
    QCOMPARE(json[QLatin1String("targets")][1][QLatin1String("current")].toArray(),
        QJsonArray{QStringLiteral("b2")});
    QCOMPARE(
        json[QLatin1String("revisions")][1][QLatin1String("applied")].toArray(), (QJsonArray{false, true}));
    QStringList changes;
    for (const QJsonValue &change : json[QLatin1String("differences")][0][QLatin1String("changes")].toArray())
        changes << change[QLatin1String("action")].toString() + u' '
                + change[QLatin1String("object")].toString();
    changes.sort();
    QCOMPARE(changes.join(QStringLiteral(", ")), QStringLiteral("add two, drop one.by_hand"));
}

/// The others are told all the same.
void TestDiffTargets::oneDoesNotAnswer()
{
    const CliResult result = run({QStringLiteral("--json"), QStringLiteral("--target"),
        QStringLiteral("here"), QStringLiteral("diff"), QStringLiteral("--with"), QStringLiteral("gone"),
        QStringLiteral("--with"), QStringLiteral("there")});
    QCOMPARE(result.status, 3);
    const QJsonObject json = QJsonDocument::fromJson(result.out.toUtf8()).object();
    QCOMPARE(json[QLatin1String("targets")].toArray().size(), 3);
    QCOMPARE(
        json[QLatin1String("targets")][1][QLatin1String("state")].toString(), QStringLiteral("unreachable"));
    QCOMPARE(json[QLatin1String("revisions")][0][QLatin1String("applied")].toArray(),
        (QJsonArray{true, QJsonValue::Null, true}));
    QVERIFY(json[QLatin1String("differences")][0][QLatin1String("changes")].isNull());
    QVERIFY(!result.out.contains(QLatin1String("MARKER")) && !result.err.contains(QLatin1String("MARKER")));
}

void TestDiffTargets::unknownName()
{
    const CliResult result = run({QStringLiteral("--target"), QStringLiteral("here"), QStringLiteral("diff"),
        QStringLiteral("--with"), QStringLiteral("nowhere")});
    QCOMPARE(result.status, 2);
    QVERIFY(result.err.contains(QLatin1String("nowhere")));
    QVERIFY(result.err.contains(QLatin1String("there")));
}

void TestDiffTargets::commandLineUrlIsTheFirst()
{
    const QJsonObject json = QJsonDocument::fromJson(
        run({QStringLiteral("--json"), QStringLiteral("--database-url"), m_postgres->url(m_first),
                QStringLiteral("diff"), QStringLiteral("--with"), QStringLiteral("there")})
            .out.toUtf8())
                                 .object();
    QCOMPARE(json[QLatin1String("targets")][1][QLatin1String("name")].toString(), QStringLiteral("there"));
}

QTEST_GUILESS_MAIN(TestDiffTargets)
#include "tst_difftargets.moc"

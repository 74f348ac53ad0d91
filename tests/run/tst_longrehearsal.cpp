#include "tests/cli/clirunner.h"
#include "tests/support/pgdump.h"
#include "tests/support/postgresfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

/// A generated project of 500 revisions, rehearsed there and back, and its drift.
class TestLongRehearsal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_postgres.reset(); }
    void thereAndBack();
    void keptExpectation();

private:
    QJsonObject json(const QStringList &arguments) const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DATABASE_URL"), m_postgres->url(m_database));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_folder.filePath(QStringLiteral("data")));
        return QJsonDocument::fromJson(
            runCli(QStringList{QStringLiteral("--json")} + arguments, m_project, environment).out.toUtf8())
            .object();
    }

    QTemporaryDir m_folder;
    QString m_project;
    QString m_database;
    std::optional<PostgresFixture> m_postgres;
};

void TestLongRehearsal::initTestCase()
{
    m_postgres.emplace();
    m_database = m_postgres->createDatabase();
    m_project = m_folder.filePath(QStringLiteral("project"));
    QProcess generator;
    generator.start(QStringLiteral("python3"),
        {QStringLiteral(STILLROOM_SOURCE_DIR "/tests/support/genproject.py"), QStringLiteral("--revisions"),
            QStringLiteral("500"), QStringLiteral("--style"), QStringLiteral("branchy"),
            QStringLiteral("--out"), m_project});
    QVERIFY(generator.waitForFinished());
    QVERIFY2(generator.exitCode() == 0, generator.readAllStandardError().constData());
}

void TestLongRehearsal::thereAndBack()
{
    const QByteArray before = schemaDump(m_postgres->settings(m_database));
    const QJsonObject got = json({QStringLiteral("rehearse")});
    QCOMPARE(got[QLatin1String("outcome")].toString(), QStringLiteral("succeeded"));
    const QJsonArray steps = got[QLatin1String("steps")].toArray();
    QCOMPARE(steps.size(), 500);
    for (const QJsonValue &step : steps) {
        const QString grade = step[QLatin1String("downgrade_grade")].toString();
        QVERIFY2(grade == u"real" || grade == u"lossy" || grade == u"no-op",
            qPrintable(step[QLatin1String("revision")].toString() + u' ' + grade));
    }
    QCOMPARE(schemaDump(m_postgres->settings(m_database)), before);
}

/// What the 500 make of an empty database is worked out once, and still tells what was planted afterwards.
void TestLongRehearsal::keptExpectation()
{
    QProcessEnvironment environment = cliEnvironment();
    environment.insert(QStringLiteral("DATABASE_URL"), m_postgres->url(m_database));
    QCOMPARE(runCli({QStringLiteral("upgrade"), QStringLiteral("heads")}, m_project, environment).status, 0);
    QCOMPARE(json({QStringLiteral("diff")})[QLatin1String("drift")].toArray(), QJsonArray());
    const QDir kept(m_folder.filePath(QStringLiteral("data/stillroom/expected")));
    QCOMPARE(kept.entryList(QDir::Files).size(), 1);
    m_postgres->execute(m_database, {QStringLiteral("CREATE TABLE by_hand (id int)")});
    const QJsonArray drift = json({QStringLiteral("diff")})[QLatin1String("drift")].toArray();
    QCOMPARE(drift.size(), 1);
    QCOMPARE(drift[0][QLatin1String("object")].toString(), QStringLiteral("by_hand"));
    QCOMPARE(kept.entryList(QDir::Files).size(), 1);
}

QTEST_GUILESS_MAIN(TestLongRehearsal)
#include "tst_longrehearsal.moc"

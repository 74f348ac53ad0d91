#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QJsonObject jsonOf(const CliResult &result)
{
    return QJsonDocument::fromJson(result.out.toUtf8()).object();
}

/// "rule severity" of every finding that is more than a note.
QString findingsOf(const CliResult &result)
{
    QStringList texts;
    for (const QJsonValue &finding : jsonOf(result)[QLatin1String("findings")].toArray())
        if (finding[QLatin1String("severity")].toString() != u"info")
            texts << finding[QLatin1String("rule")].toString() + u' '
                    + finding[QLatin1String("severity")].toString();
    return texts.join(QStringLiteral(", "));
}

void writeLine(const CliProject &project)
{
    project.revision("a1aa", "None",
        "op.create_table('one', sa.Column('id', sa.BigInteger()), sa.Column('n', sa.Integer()))",
        "op.drop_table('one')");
    project.revision(
        "b2bb", "'a1aa'", "op.create_index('ix_one_n', 'one', ['n'])", "op.drop_index('ix_one_n', 'one')");
    project.revision("c3cc", "'b2bb'",
        "# stillroom: allow drop-column because nobody reads it\n    op.drop_column('one', 'n')",
        "op.add_column('one', sa.Column('n', sa.Integer()))");
}

} // namespace

class TestCliLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void withoutDatabase();
    void ranges();
    void sarif();
    void settings();
    void withDatabase();
    void planNamesRisks();

private:
    std::optional<PostgresFixture> m_postgres;
};

void TestCliLint::withoutDatabase()
{
    CliProject project;
    writeLine(project);
    const CliResult text = runCli({QStringLiteral("lint")}, project.root());
    QCOMPARE(text.status, 1);
    QVERIFY(text.err.contains(u"Without a database"));
    QVERIFY(text.out.contains(u"HIGH    create-index  CREATE INDEX ix_one_n blocks writes to one\n"
                              "          migrations/versions/b2bb_x.py:"));
    QVERIFY(text.out.contains(u"ALLOWED drop-column"));
    QVERIFY(text.out.contains(u"because nobody reads it"));
    QVERIFY(!text.out.contains(u"unqualified-name"));
    QVERIFY(runCli({QStringLiteral("lint"), QStringLiteral("--notes")}, project.root())
                .out.contains(u"unqualified-name"));
    QCOMPARE(
        runCli({QStringLiteral("lint"), QStringLiteral("--fail-on"), QStringLiteral("never")}, project.root())
            .status,
        0);
    QCOMPARE(
        runCli({QStringLiteral("lint"), QStringLiteral("--fail-on"), QStringLiteral("most")}, project.root())
            .status,
        2);
    QCOMPARE(runCli({QStringLiteral("lint"), QStringLiteral("nobody")}, project.root()).status, 2);
}

void TestCliLint::ranges()
{
    CliProject project;
    writeLine(project);
    const auto found = [&](const QStringList &arguments) {
        return findingsOf(runCli(
            QStringList{QStringLiteral("--json"), QStringLiteral("lint")} + arguments, project.root()));
    };
    QCOMPARE(found({QStringLiteral("a1aa")}), QString());
    QCOMPARE(found({QStringLiteral("b2bb")}), QStringLiteral("create-index high, lock-timeout medium"));
    QCOMPARE(found({QStringLiteral("a1aa:b2bb")}), QStringLiteral("create-index high, lock-timeout medium"));
    // In one run from base the table is new, and nobody waits for it.
    QCOMPARE(found({QStringLiteral("base:b2bb")}), QString());
    QCOMPARE(found({QStringLiteral("--downgrade"), QStringLiteral("b2bb")}),
        QStringLiteral("drop-index medium, lock-timeout medium"));
}

void TestCliLint::sarif()
{
    CliProject project;
    writeLine(project);
    const CliResult result = runCli({QStringLiteral("lint"), QStringLiteral("--sarif")}, project.root());
    const QJsonObject run = jsonOf(result)[QLatin1String("runs")].toArray().first().toObject();
    QCOMPARE(jsonOf(result)[QLatin1String("version")].toString(), QStringLiteral("2.1.0"));
    const QJsonArray rules = run[QLatin1String("tool")]
                                 .toObject()[QLatin1String("driver")]
                                 .toObject()[QLatin1String("rules")]
                                 .toArray();
    QStringList ids;
    for (const QJsonValue &rule : rules)
        ids << rule[QLatin1String("id")].toString();
    int suppressed = 0;
    for (const QJsonValue &entry : run[QLatin1String("results")].toArray()) {
        QVERIFY(ids.contains(entry[QLatin1String("ruleId")].toString()));
        suppressed += entry[QLatin1String("suppressions")].toArray().size();
        if (entry[QLatin1String("ruleId")].toString() != u"create-index")
            continue;
        QCOMPARE(entry[QLatin1String("level")].toString(), QStringLiteral("error"));
        const QJsonObject place = entry[QLatin1String("locations")]
                                      .toArray()
                                      .first()
                                      .toObject()[QLatin1String("physicalLocation")]
                                      .toObject();
        QCOMPARE(place[QLatin1String("artifactLocation")].toObject()[QLatin1String("uri")].toString(),
            QStringLiteral("migrations/versions/b2bb_x.py"));
        QVERIFY(place[QLatin1String("region")].toObject()[QLatin1String("startLine")].toInt() > 10);
    }
    QCOMPARE(suppressed, 1);
}

void TestCliLint::settings()
{
    CliProject project;
    writeLine(project);
    project.write(
        "stillroom.toml", "[lint]\nignore = [\"create-index\", \"no-such-rule\"]\nfail_on = \"medium\"\n");
    const CliResult result
        = runCli({QStringLiteral("--json"), QStringLiteral("lint"), QStringLiteral("b2bb")}, project.root());
    QCOMPARE(findingsOf(result), QStringLiteral("lock-timeout medium"));
    QCOMPARE(result.status, 1);
    QVERIFY(result.err.contains(u"no-such-rule"));
    project.write("stillroom.toml", "[run]\nlock_timeout = \"5s\"\n");
    QCOMPARE(findingsOf(runCli(
                 {QStringLiteral("--json"), QStringLiteral("lint"), QStringLiteral("b2bb")}, project.root())),
        QStringLiteral("create-index high"));
}

void TestCliLint::withDatabase()
{
    CliProject project;
    writeLine(project);
    const QString database = m_postgres->createDatabase();
    const QStringList target{QStringLiteral("--database-url"), m_postgres->url(database)};
    QCOMPARE(runCli(target + QStringList{QStringLiteral("upgrade"), QStringLiteral("a1aa")}, project.root())
                 .status,
        0);
    m_postgres->execute(database,
        {QStringLiteral("INSERT INTO one SELECT i, i FROM generate_series(1, 1000) i"),
            QStringLiteral("ANALYZE one")});
    const CliResult result
        = runCli(target + QStringList{QStringLiteral("--json"), QStringLiteral("lint")}, project.root());
    QCOMPARE(findingsOf(result), QStringLiteral("create-index low, drop-column high, lock-timeout medium"));
    QVERIFY(jsonOf(result)[QLatin1String("live")].toBool());
    QVERIFY(result.out.contains(u"for 1,000 rows"));
    // Linting reads: nothing was applied.
    QCOMPARE(m_postgres->rows(database, QStringLiteral("SELECT version_num FROM alembic_version")),
        QStringList{QStringLiteral("a1aa")});
}

void TestCliLint::planNamesRisks()
{
    CliProject project;
    writeLine(project);
    const CliResult result
        = runCli({QStringLiteral("--json"), QStringLiteral("plan"), QStringLiteral("upgrade"),
                     QStringLiteral("b2bb"), QStringLiteral("--from"), QStringLiteral("a1aa")},
            project.root());
    const QJsonObject step = jsonOf(result)[QLatin1String("steps")].toArray().first().toObject();
    QCOMPARE(step[QLatin1String("statements")].toArray().first().toObject()[QLatin1String("risks")].toArray(),
        QJsonArray{QStringLiteral("create-index")});
}

QTEST_GUILESS_MAIN(TestCliLint)
#include "tst_clilint.moc"

#include "tests/cli/clirunner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace stillroom::test;

namespace
{

/// a1 - b2 - d4, with c3 beside b2.
void writeBranches(const CliProject &project)
{
    project.revision("a1aa", "None", "op.execute('SELECT 1')", "op.execute('SELECT -1')");
    project.revision("b2bb", "'a1aa'", "op.execute('SELECT 2')", "op.execute('SELECT -2')");
    project.revision("c3cc", "'a1aa'", "pass", "pass", "branch_labels = ('side',)\n");
    project.revision("d4dd", "'b2bb'", "op.execute('SELECT 4')", "op.execute('SELECT -4')");
}

void writeLine(const CliProject &project)
{
    project.revision("a1aa", "None", "op.execute('SELECT 1')", "op.execute('SELECT -1')");
    project.revision("b2bb", "'a1aa'", "op.execute('SELECT 2')", "op.execute('SELECT -2')");
}

QJsonDocument jsonOf(const CliResult &result)
{
    return QJsonDocument::fromJson(result.out.toUtf8());
}

} // namespace

/// What needs no server.
class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsItsVersion()
    {
        const CliResult result = runCli({QStringLiteral("--version")}, QDir::tempPath());
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out, QStringLiteral("stillroom-cli " STILLROOM_VERSION "\n"));
        const CliResult onCommand
            = runCli({QStringLiteral("history"), QStringLiteral("--version")}, QDir::tempPath());
        QCOMPARE(onCommand.status, 0);
        QCOMPARE(onCommand.out, result.out);
    }

    void printsHelp()
    {
        const CliResult result = runCli({QStringLiteral("--help")}, QDir::tempPath());
        QCOMPARE(result.status, 0);
        for (const char *command : {"status", "history", "current", "heads", "branches", "show", "plan",
                 "upgrade", "downgrade", "stamp", "check", "sandbox"})
            QVERIFY2(result.out.contains(QLatin1String(command)), command);
        const CliResult ofCommand
            = runCli({QStringLiteral("upgrade"), QStringLiteral("--help")}, QDir::tempPath());
        QCOMPARE(ofCommand.status, 0);
        QVERIFY(ofCommand.out.contains(QLatin1String("--lock-timeout")));
    }

    void refusesWrongCalls_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char *line : {"", "nonsense", "migrate -m x", "history --nonsense",
                 "upgrade head --dryrun", "upgrade --lock-timeout soon", "upgrade --engine python",
                 "upgrade --retries -1", "upgrade --transaction none", "show", "stamp", "plan",
                 "plan sideways head", "sandbox", "sandbox explode", "upgrade a b", "--json", "heads extra"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }

    void refusesWrongCalls()
    {
        QFETCH(QString, arguments);
        const CliProject project;
        writeLine(project);
        const CliResult result = runCli(arguments.split(u' ', Qt::SkipEmptyParts), project.root());
        QCOMPARE(result.status, 2);
        QCOMPARE(result.out, QString());
        QVERIFY(!result.err.isEmpty());
    }

    void historyIsAlembics()
    {
        const CliProject project;
        writeBranches(project);
        const CliResult result = runCli({QStringLiteral("history")}, project.root());
        QCOMPARE(result.err, QString());
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out,
            QStringLiteral("a1aa -> c3cc (side) (head), step c3cc\n"
                           "b2bb -> d4dd (head), step d4dd\n"
                           "a1aa -> b2bb, step b2bb\n"
                           "<base> -> a1aa (branchpoint), step a1aa\n"));
    }

    void rangesAndNegativeNumbersArriveAsWritten()
    {
        const CliProject project;
        writeLine(project);
        const QString last = QStringLiteral("a1aa -> b2bb (head), step b2bb\n");
        for (const QStringList &range :
            {QStringList{QStringLiteral("-r-1:")}, QStringList{QStringLiteral("-r"), QStringLiteral("-1:")},
                QStringList{QStringLiteral("--rev-range=-1:")}}) {
            const CliResult result = runCli(QStringList{QStringLiteral("history")} + range, project.root());
            QCOMPARE(result.err, QString());
            QVERIFY(result.out.startsWith(last));
        }
        const CliResult down = runCli(
            {QStringLiteral("downgrade"), QStringLiteral("-1"), QStringLiteral("--sql")}, project.root());
        QCOMPARE(down.err, QString());
        QVERIFY(down.out.contains(QLatin1String("SELECT -2;")));
        QVERIFY(!down.out.contains(QLatin1String("SELECT -1;")));
        const CliResult plan
            = runCli({QStringLiteral("plan"), QStringLiteral("downgrade"), QStringLiteral("-2"),
                         QStringLiteral("--from"), QStringLiteral("b2bb")},
                project.root());
        QCOMPARE(plan.err, QString());
        QVERIFY(plan.out.contains(QLatin1String("2 steps")));
    }

    void historyAsJson()
    {
        const CliProject project;
        writeBranches(project);
        const QJsonArray all
            = jsonOf(runCli({QStringLiteral("--json"), QStringLiteral("history")}, project.root())).array();
        QCOMPARE(all.size(), 4);
        const QJsonObject first = all[1].toObject();
        QCOMPARE(first[QLatin1String("revision")].toString(), QStringLiteral("d4dd"));
        QCOMPARE(first[QLatin1String("down_revisions")].toArray(), QJsonArray{QStringLiteral("b2bb")});
        QCOMPARE(first[QLatin1String("message")].toString(), QStringLiteral("step d4dd"));
        QCOMPARE(first[QLatin1String("date")].toString(), QStringLiteral("2024-01-02T00:00:00"));
        QCOMPARE(first[QLatin1String("path")].toString(), project.path("migrations/versions/d4dd_x.py"));
        QCOMPARE(first[QLatin1String("is_head")], QJsonValue(true));
        QVERIFY(!first.contains(QLatin1String("state")));
        QCOMPARE(all[3][QLatin1String("is_branch_point")], QJsonValue(true));
        QCOMPARE(all[0][QLatin1String("branch_labels")].toArray(), QJsonArray{QStringLiteral("side")});
    }

    void headsBranchesAndShow()
    {
        const CliProject project;
        writeBranches(project);
        QCOMPARE(runCli({QStringLiteral("heads")}, project.root()).out,
            QStringLiteral("c3cc (side) (head)\nd4dd (head)\n"));
        QVERIFY(runCli({QStringLiteral("branches")}, project.root())
                    .out.startsWith(QLatin1String("a1aa (branchpoint)\n")));
        const CliResult shown = runCli({QStringLiteral("show"), QStringLiteral("b2")}, project.root());
        QVERIFY(shown.out.startsWith(QLatin1String("Rev: b2bb\nParent: a1aa\nPath: ")));
        QCOMPARE(runCli({QStringLiteral("show"), QStringLiteral("zz")}, project.root()).status, 2);
        const QJsonArray heads
            = jsonOf(runCli({QStringLiteral("heads"), QStringLiteral("--json")}, project.root())).array();
        QCOMPARE(heads.size(), 2);
    }

    void printsSql()
    {
        const CliProject project;
        writeLine(project);
        const CliResult result = runCli({QStringLiteral("upgrade"), QStringLiteral("--sql")}, project.root());
        QCOMPARE(result.err, QString());
        QCOMPARE(result.out,
            QStringLiteral(
                "BEGIN;\n\nCREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL, \n"
                "    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n);\n\n"
                "-- Running upgrade  -> a1aa\n\nSELECT 1;\n\n"
                "INSERT INTO alembic_version (version_num) VALUES ('a1aa') RETURNING "
                "alembic_version.version_num;\n\n"
                "-- Running upgrade a1aa -> b2bb\n\nSELECT 2;\n\n"
                "UPDATE alembic_version SET version_num='b2bb' WHERE alembic_version.version_num = "
                "'a1aa';\n\nCOMMIT;\n\n"));
        const CliResult noRange = runCli(
            {QStringLiteral("downgrade"), QStringLiteral("base"), QStringLiteral("--sql")}, project.root());
        QCOMPARE(noRange.status, 2);
        QCOMPARE(noRange.out, QString());
        const CliResult stamp = runCli(
            {QStringLiteral("stamp"), QStringLiteral("head"), QStringLiteral("--sql")}, project.root());
        QVERIFY(stamp.out.contains(QLatin1String("-- Running stamp_revision  -> b2bb")));
    }

    void plansWithoutDatabase()
    {
        const CliProject project;
        project.revision(
            "a1aa", "None", "op.create_table('t', sa.Column('id', sa.Integer()))", "op.drop_table('t')");
        project.revision("b2bb", "'a1aa'", "rows = op.get_bind().execute(sa.text('SELECT 1')).fetchall()");
        const CliResult result
            = runCli({QStringLiteral("plan"), QStringLiteral("upgrade"), QStringLiteral("head"),
                         QStringLiteral("--from"), QStringLiteral("base"), QStringLiteral("--json")},
                project.root());
        QCOMPARE(result.status, 0);
        const QJsonObject plan = jsonOf(result).object();
        QCOMPARE(plan[QLatin1String("direction")].toString(), QStringLiteral("upgrade"));
        QCOMPARE(plan[QLatin1String("from")].toArray(), QJsonArray());
        QCOMPARE(plan[QLatin1String("to")].toArray(), QJsonArray{QStringLiteral("b2bb")});
        const QJsonArray steps = plan[QLatin1String("steps")].toArray();
        QCOMPARE(steps.size(), 2);
        const QJsonObject native = steps[0].toObject();
        QCOMPARE(native[QLatin1String("engine")].toString(), QStringLiteral("native"));
        const QJsonObject statement = native[QLatin1String("statements")].toArray()[0].toObject();
        QCOMPARE(statement[QLatin1String("sql")].toString(),
            QStringLiteral("CREATE TABLE t (\n    id INTEGER\n)"));
        QCOMPARE(statement[QLatin1String("line")].toInt(), 16);
        QCOMPARE(native[QLatin1String("version_change")][QLatin1String("insert")].toArray(),
            QJsonArray{QStringLiteral("a1aa")});
        const QJsonObject python = steps[1].toObject();
        QCOMPARE(python[QLatin1String("engine")].toString(), QStringLiteral("python"));
        QVERIFY(python[QLatin1String("statements")].isNull());
        QCOMPARE(python[QLatin1String("engine_reasons")].toArray().size(), 1);
    }

    void aCallWithoutDatabaseSaysSo()
    {
        const CliProject project;
        writeLine(project);
        for (const char *command : {"current", "upgrade", "check"}) {
            const CliResult result = runCli({QLatin1String(command)}, project.root());
            QCOMPARE(result.status, 2);
            QCOMPARE(result.out, QString());
            QVERIFY(result.err.contains(QLatin1String("--database-url")));
        }
        const CliResult status = runCli({QStringLiteral("status"), QStringLiteral("--json")}, project.root());
        QCOMPARE(status.status, 2);
        QCOMPARE(jsonOf(status)[QLatin1String("state")].toString(), QStringLiteral("unknown"));
        QVERIFY(jsonOf(status)[QLatin1String("target")].isNull());
    }

    void refusesWhatIsNoProject()
    {
        const QTemporaryDir empty;
        const CliResult result = runCli({QStringLiteral("history")}, empty.path());
        QCOMPARE(result.status, 2);
        QVERIFY(result.err.contains(QLatin1String("holds no migrations")));
        const CliResult missing = runCli(
            {QStringLiteral("--project"), QStringLiteral("/nowhere/at/all"), QStringLiteral("heads")},
            empty.path());
        QCOMPARE(missing.status, 2);
        QVERIFY(missing.err.contains(QLatin1String("/nowhere/at/all does not exist")));
    }

    void listsSeveralProjects()
    {
        const CliProject project;
        for (const char *name : {"one", "two"}) {
            project.write(
                (QByteArray(name) + "/alembic.ini").constData(), "[alembic]\nscript_location = %(here)s/m\n");
            project.write((QByteArray(name) + "/m/env.py").constData(), "");
        }
        QDir(project.path("migrations")).removeRecursively();
        const CliResult result = runCli({QStringLiteral("heads")}, project.root());
        QCOMPARE(result.status, 2);
        QVERIFY(result.err.contains(QLatin1String("--project")));
        QVERIFY(result.err.contains(project.path("one/alembic.ini")));
        QVERIFY(result.err.contains(project.path("two/alembic.ini")));
        const CliResult chosen
            = runCli({QStringLiteral("heads"), QStringLiteral("--project"), project.path("two/alembic.ini")},
                project.root());
        QCOMPARE(chosen.status, 0);
    }

    void brokenScriptsAreNamedAndTheRestIsShown()
    {
        const CliProject project;
        writeLine(project);
        QDir().mkpath(project.path("migrations/versions/folder.py"));
        project.write("migrations/versions/junk.py", QByteArray("\x00\x01\xff\xfe\x80junk", 9));
        project.write("migrations/versions/broken.py", "revision = (\n");
        project.write("migrations/versions/orphan_x.py", "revision = 'e5ee'\ndown_revision = 'gone'\n");
        QFile::link(project.path("migrations/versions/loop.py"), project.path("migrations/versions/loop.py"));
        const CliResult result = runCli({QStringLiteral("history")}, project.root());
        QCOMPARE(result.status, 0);
        QVERIFY(result.out.contains(QLatin1String("a1aa -> b2bb (head), step b2bb")));
        for (const char *name : {"junk.py", "broken.py", "orphan_x.py"})
            QVERIFY2(result.err.contains(QLatin1String(name)), qPrintable(result.err));
        const CliResult quiet = runCli({QStringLiteral("--quiet"), QStringLiteral("heads")}, project.root());
        QCOMPARE(quiet.err, QString());
    }

    void aHugeScriptIsAProblemNotAHang()
    {
        const CliProject project;
        writeLine(project);
        QFile huge(project.path("migrations/versions/huge_x.py"));
        QVERIFY(huge.open(QIODevice::WriteOnly));
        huge.write("revision = 'f6ff'\ndown_revision = 'b2bb'\n#");
        QVERIFY(huge.resize(101LL * 1024 * 1024));
        huge.close();
        const CliResult result = runCli({QStringLiteral("heads")}, project.root());
        QCOMPARE(result.status, 0);
        QVERIFY(result.err.contains(QLatin1String("huge_x.py")));
        QCOMPARE(result.out, QStringLiteral("b2bb (head)\n"));
    }

    void generatedProjectsPrintWhatAlembicPrints_data()
    {
        QTest::addColumn<QString>("style");
        QTest::addColumn<QString>("line");
        for (const char *style : {"linear", "branchy"}) {
            for (const char *line :
                {"upgrade head --sql", "downgrade head:base --sql", "history", "heads -v"})
                QTest::addRow("%s: %s", style, line)
                    << QString::fromLatin1(style) << QString::fromLatin1(line);
        }
    }

    void generatedProjectsPrintWhatAlembicPrints()
    {
        if (!QFileInfo::exists(QStringLiteral("/usr/bin/alembic")))
            QSKIP("Debian's Alembic is not installed");
        QFETCH(QString, style);
        QFETCH(QString, line);
        const QTemporaryDir folder;
        const QString root = folder.filePath(QStringLiteral("p"));
        QCOMPARE(QProcess::execute(QStringLiteral("/usr/bin/python3"),
                     {QStringLiteral(STILLROOM_SOURCE_DIR "/tests/support/genproject.py"),
                         QStringLiteral("--revisions"), QStringLiteral("90"), QStringLiteral("--style"),
                         style, QStringLiteral("--out"), root}),
            0);
        QProcess alembic;
        alembic.setWorkingDirectory(root);
        alembic.start(QStringLiteral("/usr/bin/alembic"),
            QStringList{QStringLiteral("-c"), QStringLiteral("migrations/alembic.ini")} + line.split(u' '));
        QVERIFY(alembic.waitForFinished(120'000));
        QString expected = QString::fromUtf8(alembic.readAllStandardOutput());
        // Alembic before 1.19 dropped its table at base; we follow the newest.
        expected.remove(QLatin1String("DROP TABLE alembic_version;\n\n"));
        QVERIFY(!expected.isEmpty());
        QCOMPARE(runCli(line.split(u' '), root).out, expected);
    }

    void brokenSettingsNameTheirLine()
    {
        const CliProject project;
        writeLine(project);
        project.write("stillroom.toml", "\n[run]\nretries = \"many\"\n");
        const CliResult result = runCli({QStringLiteral("heads")}, project.root());
        QCOMPARE(result.status, 2);
        QVERIFY(result.err.contains(QLatin1String("stillroom.toml:3: run.retries")));
    }

    void findsTheProjectFromInside()
    {
        const CliProject project;
        writeLine(project);
        QCOMPARE(runCli({QStringLiteral("heads")}, project.path("migrations/versions")).out,
            QStringLiteral("b2bb (head)\n"));
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"

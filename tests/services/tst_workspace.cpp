#include "app/services/background.h"
#include "app/services/connectionattempt.h"
#include "app/services/sampleproject.h"
#include "app/services/standing.h"
#include "app/services/workspace.h"
#include "migrations/graph/revisiongraph.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace stillroom;

namespace
{

const QString sampleFolder = QStringLiteral(STILLROOM_SOURCE_DIR "/resources/sample-project");

void write(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

void writeRevision(const QString &folder, const QByteArray &id, const QByteArray &parent)
{
    write(
        folder + QStringLiteral("/migrations/versions/") + QString::fromLatin1(id) + QStringLiteral("_x.py"),
        "\"\"\"Revision " + id + "\n\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = '"
            + id + "'\ndown_revision = " + (parent.isEmpty() ? QByteArray("None") : "'" + parent + "'")
            + "\n\n\ndef upgrade():\n    op.create_table('t_" + id
            + "', sa.Column('id', sa.Integer(), nullable=False))\n\n\ndef downgrade():\n    op.drop_table('t_"
            + id + "')\n");
}

void writeProject(const QString &folder)
{
    write(folder + QStringLiteral("/migrations/alembic.ini"), "[alembic]\n");
    write(folder + QStringLiteral("/migrations/env.py"), "from alembic import context\n");
    writeRevision(folder, "aaaa1111", "");
    writeRevision(folder, "bbbb2222", "aaaa1111");
}

QStringList texts(const std::vector<RevisionId> &ids)
{
    QStringList result;
    for (const RevisionId &id : ids)
        result << id.text();
    return result;
}

DatabaseState databaseWith(const QStringList &rows)
{
    DatabaseState state;
    state.versionTableExists = true;
    state.tableCount = 3;
    for (const QString &row : rows)
        state.rows.emplace_back(row);
    return state;
}

RevisionGraph smallGraph()
{
    std::vector<Revision> revisions(4);
    const QStringList names{
        QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")};
    for (size_t n = 0; n < 4; ++n) {
        revisions[n].id = RevisionId(names[qsizetype(n)]);
        if (n > 0)
            revisions[n].downRevisions = {RevisionId(names[qsizetype(n) - 1])};
    }
    return RevisionGraph(std::move(revisions));
}

} // namespace

class WorkspaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void backgroundAnswersOnTheGuardsThread();
    void backgroundIsSilentWithoutItsGuard();
    void standing();
    void opensTheSampleProject();
    void evaluatesEveryRevision();
    void readsOneRevisionInBothDirections();
    void refusesAFolderWithoutProject();
    void aLaterOpenWins();
    void readsAgainWhenAScriptAppears();
    void planNeedsAConnection();
    void unreachableServerIsAState();
    void connectionTestMasksThePassword();
    void runWithoutConnectionIsRefused();
    void copiesTheSampleOnce();
};

void WorkspaceTest::backgroundAnswersOnTheGuardsThread()
{
    QObject guard;
    QThread *worker = nullptr;
    QThread *answered = nullptr;
    background(
        &guard, [] { return QThread::currentThread(); },
        [&](QThread *thread) {
            worker = thread;
            answered = QThread::currentThread();
        });
    QTRY_VERIFY(answered);
    QCOMPARE(answered, QThread::currentThread());
    QVERIFY(worker != answered);
}

void WorkspaceTest::backgroundIsSilentWithoutItsGuard()
{
    bool answered = false;
    QObject witness;
    bool later = false;
    {
        QObject guard;
        background(
            &guard, [] { return 1; }, [&](int) { answered = true; });
    }
    background(
        &witness, [] { return 1; }, [&](int) { later = true; });
    QTRY_VERIFY(later);
    QVERIFY(!answered);
}

void WorkspaceTest::standing()
{
    const RevisionGraph graph = smallGraph();
    Standing standing = standingOf(graph, databaseWith({QStringLiteral("b")}));
    QCOMPARE(standing.sync, SyncState::Behind);
    QCOMPARE(texts(standing.applied).join(u' '), QStringLiteral("a b"));
    QCOMPARE(texts(standing.pending).join(u' '), QStringLiteral("c d"));
    standing = standingOf(graph, databaseWith({QStringLiteral("zz")}));
    QCOMPARE(texts(standing.unknownRows).join(u' '), QStringLiteral("zz"));
    QVERIFY(standing.pending.empty());
    standing = standingOf(graph, databaseWith({}));
    QCOMPARE(texts(standing.pending).join(u' '), QStringLiteral("a b c d"));
}

void WorkspaceTest::opensTheSampleProject()
{
    Workspace workspace;
    QSignalSpy opened(&workspace, &Workspace::projectOpened);
    workspace.openProject(sampleFolder);
    QVERIFY(!workspace.state()->activity.isEmpty());
    QTRY_COMPARE(opened.size(), 1);
    const auto state = workspace.state();
    QCOMPARE(state->project->name, QStringLiteral("sample-project"));
    QCOMPARE(state->project->problems.size(), size_t(0));
    QVERIFY(state->graph->size() > 20);
    QCOMPARE(state->phase, ConnectionPhase::NotConnected);
    QVERIFY(state->activity.isEmpty());
    workspace.closeProject();
    QVERIFY(!workspace.state()->project);
}

void WorkspaceTest::evaluatesEveryRevision()
{
    QTemporaryDir folder;
    writeProject(folder.path());
    Workspace workspace;
    workspace.openProject(folder.path());
    QTRY_COMPARE(workspace.state()->facts.size(), 2);
    const RevisionFacts facts = workspace.state()->facts.value(RevisionId(QStringLiteral("aaaa1111")));
    QVERIFY(facts.engineKnown);
    QCOMPARE(facts.engine, Engine::NativeSql);
    QCOMPARE(facts.statementCount, 1);
    QVERIFY(facts.sql.startsWith(QStringLiteral("CREATE TABLE t_aaaa1111 (")));
}

void WorkspaceTest::readsOneRevisionInBothDirections()
{
    QTemporaryDir folder;
    writeProject(folder.path());
    Workspace workspace;
    QSignalSpy opened(&workspace, &Workspace::projectOpened);
    QSignalSpy read(&workspace, &Workspace::revisionRead);
    QSignalSpy refused(&workspace, &Workspace::revisionRefused);
    workspace.openProject(folder.path());
    QTRY_COMPARE(opened.size(), 1);
    const quint64 request = workspace.requestRevision(RevisionId(QStringLiteral("bbbb2222")));
    QTRY_COMPARE(read.size(), 1);
    QCOMPARE(read.front().at(0).toULongLong(), request);
    const auto sql = read.front().at(1).value<RevisionSql>();
    QCOMPARE(sql.downgrade.statements.front().statement.sql, QStringLiteral("DROP TABLE t_bbbb2222"));
    QCOMPARE(sql.downgrade.downgradeGrade, DowngradeGrade::Lossy);
    QVERIFY(sql.script.startsWith(QStringLiteral("\"\"\"Revision bbbb2222")));
    workspace.requestRevision(RevisionId(QStringLiteral("nothing")));
    QTRY_COMPARE(refused.size(), 1);
}

void WorkspaceTest::refusesAFolderWithoutProject()
{
    QTemporaryDir folder;
    Workspace workspace;
    QSignalSpy refused(&workspace, &Workspace::projectRefused);
    workspace.openProject(folder.path());
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(refused.front().front().value<Error>().kind, ErrorKind::NotAProject);
    QVERIFY(!workspace.state()->project);
}

void WorkspaceTest::aLaterOpenWins()
{
    QTemporaryDir folder;
    writeProject(folder.path());
    Workspace workspace;
    QSignalSpy opened(&workspace, &Workspace::projectOpened);
    workspace.openProject(sampleFolder);
    workspace.openProject(folder.path());
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(workspace.state()->graph->size(), 2);
    QTest::qWait(50);
    QCOMPARE(opened.size(), 1);
}

void WorkspaceTest::readsAgainWhenAScriptAppears()
{
    QTemporaryDir folder;
    writeProject(folder.path());
    Workspace workspace;
    QSignalSpy opened(&workspace, &Workspace::projectOpened);
    workspace.openProject(folder.path());
    QTRY_COMPARE(opened.size(), 1);
    QTRY_COMPARE(workspace.state()->facts.size(), 2);
    // The watch is set up on its own thread: until then a change could be missed.
    int number = 0;
    QTRY_VERIFY_WITH_TIMEOUT(
        (number == 0 ? writeRevision(folder.path(), "cccc3333", "bbbb2222") : void(),
            ++number % 20 == 0 ? writeRevision(folder.path(), "cccc3333", "bbbb2222") : void(),
            workspace.state()->graph->size() == 3),
        10000);
    QTRY_COMPARE(workspace.state()->facts.size(), 3);
}

void WorkspaceTest::planNeedsAConnection()
{
    QTemporaryDir folder;
    writeProject(folder.path());
    Workspace workspace;
    QSignalSpy opened(&workspace, &Workspace::projectOpened);
    QSignalSpy refused(&workspace, &Workspace::planRefused);
    workspace.openProject(folder.path());
    QTRY_COMPARE(opened.size(), 1);
    workspace.requestPlan({Direction::Upgrade, QStringLiteral("head")});
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(refused.front().at(1).value<Error>().kind, ErrorKind::Unreachable);
}

void WorkspaceTest::unreachableServerIsAState()
{
    QTemporaryDir folder;
    writeProject(folder.path());
    Workspace workspace;
    QSignalSpy opened(&workspace, &Workspace::projectOpened);
    workspace.openProject(folder.path());
    QTRY_COMPARE(opened.size(), 1);
    TargetChoice choice;
    choice.target.name = QStringLiteral("NOWHERE");
    choice.target.url = QStringLiteral("postgresql://u:geheim@/db?host=") + folder.path();
    workspace.connectTo(choice);
    QCOMPARE(workspace.state()->phase, ConnectionPhase::Connecting);
    QTRY_COMPARE(workspace.state()->phase, ConnectionPhase::Failed);
    QCOMPARE(workspace.state()->sync, SyncState::Unreachable);
    QCOMPARE(workspace.state()->connectionError->kind, ErrorKind::Unreachable);
    QVERIFY(!workspace.state()->connectionError->message.contains(QStringLiteral("geheim")));
    workspace.disconnectTarget();
    QCOMPARE(workspace.state()->phase, ConnectionPhase::NotConnected);
}

void WorkspaceTest::connectionTestMasksThePassword()
{
    Workspace workspace;
    QSignalSpy tested(&workspace, &Workspace::connectionTested);
    TargetChoice choice;
    choice.target.url = QStringLiteral("mysql://u:geheim@h/db");
    const quint64 request = workspace.testConnection(choice);
    QTRY_COMPARE(tested.size(), 1);
    QCOMPARE(tested.front().at(0).toULongLong(), request);
    const auto test = tested.front().at(1).value<ConnectionTest>();
    QVERIFY(!test.ok);
    QVERIFY(!test.error->message.contains(QStringLiteral("geheim")));
    QVERIFY(!test.error->detail.contains(QStringLiteral("geheim")));
}

void WorkspaceTest::runWithoutConnectionIsRefused()
{
    Workspace workspace;
    QSignalSpy finished(&workspace, &Workspace::runFinished);
    workspace.startRun({}, {});
    QCOMPARE(finished.size(), 0);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.front().front().value<RunOutcome>().result, RunResult::Refused);
    QVERIFY(!workspace.isRunning());
}

void WorkspaceTest::copiesTheSampleOnce()
{
    const Result<QString> source = sampleProjectSource();
    QVERIFY(source.ok());
    QTemporaryDir data;
    const Result<QString> copy = copySampleProject(*source, data.path());
    QVERIFY(copy.ok());
    const QString model = *copy + QStringLiteral("/models.py");
    QVERIFY(QFile::exists(model));
    write(model, "# mine\n");
    QVERIFY(copySampleProject(*source, data.path()).ok());
    QFile file(model);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("# mine\n"));
}

QTEST_GUILESS_MAIN(WorkspaceTest)
#include "tst_workspace.moc"

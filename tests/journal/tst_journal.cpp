#include "app/journal/journal.h"
#include "app/journal/journalrecorder.h"
#include "app/journal/rehearsalstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace stillroom;

namespace
{

class Nobody final : public RunEventSink
{
public:
    void onRunEvent(const RunEvent &) override { ++count; }
    int count = 0;
};

JournalFacts facts()
{
    JournalFacts facts;
    facts.action = QStringLiteral("upgrade");
    facts.database = QStringLiteral("hr");
    facts.systemIdentifier = QStringLiteral("77");
    facts.targetUrl = QStringLiteral("postgresql://u:***@h/hr");
    return facts;
}

Plan plan()
{
    Plan plan;
    plan.to = {RevisionId(QStringLiteral("b"))};
    PlanStep step;
    step.revision = RevisionId(QStringLiteral("b"));
    step.script.path = QStringLiteral(STILLROOM_SOURCE_DIR "/LICENSE");
    plan.steps.push_back(step);
    return plan;
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void wholeRun();
    void nothingToDoLeavesNothing();
    void crashInMidRun();
    void tornLine();
    void trouble();
    void csv();
    void rehearsalIsKept();
    void oldRehearsalsGo();

private:
    Journal journal() const { return Journal(m_folder->filePath(QStringLiteral("deep/journal.jsonl"))); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestJournal::wholeRun()
{
    Nobody inner;
    JournalRecorder recorder(facts(), plan(), inner, {}, journal());
    recorder.onRunEvent(event::Started{1, 1});
    QCOMPARE(journal().entries()->front().outcome, QStringLiteral("running")); // this process lives
    recorder.onRunEvent(event::StatementFinished{0, 0, 12.5, 3, false});
    recorder.onRunEvent(event::StepFinished{0, 13.5});
    RunOutcome outcome;
    outcome.result = RunResult::Failed;
    outcome.failure.emplace();
    outcome.failure->sqlState = QStringLiteral("42P01");
    outcome.error = Error{ErrorKind::MigrationFailed, QStringLiteral("it broke")};
    outcome.endRows = std::vector<RevisionId>{};
    outcome.durationMs = 20;
    recorder.onRunEvent(event::Finished{outcome});
    QCOMPARE(inner.count, 4);
    const auto entries = journal().entries();
    QVERIFY(entries.ok());
    QCOMPARE(entries->size(), size_t(1));
    const JournalEntry &entry = entries->front();
    QCOMPARE(entry.outcome, QStringLiteral("failed"));
    QCOMPARE(entry.sqlState, QStringLiteral("42P01"));
    QCOMPARE(entry.message, QStringLiteral("it broke"));
    QCOMPARE(entry.endRows.value(), QStringList());
    QCOMPARE(entry.steps.front().durationMs.value(), 13.5);
    QCOMPARE(entry.steps.front().statementsMs, std::vector<double>{12.5});
    QCOMPARE(entry.steps.front().scriptHash.size(), 64);
    QVERIFY(!entry.osUser.isEmpty() && !entry.planHash.isEmpty());
    QCOMPARE(QFileInfo(journal().path()).permissions() & (QFile::ReadGroup | QFile::ReadOther),
        QFile::Permissions());
}

void TestJournal::nothingToDoLeavesNothing()
{
    Nobody inner;
    JournalRecorder recorder(facts(), Plan(), inner, {}, journal());
    recorder.onRunEvent(event::Finished{RunOutcome{}});
    QVERIFY(journal().entries()->empty());
}

void TestJournal::crashInMidRun()
{
    JournalEntry entry;
    entry.id = QStringLiteral("1");
    entry.action = QStringLiteral("upgrade");
    entry.startedAt = QDateTime::currentDateTime();
    entry.osHost = QSysInfo::machineHostName();
    entry.processId = 999'999'999; // nobody
    entry.database = QStringLiteral("hr");
    entry.systemIdentifier = QStringLiteral("77");
    QVERIFY(journal().append(beginRecord(entry)).ok());
    QCOMPARE(journal().entries()->front().outcome, QStringLiteral("unfinished"));
    QVERIFY(journal().closeUnfinished(QStringLiteral("78"), QStringLiteral("hr"), {}).ok());
    QCOMPARE(journal().entries()->front().outcome, QStringLiteral("unfinished")); // another server
    QVERIFY(
        journal().closeUnfinished(QStringLiteral("77"), QStringLiteral("hr"), {QStringLiteral("a")}).ok());
    QCOMPARE(journal().entries()->front().outcome, QStringLiteral("measured"));
    QCOMPARE(journal().entries()->front().endRows.value(), QStringList(QStringLiteral("a")));
    QCOMPARE(journal().entries()->size(), size_t(1));
}

void TestJournal::tornLine()
{
    JournalEntry entry;
    entry.id = QStringLiteral("1");
    QVERIFY(journal().append(beginRecord(entry)).ok());
    QFile file(journal().path());
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"record\":\"begin\",\"id\":\"2\",\"acti");
    file.close();
    entry.id = QStringLiteral("3");
    QVERIFY(journal().append(beginRecord(entry)).ok());
    const auto entries = journal().entries();
    QCOMPARE(entries->size(), size_t(2));
    QCOMPARE(entries->front().id, QStringLiteral("3")); // newest first
}

void TestJournal::trouble()
{
    Nobody inner;
    int told = 0;
    JournalRecorder recorder(
        facts(), plan(), inner, [&](const Error &) { ++told; },
        Journal(QStringLiteral("/proc/none/journal")));
    recorder.onRunEvent(event::Started{1, 1});
    RunOutcome outcome;
    outcome.result = RunResult::Succeeded;
    recorder.onRunEvent(event::Finished{outcome});
    QCOMPARE(told, 1);
    QCOMPARE(inner.count, 2);
}

void TestJournal::csv()
{
    JournalEntry entry;
    entry.message = QStringLiteral("say \"no\", please");
    entry.database = QStringLiteral("=danger");
    const QByteArray text = journalCsv({entry});
    QVERIFY(text.contains("\"say \"\"no\"\", please\""));
    QVERIFY(text.contains(",'=danger,"));
    QCOMPARE(text.count("\r\n"), 2);
}

void TestJournal::rehearsalIsKept()
{
    const RehearsalStore store(m_folder->filePath(QStringLiteral("kept")));
    const RehearsedDatabase hr{QStringLiteral("77"), QStringLiteral("db1"), QStringLiteral("hr")};
    Rehearsal rehearsal;
    rehearsal.serverVersion = 150008;
    rehearsal.notes = QStringList{QStringLiteral("a note")};
    RehearsedStep &step = rehearsal.steps.emplace_back();
    step.revision = RevisionId(QStringLiteral("b"));
    step.statements.push_back({QStringLiteral("ALTER TABLE t ADD c int"), {}, 1.5});
    step.grade = DowngradeGrade::Lossy;
    step.losses.push_back({QStringLiteral("t.c"), 12});
    QVERIFY(store.keep(hr, plan(), rehearsal).ok());
    const std::optional<Rehearsal> found = store.find(hr, plan());
    QVERIFY(found);
    QCOMPARE(found->steps, rehearsal.steps);
    QCOMPARE(found->notes, rehearsal.notes);
    QCOMPARE(found->serverVersion, 150008);

    Plan edited = plan();
    edited.steps.front().versionStatements.push_back(QStringLiteral("SELECT 1"));
    QVERIFY(!store.find(hr, edited));
    RehearsedDatabase other = hr;
    other.systemIdentifier = QStringLiteral("78");
    QVERIFY(!store.find(other, plan()));

    const QString file
        = QDir(m_folder->filePath(QStringLiteral("kept"))).entryInfoList(QDir::Files).first().filePath();
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QFile broken(file);
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("from another version") > 0);
    broken.close();
    QVERIFY(!store.find(hr, plan()));
    rehearsal.outcome = RehearsalOutcome::Cancelled;
    QVERIFY(store.keep(hr, plan(), rehearsal).ok());
    QVERIFY(!store.find(hr, plan()));
}

void TestJournal::oldRehearsalsGo()
{
    const RehearsalStore store(m_folder->path());
    for (int i = 0; i < 53; ++i) {
        const RehearsedDatabase database{QStringLiteral("77"), {}, QString::number(i)};
        QVERIFY(store.keep(database, plan(), Rehearsal()).ok());
    }
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 50);
    QVERIFY(store.find({QStringLiteral("77"), {}, QStringLiteral("52")}, plan()));
    const Status lost = RehearsalStore(QStringLiteral("/proc/none")).keep({}, plan(), Rehearsal());
    QVERIFY(!lost.ok() && lost.error().message.contains(u"/proc/none"));
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"

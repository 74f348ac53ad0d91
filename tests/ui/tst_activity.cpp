#include "tests/support/fakeworkspace.h"
#include "ui/activity/activitypage.h"
#include "ui/shell/settings.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

JournalEntry entry(const char *id, const char *outcome)
{
    JournalEntry entry;
    entry.id = QString::fromLatin1(id);
    entry.action = QStringLiteral("upgrade");
    entry.startedAt = QDateTime::currentDateTime();
    entry.osUser = QStringLiteral("marta");
    entry.osHost = QStringLiteral("wks-114");
    entry.database = QStringLiteral("hr_production");
    entry.from = {QStringLiteral("aaa")};
    entry.to = {QStringLiteral("bbb")};
    entry.outcome = QString::fromLatin1(outcome);
    entry.endRows = entry.to;
    entry.durationMs = 1500;
    if (entry.outcome == u"failed") {
        entry.sqlState = QStringLiteral("55P03");
        entry.message = QStringLiteral("lock not available");
    }
    entry.steps.push_back({QStringLiteral("bbb"), QStringLiteral("/x/bbb_add.py"), {}, 12.5, {12.0}});
    return entry;
}

} // namespace

/// The Activity page on a journal of its own.
class TestActivity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void emptyJournal();
    void listAndDetail();
    void filters();
    void followsRuns();
    void teamWithoutConnection();
    void teamsTableIsMadeInTwoSteps();
    void teamsRuns();

private:
    SegmentedControl *source() const
    {
        return m_page->findChild<SegmentedControl *>(QStringLiteral("activitySource"));
    }
    QStringList labels() const
    {
        QStringList texts;
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts;
    }
    void add(const char *id, const char *outcome) const
    {
        const JournalEntry made = entry(id, outcome);
        if (!m_journal->append(beginRecord(made)) || !m_journal->append(endRecord(made)))
            qFatal("the journal cannot be written");
    }
    void show() const
    {
        m_page->activate();
        QTRY_VERIFY(!m_page->isBusy());
    }
    QTableView *list() const { return m_page->findChild<QTableView *>(QStringLiteral("activityList")); }

    FakeWorkspace m_workspace;
    Theme m_theme{qApp};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<Settings> m_settings;
    std::optional<Journal> m_journal;
    std::unique_ptr<ActivityPage> m_page;
};

void TestActivity::init()
{
    m_page.reset();
    m_settings.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_store);
    m_journal.emplace(m_folder->filePath(QStringLiteral("journal.jsonl")));
    m_page = std::make_unique<ActivityPage>(m_workspace, m_theme, *m_settings, *m_journal);
    m_page->resize(1196, 700);
    m_page->show();
}

void TestActivity::emptyJournal()
{
    show();
    bool told = false;
    for (const QLabel *label : m_page->findChildren<QLabel *>())
        told = told || (label->isVisible() && label->text() == u"No runs yet");
    QVERIFY(told);
}

void TestActivity::listAndDetail()
{
    add("1", "succeeded");
    add("2", "failed");
    show();
    QCOMPARE(list()->model()->rowCount(), 2);
    const auto text
        = [&](int row, int column) { return list()->model()->index(row, column).data().toString(); };
    QCOMPARE(text(0, ActivityModel::What), QStringLiteral("Upgrade  55P03 lock not available"));
    QCOMPARE(text(1, ActivityModel::What), QStringLiteral("Upgrade  aaa → bbb"));
    QCOMPARE(text(1, ActivityModel::Duration), QStringLiteral("1.5 s"));
    QCOMPARE(list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Failed"));
    QCOMPARE(m_page->findChild<QLabel *>(QStringLiteral("activityTitle"))->text(),
        QStringLiteral("Upgrade of hr_production: failed"));
    list()->selectRow(1);
    QCOMPARE(m_page->findChild<QLabel *>(QStringLiteral("activityTitle"))->text(),
        QStringLiteral("Upgrade of hr_production: passed"));
    QVERIFY(m_page->copyText().first.contains(u"marta"));
}

void TestActivity::filters()
{
    add("1", "succeeded");
    add("2", "failed");
    add("3", "cancelled");
    show();
    m_page->findChild<SegmentedControl *>(QStringLiteral("activityScope"))->setCurrent(2);
    QCOMPARE(list()->model()->rowCount(), 1);
    m_page->findChild<SegmentedControl *>(QStringLiteral("activityScope"))->setCurrent(0);
    auto *search = m_page->findChild<QLineEdit *>(QStringLiteral("activitySearch"));
    search->setText(QStringLiteral("LOCK NOT"));
    QCOMPARE(list()->model()->rowCount(), 1);
    search->setText(QStringLiteral("nobody"));
    QCOMPARE(list()->model()->rowCount(), 0);
    QVERIFY(m_page->escape());
    QCOMPARE(list()->model()->rowCount(), 3);
}

void TestActivity::followsRuns()
{
    show();
    add("1", "succeeded");
    Q_EMIT m_workspace.runFinished(RunOutcome());
    QTRY_COMPARE(list()->model()->rowCount(), 1);
}

void TestActivity::teamWithoutConnection()
{
    m_workspace.setState(projectState(3));
    show();
    source()->setCurrent(1);
    QVERIFY(labels().contains(QStringLiteral("Not connected")));
    QVERIFY(!m_workspace.calls.contains(QStringLiteral("requestTeamJournal")));
    m_workspace.setState(connectedState(3, 1, TargetKind::Production));
    QCOMPARE(m_workspace.calls.last(), QStringLiteral("requestTeamJournal"));
}

/// Nothing is sent before the second button.
void TestActivity::teamsTableIsMadeInTwoSteps()
{
    m_workspace.setState(connectedState(3, 1, TargetKind::Production));
    show();
    source()->setCurrent(1);
    QVERIFY(m_page->isBusy());
    Q_EMIT m_workspace.teamJournalRead(m_workspace.lastRequest(), nullptr);
    QVERIFY(!m_page->isBusy());
    m_page->findChild<QPushButton *>(QStringLiteral("offerJournalTable"))->click();
    QVERIFY(!m_workspace.calls.contains(QStringLiteral("createTeamJournal")));
    auto *make = m_page->findChild<QPushButton *>(QStringLiteral("makeJournalTable"));
    QVERIFY(make->toolTip().contains(QLatin1String("CREATE TABLE stillroom.journal")));
    make->click();
    QCOMPARE(m_workspace.calls.last(), QStringLiteral("createTeamJournal"));
}

void TestActivity::teamsRuns()
{
    add("mine", "succeeded");
    m_workspace.setState(connectedState(3, 1, TargetKind::Production));
    show();
    source()->setCurrent(1);
    const auto team = std::make_shared<const std::vector<JournalEntry>>(
        std::vector<JournalEntry>{entry("a", "succeeded"), entry("b", "failed")});
    Q_EMIT m_workspace.teamJournalRead(m_workspace.lastRequest() + 1, team); // not what was asked
    QCOMPARE(list()->model()->rowCount(), 1);
    Q_EMIT m_workspace.teamJournalRead(m_workspace.lastRequest(), team);
    QCOMPARE(list()->model()->rowCount(), 2);
    source()->setCurrent(0);
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    source()->setCurrent(1);
    Q_EMIT m_workspace.teamJournalRefused(
        m_workspace.lastRequest(), Error{ErrorKind::Database, QStringLiteral("permission denied")});
    QVERIFY(labels().contains(QStringLiteral("permission denied")));
}

QTEST_MAIN(TestActivity)
#include "tst_activity.moc"

#include "tests/support/fakeworkspace.h"
#include "ui/checklist/checkcard.h"
#include "ui/checklist/checklistpage.h"
#include "ui/checklist/checkrow.h"
#include "ui/shell/settings.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

Check check(const char *id, int section, CheckOutcome outcome, CheckFix fix = {})
{
    Check check;
    check.id = QLatin1String(id);
    check.section = checklistSections()[section];
    check.label = QStringLiteral("Label of %1").arg(check.id);
    check.outcome = outcome;
    check.finding = QStringLiteral("Finding of %1").arg(check.id);
    check.evidence = QStringLiteral("routes.py:12");
    check.remedy = QStringLiteral("Do it.");
    check.fix = std::move(fix);
    return check;
}

std::shared_ptr<const VerifyReport> reportOf(std::vector<Check> checks)
{
    auto report = std::make_shared<VerifyReport>();
    report->checklist.checks = std::move(checks);
    report->checklist.overall
        = report->checklist.count(CheckOutcome::Fail) > 0 ? CheckOutcome::Fail : CheckOutcome::Pass;
    report->at = QDateTime(QDate(2026, 11, 22), QTime(10, 42, 7));
    report->verification.root = QStringLiteral("/srv/people-core");
    return report;
}

} // namespace

/// The Checklist page on values.
class TestChecklist : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_settings.emplace(m_store);
        m_page = std::make_unique<ChecklistPage>(m_workspace, m_theme, *m_settings);
        m_workspace.setState(projectState(3));
        m_workspace.calls.clear();
        m_page->resize(1196, 700);
        m_page->show();
    }
    void runsWhenShownOnce();
    void headlineAndOrder();
    void foldsWhatPassed();
    void fixesWriteNothing();
    void copiesWithoutAsking();
    void refusalIsShown();
    void ticksAreKeptPerProject();

private:
    void answer(const std::shared_ptr<const VerifyReport> &report)
    {
        m_page->activate();
        Q_EMIT m_workspace.checklistReady(m_request(), report);
    }
    /// The fake numbers its requests from 1 on.
    quint64 m_request()
    {
        return quint64(m_workspace.calls.count(QStringLiteral("requestChecklist")) + m_before);
    }

    FakeWorkspace m_workspace;
    Theme m_theme{qApp};
    QTemporaryDir m_folder;
    QSettings m_store{m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    std::optional<Settings> m_settings;
    std::unique_ptr<ChecklistPage> m_page;
    int m_before = 0;

private Q_SLOTS:
    void cleanup()
    {
        m_before += int(m_workspace.calls.count(QStringLiteral("requestChecklist")));
        m_page.reset();
    }
};

void TestChecklist::ticksAreKeptPerProject()
{
    answer(reportOf({check("a.a", 0, CheckOutcome::Pass)}));
    const auto box = [this](const char *id) {
        return m_page->findChild<QCheckBox *>(QStringLiteral("production:") + QLatin1String(id));
    };
    auto *count = m_page->findChild<QLabel *>(QStringLiteral("productionCount"));
    QCOMPARE(count->text(), QStringLiteral("0 of 15"));
    QVERIFY(box("backup")->isVisible());
    box("backup")->click();
    box("team")->click();
    QCOMPARE(count->text(), QStringLiteral("2 of 15"));
    const QString day = QDate::currentDate().toString(Qt::ISODate);
    QVERIFY(m_page->copyText().first.contains(QStringLiteral("[x] A backup is made (%1)").arg(day)));
    QVERIFY(m_page->copyText().first.contains(QStringLiteral("[ ] Tested locally")));
    WorkspaceState other = projectState(3);
    other.project->root += QStringLiteral("-other");
    m_workspace.setState(other);
    m_page->activate();
    QCOMPARE(count->text(), QStringLiteral("0 of 15"));
    m_workspace.setState(projectState(3));
    m_page->activate();
    QCOMPARE(count->text(), QStringLiteral("2 of 15"));
    box("team")->click();
    QCOMPARE(count->text(), QStringLiteral("1 of 15"));
    m_page->findChild<QPushButton *>(QStringLiteral("productionReset"))->click();
    QCOMPARE(count->text(), QStringLiteral("0 of 15"));
}

void TestChecklist::runsWhenShownOnce()
{
    m_page->activate();
    QVERIFY(m_page->isBusy());
    Q_EMIT m_workspace.checklistReady(m_request(), reportOf({check("a.a", 0, CheckOutcome::Pass)}));
    QVERIFY(!m_page->isBusy());
    m_page->activate();
    QCOMPARE(m_workspace.calls.count(QStringLiteral("requestChecklist")), 1);
    m_page->findChild<QPushButton *>(QStringLiteral("checklistAgain"))->click();
    QCOMPARE(m_workspace.calls.count(QStringLiteral("requestChecklist")), 2);
    Q_EMIT m_workspace.checklistReady(m_request() - 1, reportOf(std::vector<Check>()));
    QVERIFY(m_page->isBusy()); // an answer to an older question is dropped
}

void TestChecklist::headlineAndOrder()
{
    answer(reportOf({check("a.pass", 0, CheckOutcome::Pass), check("a.warn", 0, CheckOutcome::Warn),
        check("a.fail", 0, CheckOutcome::Fail)}));
    QCOMPARE(m_page->findChild<QLabel *>(QStringLiteral("checklistHeadline"))->text(),
        QStringLiteral("Not ready: 1 check failed"));
    QStringList order;
    for (const CheckRow *row : m_page->findChildren<CheckRow *>())
        order += row->check().id;
    QCOMPARE(order.join(u' '), QStringLiteral("a.fail a.warn a.pass"));
    QVERIFY(m_page->findChild<CheckRow *>()->accessibleName().startsWith(u"Failed: "));
}

void TestChecklist::foldsWhatPassed()
{
    std::vector<Check> checks;
    for (const char *id : {"a", "b", "c", "d", "e"})
        checks.push_back(check(id, 1, CheckOutcome::Pass));
    checks.push_back(check("f", 1, CheckOutcome::Fail));
    answer(reportOf(checks));
    const auto visible = [&] {
        int count = 0;
        for (const CheckRow *row : m_page->findChildren<CheckRow *>())
            count += row->isVisible() ? 1 : 0;
        return count;
    };
    QCOMPARE(visible(), 3);
    for (QPushButton *button : m_page->findChildren<QPushButton *>()) {
        if (button->text().contains(u"more check"))
            button->click();
    }
    QCOMPARE(visible(), 6);
}

void TestChecklist::fixesWriteNothing()
{
    answer(reportOf({check("a", 0, CheckOutcome::Fail, {CheckFix::Kind::Upgrade, {}}),
        check(
            "b", 0, CheckOutcome::Fail, {CheckFix::Kind::Command, QStringLiteral("git rm --cached .env")})}));
    QSignalSpy review(m_page.get(), &Page::reviewRequested);
    QSignalSpy toast(m_page.get(), &Page::toastRequested);
    for (CheckRow *row : m_page->findChildren<CheckRow *>())
        row->findChild<QPushButton *>()->click();
    QCOMPARE(review.count(), 1);
    QCOMPARE(toast.count(), 1);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("git rm --cached .env"));
    QVERIFY(!m_workspace.calls.contains(QStringLiteral("startRun")));
}

void TestChecklist::copiesWithoutAsking()
{
    QVERIFY(m_page->copyText().first.isEmpty());
    answer(reportOf({check("a", 0, CheckOutcome::Fail)}));
    QVERIFY(m_page->copyText().first.startsWith(u"Not ready: 1 check failed\nProject: /srv/people-core\n"));
}

void TestChecklist::refusalIsShown()
{
    m_page->activate();
    Q_EMIT m_workspace.checklistRefused(
        m_request(), {ErrorKind::NotAProject, QStringLiteral("The folder is gone")});
    bool found = false;
    for (const QLabel *label : m_page->findChildren<QLabel *>())
        found = found || label->text().contains(u"The folder is gone");
    QVERIFY(found);
}

QTEST_MAIN(TestChecklist)
#include "tst_checklist.moc"

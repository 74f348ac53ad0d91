#include "tests/ui/failedoutcome.h"
#include "tests/ui/runrig.h"

#include "ui/run/runprogress.h"
#include "ui/run/runreport.h"
#include "ui/run/runstepmodel.h"
#include "ui/run/runtext.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/timeline/revisiontext.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QDateTime at(int milliseconds)
{
    return QDateTime(QDate(2026, 11, 19), QTime(10, 44, 2)).addMSecs(milliseconds);
}

} // namespace

class RunPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_rig = std::make_unique<RunRig>(); }
    void cleanup() { m_rig.reset(); }

    void reviewShowsOrderAndLocks();
    void productionNeedsTheTypedName();
    void lossyDowngradeNeedsTheTypedName();
    void projectPythonWantsConsent();
    void noKeyStartsARun();
    void settingsReachTheRun();
    void projectSettingsComeFirst();
    void runAndSucceed();
    void cancelAsksInline();
    void failureShowsStatementAndState();
    void refusedPlan();

private:
    QString verdict() const { return m_rig->child<QLabel>("runVerdict")->text(); }

    std::unique_ptr<RunRig> m_rig;
};

void RunPageTest::reviewShowsOrderAndLocks()
{
    m_rig->open();
    const QAbstractItemModel &steps = *m_rig->child<QTableView>("reviewSteps")->model();
    QCOMPARE(steps.rowCount(), 5);
    QCOMPARE(steps.index(4, 1).data().toString(), QStringLiteral("9c2f7d10e6a5"));
    QCOMPARE(steps.index(4, 4).data().toString(), QStringLiteral("3"));
    const QAbstractItemModel &locks = *m_rig->child<QTableView>("reviewLocks")->model();
    QCOMPARE(locks.index(0, 1).data().toString(), QStringLiteral("ACCESS EXCLUSIVE"));
    QCOMPARE(locks.index(0, 2).data().toString(), QStringLiteral("reads and writes"));
    QCOMPARE(locks.index(1, 3).data().toString(), QStringLiteral("3"));
    QVERIFY(
        m_rig->page.copySql().startsWith(QStringLiteral("-- 1  7d20f4b8c19e  Add candidate stage \"Offer\"\n"
                                                        "ALTER TYPE candidate_stage ADD VALUE")));
    QCOMPARE(m_rig->runButton()->text(), QStringLiteral("Upgrade hr_staging"));
    QVERIFY(m_rig->runButton()->isEnabled());
    QVERIFY(!m_rig->child<QLineEdit>("reviewName")->isVisible());
}

void RunPageTest::productionNeedsTheTypedName()
{
    WorkspaceState state = sampleState();
    state.target->kind = TargetKind::Production;
    m_rig->workspace.publish(state);
    m_rig->open();
    auto *name = m_rig->child<QLineEdit>("reviewName");
    QVERIFY(name->isVisible());
    QVERIFY(!m_rig->runButton()->isEnabled());
    QCOMPARE(m_rig->runButton()->property("kind").toString(), QStringLiteral("danger"));
    QTest::keyClicks(name, QStringLiteral("hr_stagin"));
    QVERIFY(!m_rig->runButton()->isEnabled());
    QTest::keyClicks(name, QStringLiteral("g"));
    QVERIFY(m_rig->runButton()->isEnabled());
}

void RunPageTest::lossyDowngradeNeedsTheTypedName()
{
    m_rig->workspace.plan.steps.front().downgradeGrade = DowngradeGrade::Lossy;
    m_rig->open(Direction::Downgrade);
    QVERIFY(m_rig->child<QLineEdit>("reviewName")->isVisible());
    QCOMPARE(m_rig->runButton()->text(), QStringLiteral("Downgrade hr_staging"));
    QVERIFY(!m_rig->runButton()->isEnabled());
}

void RunPageTest::projectPythonWantsConsent()
{
    PlanStep python
        = step(QStringLiteral("51d8b3e9a270"), QStringLiteral("Backfill employee work email"), {});
    python.engine = Engine::ProjectPython;
    python.engineReasons
        = {{{QStringLiteral("/srv/v/51d8b3e9a270_backfill.py"), 24, 0}, QStringLiteral("reads rows")}};
    m_rig->workspace.plan.steps.insert(m_rig->workspace.plan.steps.begin() + 3, python);
    m_rig->open();
    QVERIFY(!m_rig->runButton()->isEnabled());
    QStringList texts;
    for (const QLabel *label : m_rig->page.findChildren<QLabel *>())
        texts << label->text();
    const QString commits = texts.filter(QStringLiteral("What commits: ")).join(u' ');
    QVERIFY2(commits.contains(u"step 4 by itself, "), qPrintable(commits));
    QVERIFY(texts.contains(QStringLiteral("One step runs the project's own Python")));
    QVERIFY(texts.filter(QStringLiteral("51d8b3e9a270_\u200Bbackfill.py:24, reads rows")).size() == 1);
    auto *consent = m_rig->child<QCheckBox>("reviewConsent");
    QVERIFY(consent->isVisible() && !consent->isChecked());
    consent->setChecked(true);
    QVERIFY(m_rig->runButton()->isEnabled());
    m_rig->runButton()->click();
    QVERIFY(m_rig->workspace.runs.front().second.projectPython);
}

void RunPageTest::noKeyStartsARun()
{
    WorkspaceState state = sampleState();
    state.target->kind = TargetKind::Production;
    m_rig->workspace.publish(state);
    m_rig->open();
    auto *name = m_rig->child<QLineEdit>("reviewName");
    m_rig->page.activateWindow();
    name->setFocus();
    QTest::keyClicks(name, QStringLiteral("hr_staging"));
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(m_rig->workspace.runs.empty());
    QTRY_COMPARE(m_rig->page.focusWidget(), m_rig->runButton());
    QTest::keyClick(m_rig->runButton(), Qt::Key_Return);
    QVERIFY(m_rig->workspace.runs.empty());
}

void RunPageTest::settingsReachTheRun()
{
    m_rig->open();
    m_rig->child<SegmentedControl>("reviewTransaction")->setCurrent(1);
    m_rig->child<QSpinBox>("reviewLockTimeout")->setValue(7);
    m_rig->runButton()->click();
    QCOMPARE(m_rig->workspace.runs.size(), size_t(1));
    const RunSettings settings = m_rig->workspace.runs.front().second;
    QCOMPARE(settings.transaction, TransactionMode::PerMigration);
    QCOMPARE(settings.lockTimeout, std::chrono::milliseconds(7000));
    QCOMPARE(m_rig->workspace.runs.front().first, m_rig->workspace.plan);
}

void RunPageTest::projectSettingsComeFirst()
{
    WorkspaceState state = sampleState();
    state.runDefaults.transaction = TransactionMode::PerMigration;
    state.runDefaults.lockTimeout = std::chrono::milliseconds(2000);
    m_rig->workspace.publish(state);
    m_rig->open();
    m_rig->runButton()->click();
    const RunSettings settings = m_rig->workspace.runs.front().second;
    QCOMPARE(settings.transaction, TransactionMode::PerMigration);
    QCOMPARE(settings.lockTimeout, std::chrono::milliseconds(2000));
    QCOMPARE(settings.waitForRunLock, std::chrono::milliseconds(60000));
}

void RunPageTest::runAndSucceed()
{
    m_rig->open();
    m_rig->runButton()->click();
    QVERIFY(m_rig->page.isOccupied());
    m_rig->workspace.tell(at(0), event::Started{5, 6});
    m_rig->workspace.tell(at(10), event::StepStarted{0});
    QVERIFY(m_rig->child<QLabel>("runStep")->text().startsWith(QStringLiteral("Step 1 of 5")));
    QVERIFY(!m_rig->page.escape());
    RunOutcome outcome;
    outcome.result = RunResult::Succeeded;
    outcome.durationMs = 1200;
    outcome.stepsCommitted = 5;
    outcome.endRows = ids(QStringLiteral("9c2f7d10e6a5"));
    m_rig->workspace.end(outcome);
    QCOMPARE(verdict(), QStringLiteral("Upgrade finished in 1.2 s"));
    QSignalSpy left(&m_rig->page, &FlowPage::left);
    m_rig->child<QPushButton>("resultBack")->click();
    QCOMPARE(left.size(), 1);
    QVERIFY(!m_rig->page.isOccupied());
}

void RunPageTest::cancelAsksInline()
{
    m_rig->open();
    m_rig->runButton()->click();
    m_rig->child<QPushButton>("runCancel")->click();
    QCOMPARE(m_rig->workspace.cancels, 0);
    QVERIFY(m_rig->page.escape());
    QCOMPARE(m_rig->workspace.cancels, 0);
    m_rig->child<QPushButton>("runCancel")->click();
    m_rig->child<QPushButton>("runCancelConfirm")->click();
    QCOMPARE(m_rig->workspace.cancels, 1);
}

void RunPageTest::failureShowsStatementAndState()
{
    m_rig->open();
    m_rig->runButton()->click();
    m_rig->workspace.end(failedOutcome(0));
    QCOMPARE(verdict(), QStringLiteral("Upgrade failed. Nothing was changed."));
    QStringList texts;
    for (const QLabel *label : m_rig->page.findChildren<QLabel *>()) {
        if (label->isVisible())
            texts << label->text();
    }
    for (const QString &text : {QStringLiteral("column \"stge\" does not exist"), QStringLiteral("42703"),
             QStringLiteral("undefined_column"), QStringLiteral("b06e92c7d418_index.py:19"),
             QStringLiteral("alembic_version is 8b5e0a47f3c1"), QStringLiteral("line 2, column 20")})
        QVERIFY2(texts.contains(text), qPrintable(text));
    m_rig->child<QPushButton>("resultReviewAgain")->click();
    QTRY_VERIFY(m_rig->runButton()->isVisible());
    QCOMPARE(m_rig->workspace.planRequests.size(), size_t(2));
}

void RunPageTest::refusedPlan()
{
    m_rig->workspace.planError
        = Error{ErrorKind::BrokenProject, QStringLiteral("Revision x is in no script.")};
    m_rig->page.open({Direction::Upgrade, QStringLiteral("head")}, FlowPage::Opening::Review);
    const auto shown = [this] {
        for (const QLabel *label : m_rig->page.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == QStringLiteral("Revision x is in no script."))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(shown());
    QVERIFY(m_rig->page.escape());
    QVERIFY(!m_rig->page.isOccupied());
}

QTEST_MAIN(RunPageTest)
#include "tst_runpage.moc"

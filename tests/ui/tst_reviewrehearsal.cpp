#include "tests/ui/fakeworkspace.h"

#include "app/services/rehearsing.h"
#include "ui/run/runpage.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

std::shared_ptr<Rehearsal> rehearsalOf(const Plan &plan)
{
    auto made = std::make_shared<Rehearsal>();
    made->at = QDateTime(QDate(2026, 11, 22), QTime(10, 41));
    made->durationMs = 3400;
    made->serverVersion = 150006;
    for (const PlanStep &step : plan.steps) {
        RehearsedStep tried;
        tried.revision = step.revision;
        tried.durationMs = 120;
        tried.backTried = true;
        made->steps.push_back(tried);
    }
    return made;
}

} // namespace

/// The rehearsal's row of the review: asked for, under way, found, failed, and never in the way of a run.
class TestReviewRehearsal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(); }
    void askedForAndFound();
    void aKeptOneIsShown();
    void cancelAndFailure();
    void downgradesHaveNone();
    void theMenuStartsOne();
    void projectPythonFollowsTheConsent();
    void leavingCancels();

private:
    void open(FlowPage::Opening opening = FlowPage::Opening::Review, Direction direction = Direction::Upgrade)
    {
        m_workspace->plan.direction = direction;
        m_page->open({direction, QStringLiteral("head")}, opening);
        QTRY_VERIFY(m_page->findChild<QPushButton *>(QStringLiteral("reviewRun"))->isVisible());
    }
    /// A row that was just put there is shown by the event loop.
    QPushButton *button(const char *name) const
    {
        QTest::qWait(0);
        for (QPushButton *each : m_page->findChildren<QPushButton *>(QLatin1String(name))) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    bool says(const QString &text) const
    {
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    QString rehearsed(int row) const
    {
        const QAbstractItemModel *steps
            = m_page->findChild<QTableView *>(QStringLiteral("reviewSteps"))->model();
        return steps->index(row, steps->columnCount() - 1).data().toString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<RunPage> m_page;
};

void TestReviewRehearsal::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_store);
    m_theme = std::make_unique<Theme>(nullptr);
    m_workspace = std::make_unique<FakeWorkspace>();
    m_workspace->publish(sampleState());
    m_workspace->plan = samplePlan();
    m_page = std::make_unique<RunPage>(*m_workspace, *m_theme, *m_settings);
    m_page->resize(1196, 720);
    m_page->show();
}

void TestReviewRehearsal::askedForAndFound()
{
    open();
    QTRY_VERIFY(says(QStringLiteral("Not rehearsed")));
    QCOMPARE(rehearsed(0), QStringLiteral("–"));
    button("rehearse")->click();
    QCOMPARE(m_workspace->rehearsals, std::vector<bool>{false});
    QTRY_VERIFY(says(QStringLiteral("Rehearsing on a copy")));
    QTRY_VERIFY(says(QStringLiteral("Step 2 of 5: 3fa91c60d7be")));
    QVERIFY(button("reviewRun")->isEnabled()); // a warning with a button, not a wall
    Q_EMIT m_workspace->rehearsalReady(m_workspace->lastRehearsal + 7, rehearsalOf(m_workspace->plan));
    QTRY_VERIFY(says(QStringLiteral("Rehearsing on a copy"))); // an answer to another question
    Q_EMIT m_workspace->rehearsalReady(m_workspace->lastRehearsal, rehearsalOf(m_workspace->plan));
    QTRY_VERIFY(says(QStringLiteral("Rehearsed on a copy")));
    QTRY_VERIFY(says(QStringLiteral("2026-11-22 10:41 on PostgreSQL 15, 3.4 s in all.")));
    QCOMPARE(rehearsed(0), QStringLiteral("120 ms"));
    QVERIFY(!m_page->isBusy());
}

void TestReviewRehearsal::aKeptOneIsShown()
{
    open();
    QVERIFY(m_workspace->kept > 0);
    Q_EMIT m_workspace->rehearsalReady(m_workspace->kept, rehearsalOf(m_workspace->plan));
    QTRY_VERIFY(says(QStringLiteral("Rehearsed on a copy")));
    QCOMPARE(button("rehearse")->text(), QStringLiteral("Rehearse again…"));
    // A rehearsal that failed is a result as well.
    auto failed = rehearsalOf(m_workspace->plan);
    failed->outcome = RehearsalOutcome::Failed;
    failed->error = Error{ErrorKind::MigrationFailed, QStringLiteral("column x does not exist")};
    button("rehearse")->click();
    Q_EMIT m_workspace->rehearsalReady(m_workspace->lastRehearsal, failed);
    QTRY_VERIFY(says(QStringLiteral("The rehearsal failed")));
    QTRY_VERIFY(says(QStringLiteral("column x does not exist")));
}

void TestReviewRehearsal::cancelAndFailure()
{
    open();
    button("rehearse")->click();
    button("rehearsalCancel")->click();
    QCOMPARE(m_workspace->rehearsalCancels, 1);
    Q_EMIT m_workspace->rehearsalRefused(
        m_workspace->lastRehearsal, {ErrorKind::Cancelled, QStringLiteral("cancelled")});
    QTRY_VERIFY(says(QStringLiteral("Not rehearsed")));
    button("rehearse")->click();
    Q_EMIT m_workspace->rehearsalRefused(
        m_workspace->lastRehearsal, {ErrorKind::Unreadable, QStringLiteral("no server binaries")});
    QTRY_VERIFY(says(QStringLiteral("The rehearsal could not be made")));
    QTRY_VERIFY(says(QStringLiteral("no server binaries")));
    QVERIFY(button("rehearse")->isEnabled());
}

void TestReviewRehearsal::downgradesHaveNone()
{
    open(FlowPage::Opening::Review, Direction::Downgrade);
    QVERIFY(!button("rehearse"));
    QCOMPARE(m_workspace->kept, quint64(0));
}

void TestReviewRehearsal::theMenuStartsOne()
{
    open(FlowPage::Opening::Rehearsal);
    QCOMPARE(m_workspace->rehearsals, std::vector<bool>{false});
    QTRY_VERIFY(says(QStringLiteral("Rehearsing on a copy")));
}

void TestReviewRehearsal::projectPythonFollowsTheConsent()
{
    PlanStep python = step(QStringLiteral("51d8b3e9a270"), QStringLiteral("Backfill"), {});
    python.engine = Engine::ProjectPython;
    m_workspace->plan.steps.push_back(python);
    open(FlowPage::Opening::Rehearsal);
    QVERIFY(m_workspace->rehearsals.empty()); // not without being asked
    m_page->findChild<QCheckBox *>(QStringLiteral("reviewConsent"))->setChecked(true);
    button("rehearse")->click();
    QCOMPARE(m_workspace->rehearsals, std::vector<bool>{true});
}

void TestReviewRehearsal::leavingCancels()
{
    open();
    button("rehearse")->click();
    QVERIFY(m_page->isBusy());
    QVERIFY(m_page->escape());
    QCOMPARE(m_workspace->rehearsalCancels, 1);
    QVERIFY(!m_page->isBusy());
}

QTEST_MAIN(TestReviewRehearsal)
#include "tst_reviewrehearsal.moc"

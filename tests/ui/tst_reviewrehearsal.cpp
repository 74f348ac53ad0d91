#include "tests/ui/runrig.h"

#include "app/services/rehearsing.h"
#include "ui/widgets/inlinemessage.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

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
    void init() { m_rig = std::make_unique<RunRig>(); }
    void cleanup() { m_rig.reset(); }
    void askedForAndFound();
    void aKeptOneIsShown();
    void cancelAndFailure();
    void downgradesHaveNone();
    void theMenuStartsOne();
    void projectPythonFollowsTheConsent();
    void leavingCancels();
    void consentIsAskedOnceForAVersion();
    void consentNeedsAHash();
    void productionRequirements();
    void theInterpreterIsNamedOrMissing();

private:
    void open(FlowPage::Opening opening = FlowPage::Opening::Review, Direction direction = Direction::Upgrade)
    {
        m_rig->open(direction, opening);
    }
    /// A row that was just put there is shown by the event loop.
    QPushButton *button(const char *name) const
    {
        QTest::qWait(0);
        for (QPushButton *each : m_rig->page.findChildren<QPushButton *>(QLatin1String(name))) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    bool says(const QString &text) const
    {
        for (const QLabel *label : m_rig->page.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    QString rehearsed(int row) const
    {
        const QAbstractItemModel *steps
            = m_rig->page.findChild<QTableView *>(QStringLiteral("reviewSteps"))->model();
        return steps->index(row, steps->columnCount() - 1).data().toString();
    }

    std::unique_ptr<RunRig> m_rig;
};

void TestReviewRehearsal::askedForAndFound()
{
    open();
    QTRY_VERIFY(says(QStringLiteral("Not rehearsed")));
    QCOMPARE(rehearsed(0), QStringLiteral("–"));
    button("rehearse")->click();
    QCOMPARE(m_rig->workspace.rehearsals, std::vector<bool>{false});
    QTRY_VERIFY(says(QStringLiteral("Rehearsing on a copy")));
    QTRY_VERIFY(says(QStringLiteral("Step 2 of 5: 3fa91c60d7be")));
    QVERIFY(button("reviewRun")->isEnabled()); // a warning with a button, not a wall
    Q_EMIT m_rig->workspace.rehearsalReady(
        m_rig->workspace.lastRehearsal + 7, rehearsalOf(m_rig->workspace.plan));
    QTRY_VERIFY(says(QStringLiteral("Rehearsing on a copy"))); // an answer to another question
    Q_EMIT m_rig->workspace.rehearsalReady(
        m_rig->workspace.lastRehearsal, rehearsalOf(m_rig->workspace.plan));
    QTRY_VERIFY(says(QStringLiteral("Rehearsed on a copy")));
    QTRY_VERIFY(says(QStringLiteral("2026-11-22 10:41 on PostgreSQL 15, 3.4 s in all.")));
    QCOMPARE(rehearsed(0), QStringLiteral("120 ms"));
    QVERIFY(!m_rig->page.isBusy());
}

void TestReviewRehearsal::aKeptOneIsShown()
{
    open();
    QVERIFY(m_rig->workspace.kept > 0);
    Q_EMIT m_rig->workspace.rehearsalReady(m_rig->workspace.kept, rehearsalOf(m_rig->workspace.plan));
    QTRY_VERIFY(says(QStringLiteral("Rehearsed on a copy")));
    QCOMPARE(button("rehearse")->text(), QStringLiteral("Rehearse again…"));
    // A rehearsal that failed is a result as well.
    auto failed = rehearsalOf(m_rig->workspace.plan);
    failed->outcome = RehearsalOutcome::Failed;
    failed->error = Error{ErrorKind::MigrationFailed, QStringLiteral("column x does not exist")};
    button("rehearse")->click();
    Q_EMIT m_rig->workspace.rehearsalReady(m_rig->workspace.lastRehearsal, failed);
    QTRY_VERIFY(says(QStringLiteral("The rehearsal failed")));
    QTRY_VERIFY(says(QStringLiteral("column x does not exist")));
}

void TestReviewRehearsal::cancelAndFailure()
{
    open();
    button("rehearse")->click();
    button("rehearsalCancel")->click();
    QCOMPARE(m_rig->workspace.rehearsalCancels, 1);
    Q_EMIT m_rig->workspace.rehearsalRefused(
        m_rig->workspace.lastRehearsal, {ErrorKind::Cancelled, QStringLiteral("cancelled")});
    QTRY_VERIFY(says(QStringLiteral("Not rehearsed")));
    button("rehearse")->click();
    Q_EMIT m_rig->workspace.rehearsalRefused(
        m_rig->workspace.lastRehearsal, {ErrorKind::Unreadable, QStringLiteral("no server binaries")});
    QTRY_VERIFY(says(QStringLiteral("The rehearsal could not be made")));
    QTRY_VERIFY(says(QStringLiteral("no server binaries")));
    QVERIFY(button("rehearse")->isEnabled());
}

void TestReviewRehearsal::downgradesHaveNone()
{
    open(FlowPage::Opening::Review, Direction::Downgrade);
    QVERIFY(!button("rehearse"));
    QCOMPARE(m_rig->workspace.kept, quint64(0));
}

void TestReviewRehearsal::theMenuStartsOne()
{
    open(FlowPage::Opening::Rehearsal);
    QCOMPARE(m_rig->workspace.rehearsals, std::vector<bool>{false});
    QTRY_VERIFY(says(QStringLiteral("Rehearsing on a copy")));
}

void TestReviewRehearsal::projectPythonFollowsTheConsent()
{
    PlanStep python = step(QStringLiteral("51d8b3e9a270"), QStringLiteral("Backfill"), {});
    python.engine = Engine::ProjectPython;
    m_rig->workspace.plan.steps.push_back(python);
    open(FlowPage::Opening::Rehearsal);
    QVERIFY(m_rig->workspace.rehearsals.empty()); // not without being asked
    m_rig->page.findChild<QCheckBox *>(QStringLiteral("reviewConsent"))->setChecked(true);
    button("rehearse")->click();
    QCOMPARE(m_rig->workspace.rehearsals, std::vector<bool>{true});
}

void TestReviewRehearsal::leavingCancels()
{
    open();
    button("rehearse")->click();
    QVERIFY(m_rig->page.isBusy());
    QVERIFY(m_rig->page.escape());
    QCOMPARE(m_rig->workspace.rehearsalCancels, 1);
    QVERIFY(!m_rig->page.isBusy());
}

/// Once for each version of the project's files, whoever asks: a run or a rehearsal.
void TestReviewRehearsal::consentIsAskedOnceForAVersion()
{
    const auto consent = [this] { return m_rig->child<QCheckBox>("reviewConsent"); };
    m_rig->workspace.plan.steps[1].engine = Engine::ProjectPython;
    WorkspaceState state = sampleState();
    state.codeHash = QStringLiteral("one");
    m_rig->workspace.publish(state);
    open();
    QVERIFY(!consent()->isChecked());
    consent()->setChecked(true);
    open(); // looked at and left: nothing was allowed yet
    QVERIFY(!consent()->isChecked());
    consent()->setChecked(true);
    button("rehearse")->click();
    open();
    QVERIFY(consent()->isChecked());
    QVERIFY(consent()->text().contains(QLatin1String("as allowed before")));
    state.codeHash = QStringLiteral("two"); // a file was changed
    m_rig->workspace.publish(state);
    open();
    QVERIFY(!consent()->isChecked());
    state.codeHash = QStringLiteral("one"); // another project with the same files
    state.project->root = QStringLiteral("/srv/other");
    m_rig->workspace.publish(state);
    open();
    QVERIFY(!consent()->isChecked());
}

void TestReviewRehearsal::consentNeedsAHash()
{
    m_rig->workspace.plan.steps[1].engine = Engine::ProjectPython;
    open();
    m_rig->child<QCheckBox>("reviewConsent")->setChecked(true);
    button("rehearse")->click();
    open();
    QVERIFY(!m_rig->child<QCheckBox>("reviewConsent")->isChecked());
}

/// What `production.require` asks for: a rehearsal that is there, and a person's word for the rest.
void TestReviewRehearsal::productionRequirements()
{
    WorkspaceState state = sampleState();
    state.target->kind = TargetKind::Production;
    state.productionRequire = {ProductionRequirement::Rehearsal, ProductionRequirement::Backup};
    m_rig->workspace.publish(state);
    open();
    m_rig->child<QLineEdit>("reviewName")->setText(QStringLiteral("hr_staging"));
    QVERIFY(!m_rig->runButton()->isEnabled());
    auto *backup = m_rig->child<QCheckBox>("confirm-backup");
    QVERIFY(backup && !m_rig->child<QCheckBox>("confirm-rehearsal"));
    backup->setChecked(true);
    QVERIFY(!m_rig->runButton()->isEnabled());
    QVERIFY(m_rig->runButton()->toolTip().contains(QLatin1String("rehearsal")));
    Q_EMIT m_rig->workspace.rehearsalReady(m_rig->workspace.kept, rehearsalOf(m_rig->workspace.plan));
    QVERIFY(m_rig->runButton()->isEnabled());
    m_rig->child<QCheckBox>("confirm-backup")->setChecked(false);
    QVERIFY(!m_rig->runButton()->isEnabled());
    state.target->kind = TargetKind::Staging;
    m_rig->workspace.publish(state);
    open();
    QVERIFY(m_rig->runButton()->isEnabled());
    QVERIFY(!m_rig->child<QCheckBox>("confirm-backup"));
}

/// Looked for when the person allowed the code, not before; without one the run cannot start.
void TestReviewRehearsal::theInterpreterIsNamedOrMissing()
{
    m_rig->workspace.plan.steps[1].engine = Engine::ProjectPython;
    WorkspaceState state = sampleState();
    state.codeHash = QStringLiteral("one");
    m_rig->workspace.publish(state);
    open();
    QCOMPARE(m_rig->workspace.pythonRequests, 0);
    m_rig->child<QCheckBox>("reviewConsent")->setChecked(true);
    QCOMPARE(m_rig->workspace.pythonRequests, 1);
    auto *line = m_rig->child<QLabel>("pythonLine");
    QVERIFY(line->text().startsWith(QStringLiteral("Looking")));
    const quint64 asked = m_rig->workspace.lastPython;
    Q_EMIT m_rig->workspace.pythonFound(asked,
        {QStringLiteral("/srv/.venv/bin/python"), QStringLiteral(".venv"), QStringLiteral("3.11.2"),
            QStringLiteral("1.13.2"), QStringLiteral("4.0.5")});
    QVERIFY(line->text().contains(QStringLiteral("Python 3.11.2, alembic 1.13.2, Flask-Migrate 4.0.5")));
    QVERIFY(button("reviewRun")->isEnabled());

    Q_EMIT m_rig->workspace.pythonMissing(
        asked + 100, {ErrorKind::NeedsProjectPython, {}}); // somebody else's
    QVERIFY(button("reviewRun")->isEnabled());
    Q_EMIT m_rig->workspace.pythonMissing(asked,
        {ErrorKind::NeedsProjectPython, QStringLiteral("none"),
            QStringLiteral("/usr/bin/python3 (PATH): Flask-Migrate is not installed there")});
    QVERIFY(!button("reviewRun")->isEnabled());
    auto *message = m_rig->child<InlineMessage>("pythonMissing");
    QVERIFY(message->isVisibleTo(&m_rig->page));
    QVERIFY(message->body().contains(QStringLiteral("Flask-Migrate is not installed there")));
    for (const char *way : {"1. ", "2. ", "3. "})
        QVERIFY(message->body().contains(QLatin1String(way)));
    const QList<QPushButton *> buttons = message->findChildren<QPushButton *>();
    QCOMPARE(buttons.size(), 2);
    buttons.last()->click(); // Look again
    QCOMPARE(m_rig->workspace.pythonRequests, 2);
    Q_EMIT m_rig->workspace.pythonFound(m_rig->workspace.lastPython, {});
    QVERIFY(button("reviewRun")->isEnabled());
    m_rig->child<QCheckBox>("reviewConsent")->setChecked(false);
    QVERIFY(!line->isVisibleTo(&m_rig->page));
}

QTEST_MAIN(TestReviewRehearsal)
#include "tst_reviewrehearsal.moc"

#include "tests/ui/riskstate.h"
#include "ui/shell/settings.h"
#include "ui/timeline/revisioninspector.h"
#include "ui/timeline/revisionrisks.h"
#include "ui/timeline/timelinepage.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/inlinemessage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

const QString lastRevision = QStringLiteral("9c2f7d10e6a5");

RevisionSql sqlOf(const PlanStep &step)
{
    RevisionSql sql;
    sql.revision = step.revision;
    sql.upgrade = step;
    sql.downgrade = step;
    return sql;
}

WorkspaceState stateWith(const std::shared_ptr<PendingRisks> &risks)
{
    WorkspaceState state = sampleState();
    state.readAt = QDateTime(QDate(2026, 11, 22), QTime(10, 42));
    state.pendingRisks = risks;
    return state;
}

QString lockLines(const RiskSheet &sheet)
{
    QStringList lines;
    for (const StatementLocks &statement : sheet.statements) {
        QStringList locks;
        for (const LockClaim &lock : statement.locks)
            locks << lockModeName(lock.mode);
        lines << QStringLiteral("%1 | %2 | %3")
                     .arg(statement.statement, locks.join(QStringLiteral(", ")) + statement.nothing,
                         statement.details);
    }
    return lines.join(u'\n');
}

} // namespace

/// The Locks & risks tab: what it says of a step, and where from.
class TestRisks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(); }
    void locksInOrderWithLiveSizes();
    void timesOfAFullCopyOnly();
    void aloneWithoutConnection();
    void pythonIsUnknownUntilRehearsed();
    void allowedIsNoRisk();
    void manyStatementsAreCut();
    void tabAndClipboard();
    void gentlerWayOnce();
    void columnFollowsLiveSizes();
    void capturedSqlOfPython();
    void editedAfterApplied();

private:
    QStringList labels() const
    {
        QStringList texts;
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            if (label->isVisibleTo(m_page.get()))
                texts << label->text();
        }
        return texts;
    }
    void choose(int row)
    {
        auto *view = m_page->findChild<QTableView *>(QStringLiteral("timelineView"));
        QTRY_VERIFY(view->model()->rowCount() > row);
        view->setCurrentIndex(view->model()->index(row, 1));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<TimelinePage> m_page;
};

void TestRisks::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_store);
    m_theme = std::make_unique<Theme>(nullptr);
    m_workspace = std::make_unique<FakeWorkspace>();
    m_page = std::make_unique<TimelinePage>(*m_workspace, *m_theme, *m_settings);
    m_page->resize(1196, 700);
}

void TestRisks::locksInOrderWithLiveSizes()
{
    const auto risks = sampleRisks();
    const RiskSheet sheet = riskSheet(sqlOf(risks->plan.steps.back()), stateWith(risks));
    QCOMPARE(sheet.statementCount, 3);
    QCOMPARE(lockLines(sheet).section(u'\n', 0, 0),
        QStringLiteral(
            "DROP INDEX ix_employees_login | ACCESS EXCLUSIVE | employees · 184,220 rows · 520 MB"));
    QVERIFY2(lockLines(sheet)
                 .section(u'\n', 1, 1)
                 .startsWith(QStringLiteral(
                     "… work_email SET NOT NULL | ACCESS EXCLUSIVE | employees · 184,220 rows · 520 MB")),
        qPrintable(lockLines(sheet)));
    QVERIFY2(sheet.statements[1].details.contains(QLatin1String("about 1.4 s, estimated")),
        qPrintable(lockLines(sheet)));
    QVERIFY(
        sheet.statements[2].statement.startsWith(QStringLiteral("… ADD CONSTRAINT uq_employees_work_email")));
    QVERIFY(sheet.basis.contains(QLatin1String("hr_staging")));
    risks->past.insert(
        lastRevision, {QStringLiteral("hr_test"), QDateTime(QDate(2026, 11, 3), QTime(14, 2)), 3'240});
    QVERIFY(riskSheet(sqlOf(risks->plan.steps.back()), stateWith(risks))
                .basis.endsWith(QLatin1String("It took 3.2 s on hr_test, 2026-11-03.")));
    QVERIFY(sheet.worst >= Severity::Medium);
    QCOMPARE(sheet.reason, sheet.dangers.front().title + u'.');
}

/// How long a statement takes on an empty copy says nothing; what it locks there does.
void TestRisks::timesOfAFullCopyOnly()
{
    const auto risks = sampleRisks();
    risks->rehearsal = lastStepRehearsed(risks->plan, false);
    RiskSheet sheet = riskSheet(sqlOf(risks->plan.steps.back()), stateWith(risks));
    QVERIFY(!lockLines(sheet).contains(QLatin1String("on the copy")));
    QVERIFY(sheet.statements[1].details.contains(QLatin1String("reads all rows")));
    QVERIFY(sheet.basis.endsWith(QLatin1String("Rehearsed on a copy without rows on 2026-11-22 10:30.")));
    QVERIFY(lockLines(sheet).section(u'\n', 0, 0).contains(QLatin1String("public.departments")));
    // What a statement needs is shown although an earlier one holds it already.
    QVERIFY(lockLines(sheet).section(u'\n', 1, 1).contains(QLatin1String("ACCESS EXCLUSIVE")));
    risks->rehearsal = lastStepRehearsed(risks->plan, true);
    judgePending(*risks, {});
    sheet = riskSheet(sqlOf(risks->plan.steps.back()), stateWith(risks));
    QVERIFY2(sheet.statements[1].details.endsWith(QLatin1String("2.1 s on the copy")),
        qPrintable(lockLines(sheet)));
    bool measured = false;
    for (const Finding &finding : sheet.dangers)
        measured = measured || finding.estimate.contains(QLatin1String("2.1 s in the rehearsal"));
    QVERIFY(measured);
}

void TestRisks::aloneWithoutConnection()
{
    RevisionSql sql = sqlOf(samplePlan().steps[2]);
    sql.findings = findingsAlone(sql.upgrade);
    const RiskSheet sheet = riskSheet(sql, openState(sampleRevisions()));
    QCOMPARE(sheet.worst, std::optional(Severity::High)); // as for a large table
    QVERIFY(sheet.basis.contains(QLatin1String("there is no connection")));
    QCOMPARE(sheet.statements[0].details, QStringLiteral("candidates"));
    const auto risks = sampleRisks(); // and with its five thousand rows
    QVERIFY(riskSheet(sqlOf(risks->plan.steps[2]), stateWith(risks)).worst < Severity::High);
}

void TestRisks::pythonIsUnknownUntilRehearsed()
{
    const auto risks = sampleRisks();
    PlanStep &step = risks->plan.steps.back();
    risks->rehearsal = lastStepRehearsed(risks->plan, false);
    step.engine = Engine::ProjectPython;
    step.statements.clear();
    const std::shared_ptr<const Rehearsal> rehearsal = std::exchange(risks->rehearsal, nullptr);
    judgePending(*risks, {});
    RiskSheet sheet = riskSheet(sqlOf(step), stateWith(risks));
    QVERIFY(!sheet.known);
    QVERIFY(sheet.statements.empty());
    risks->rehearsal = rehearsal;
    sheet = riskSheet(sqlOf(step), stateWith(risks));
    QVERIFY(sheet.known);
    QCOMPARE(sheet.statementCount, 3);
    QVERIFY(lockLines(sheet).contains(QLatin1String("ACCESS EXCLUSIVE")));
    QVERIFY(lockLines(sheet).contains(QLatin1String("Takes no lock that is not held by then.")));
}

void TestRisks::allowedIsNoRisk()
{
    RevisionSql sql = sqlOf(samplePlan().steps[2]);
    sql.findings = findingsAlone(sql.upgrade);
    for (Finding &finding : sql.findings)
        finding.allowed = QStringLiteral("the table is new");
    const RiskSheet sheet = riskSheet(sql, openState(sampleRevisions()));
    QVERIFY(!sheet.worst);
    QVERIFY(sheet.dangers.empty());
    QCOMPARE(sheet.allowed.size(), sql.findings.size());
    QVERIFY(toText(sheet, sql.revision).contains(QLatin1String("because the table is new")));
}

void TestRisks::manyStatementsAreCut()
{
    PlanStep step = samplePlan().steps[2];
    step.statements.resize(5'000, step.statements.front());
    const RiskSheet sheet = riskSheet(sqlOf(step), openState(sampleRevisions()));
    QCOMPARE(sheet.statementCount, 5'000);
    QVERIFY(sheet.statements.size() < 100);
    RevisionRisks view(*m_theme);
    view.showSheet(sheet);
    QVERIFY(view.findChildren<QLabel *>().size() < 1'000);
}

void TestRisks::tabAndClipboard()
{
    const auto risks = sampleRisks();
    m_workspace->sql = sqlOf(risks->plan.steps.back());
    m_workspace->publish(stateWith(risks));
    choose(0);
    m_page->chooseTab(RevisionInspector::Risks);
    QTRY_VERIFY(labels().contains(QStringLiteral("Locks, in order")));
    QVERIFY(labels().contains(QStringLiteral("What can go wrong")));
    QVERIFY(labels().contains(QStringLiteral("3 statements")));
    auto *copy = m_page->findChild<QPushButton *>(QStringLiteral("inspectorSecondary"));
    QCOMPARE(copy->text(), QStringLiteral("Copy as text"));
    copy->click();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.startsWith(lastRevision + QLatin1String(": risk ")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("ACCESS EXCLUSIVE · employees · blocks reads and writes")));
    // A rehearsal comes in while the tab is open.
    risks->rehearsal = lastStepRehearsed(risks->plan, true);
    m_workspace->publish(stateWith(std::make_shared<PendingRisks>(*risks)));
    QTRY_VERIFY(labels().filter(QStringLiteral("on the copy")).size() > 0);
}

void TestRisks::gentlerWayOnce()
{
    RiskSheet sheet;
    Finding finding;
    finding.title = QStringLiteral("one");
    finding.severity = Severity::High;
    finding.safer = {QStringLiteral("Slowly."), QStringLiteral("op.execute('x')")};
    sheet.dangers = {finding, finding};
    RevisionRisks view(*m_theme);
    const QSignalSpy toasts(&view, &RevisionRisks::toastRequested);
    view.showSheet(sheet);
    const auto ways = view.findChildren<InlineMessage *>();
    QCOMPARE(ways.size(), 1);
    QCOMPARE(ways.front()->title(), QStringLiteral("A gentler way"));
    view.findChild<QPushButton *>(QStringLiteral("copyGentler"))->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("op.execute('x')"));
    QCOMPARE(toasts.size(), 1);
}

void TestRisks::columnFollowsLiveSizes()
{
    m_workspace->publish(stateWith(nullptr));
    auto *view = m_page->findChild<QTableView *>(QStringLiteral("timelineView"));
    QTRY_COMPARE(view->model()->rowCount(), 17);
    const auto risk
        = [&](int row) { return view->model()->index(row, TimelineModel::Risk).data().toString(); };
    QCOMPARE(risk(3), QStringLiteral("Medium")); // of the facts
    const auto risks = sampleRisks();
    m_workspace->publish(stateWith(risks));
    QCOMPARE(risk(3), QStringLiteral("Low"));
    QVERIFY(view->model()
                ->index(3, TimelineModel::Risk)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QLatin1String("connected database")));
    QVERIFY(view->model()
                ->index(3, 1)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QLatin1String("risk Low")));
    m_workspace->publish(stateWith(nullptr));
    QCOMPARE(risk(3), QStringLiteral("Medium"));
}

void TestRisks::capturedSqlOfPython()
{
    const auto risks = sampleRisks();
    risks->rehearsal = lastStepRehearsed(risks->plan, false);
    PlanStep &step = risks->plan.steps.back();
    step.engine = Engine::ProjectPython;
    step.statements.clear();
    m_workspace->sql = sqlOf(step);
    m_workspace->publish(stateWith(risks));
    choose(0);
    m_page->chooseTab(RevisionInspector::UpgradeSql);
    const auto message = [&] {
        for (const InlineMessage *each : m_page->findChildren<InlineMessage *>()) {
            if (each->isVisibleTo(m_page.get()) && each->title().contains(QLatin1String("Project Python")))
                return each->title();
        }
        return QString();
    };
    QTRY_COMPARE(message(),
        QStringLiteral("3 statements, captured from Project Python in the rehearsal of 2026-11-22 10:30"));
    QVERIFY(m_page->copySql().contains(QLatin1String("SET NOT NULL;")));
}

void TestRisks::editedAfterApplied()
{
    WorkspaceState state = stateWith(nullptr);
    state.edited
        = {{RevisionId(QStringLiteral("a91c2e7f0b64")), {}, QDateTime(QDate(2026, 11, 3), QTime(14, 2))}};
    m_workspace->publish(state);
    const auto titles = [&] {
        QStringList all;
        for (const InlineMessage *message : m_page->findChildren<InlineMessage *>()) {
            if (message->isVisibleTo(m_page.get()))
                all << message->title();
        }
        return all;
    };
    QTRY_VERIFY(titles().contains(QStringLiteral("1 script was edited after it was applied")));
    choose(7);
    QTRY_VERIFY(titles().contains(QStringLiteral("Edited after it was applied")));
    choose(8);
    QTRY_VERIFY(!titles().contains(QStringLiteral("Edited after it was applied")));
}

QTEST_MAIN(TestRisks)
#include "tst_risks.moc"

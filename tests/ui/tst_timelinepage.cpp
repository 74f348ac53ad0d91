#include "tests/ui/fakeworkspace.h"

#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/timeline/timelinemessages.h"
#include "ui/timeline/timelinepage.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QString modelToText(const QAbstractItemModel &model, const QList<int> &columns)
{
    QString text;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (const int column : columns)
            cells << model.index(row, column).data().toString();
        text += cells.join(QStringLiteral(" | ")) + u'\n';
    }
    return text;
}

QString messagesToText(const WorkspaceState &state)
{
    QStringList titles;
    for (const TimelineMessage &message : timelineMessages(state))
        titles << message.title;
    return titles.join(u'\n');
}

} // namespace

class TimelinePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void rowsAreTheReverseOfTheRunOrder();
    void rowsWithoutConnection();
    void missingScriptStandsOnTop();
    void ruleStandsAboveTheFirstAppliedRow();
    void accessibleTexts();
    void filterByTextScopeAndEngine();
    void messages();
    void selectionShowsInTheInspector();
    void selectionSurvivesANewState();
    void goToCurrent();
    void escapeClearsFilterThenSelection();
    void reviewFromTheInspector();
    void emptyFilterSaysSo();

private:
    QTableView *view() const { return m_page->findChild<QTableView *>(QStringLiteral("timelineView")); }
    QAbstractItemModel &model() const { return *view()->model(); }
    void select(int row) { view()->setCurrentIndex(model().index(row, 1)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<TimelinePage> m_page;
};

void TimelinePageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_store);
    m_theme = std::make_unique<Theme>(nullptr);
    m_workspace = std::make_unique<FakeWorkspace>();
    m_page = std::make_unique<TimelinePage>(*m_workspace, *m_theme, *m_settings);
    m_page->resize(1196, 700);
    new QAbstractItemModelTester(
        view()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_page.get());
    m_workspace->publish(sampleState());
    QTRY_COMPARE(model().rowCount(), 17);
}

void TimelinePageTest::cleanup()
{
    m_page.reset();
    m_workspace.reset();
}

void TimelinePageTest::rowsAreTheReverseOfTheRunOrder()
{
    QCOMPARE(modelToText(model(), {1, 3}),
        QStringLiteral("9c2f7d10e6a5 | Pending\n"
                       "e7a4c1f09b32 | Pending\n"
                       "51d8b3e9a270 | Pending\n"
                       "b06e92c7d418 | Pending\n"
                       "3fa91c60d7be | Pending\n"
                       "7d20f4b8c19e | Pending\n"
                       "8b5e0a47f3c1 | Current\n"
                       "a91c2e7f0b64 | Applied\n"
                       "c6f3d0812e9a | Applied\n")
            + modelToText(model(), {1, 3}).section(u'\n', 9));
    QCOMPARE(modelToText(model(), {1, 4, 6}).section(u'\n', 2, 2),
        QStringLiteral("51d8b3e9a270 | Project Python | 2026-11-18"));
}

void TimelinePageTest::rowsWithoutConnection()
{
    const TimelineRows rows = timelineRows(openState(sampleRevisions()));
    QCOMPARE(rows.pending, 0);
    QCOMPARE(rows.applied, 0);
    QVERIFY(std::all_of(rows.rows.begin(), rows.rows.end(),
        [](const TimelineRow &row) { return row.state == RowState::Unknown && !row.ruleAbove; }));
}

void TimelinePageTest::missingScriptStandsOnTop()
{
    WorkspaceState state
        = connectedState(openState(sampleRevisions()), QStringLiteral("f7d03b5ac918"), {}, {});
    state.unknownRows = ids(QStringLiteral("f7d03b5ac918"));
    const TimelineRows rows = timelineRows(state);
    QCOMPARE(rows.rows.size(), size_t(18));
    QCOMPARE(rows.rows[0].id.text(), QStringLiteral("f7d03b5ac918"));
    QCOMPARE(rows.rows[0].state, RowState::MissingScript);
    QVERIFY(std::none_of(
        rows.rows.begin(), rows.rows.end(), [](const TimelineRow &row) { return row.ruleAbove; }));
}

void TimelinePageTest::ruleStandsAboveTheFirstAppliedRow()
{
    const TimelineRows rows = timelineRows(sampleState());
    for (size_t row = 0; row < rows.rows.size(); ++row)
        QCOMPARE(rows.rows[row].ruleAbove, row == 6);
}

void TimelinePageTest::accessibleTexts()
{
    QCOMPARE(model().index(0, TimelineModel::Revision).data(Qt::AccessibleTextRole).toString(),
        QStringLiteral(
            "9c2f7d10e6a5, Require employee work email, Pending, Head, Native SQL, risk High, 2026-11-19"));
    QCOMPARE(model().index(1, TimelineModel::Graph).data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("main lane, merges 51d8b3e9a270 and b06e92c7d418"));
}

void TimelinePageTest::filterByTextScopeAndEngine()
{
    auto *search = m_page->findChild<QLineEdit *>(QStringLiteral("timelineSearch"));
    auto *scope = m_page->findChild<SegmentedControl *>(QStringLiteral("timelineScope"));
    search->setText(QStringLiteral("WORK email"));
    QCOMPARE(modelToText(model(), {1}), QStringLiteral("9c2f7d10e6a5\n51d8b3e9a270\n3fa91c60d7be\n"));
    search->setText(QStringLiteral("column c_a91c"));
    QCOMPARE(modelToText(model(), {1}), QStringLiteral("a91c2e7f0b64\n"));
    search->clear();
    scope->setCurrent(1);
    QCOMPARE(model().rowCount(), 6);
    scope->setCurrent(2);
    QCOMPARE(model().rowCount(), 11);
    scope->setCurrent(0);
    QCOMPARE(model().index(0, TimelineModel::Risk).data().toString(), QStringLiteral("High"));
    QCOMPARE(
        modelToText(model(), {1, 5}).section(u'\n', 2, 2), QStringLiteral("51d8b3e9a270 | ")); // not known
    const auto choose = [this](const QString &text) {
        for (QAction *action :
            m_page->findChild<QToolButton *>(QStringLiteral("timelineRisk"))->menu()->actions()) {
            if (action->text() == text)
                action->trigger();
        }
    };
    choose(QStringLiteral("Medium and above"));
    QCOMPARE(modelToText(model(), {1, 5}), QStringLiteral("9c2f7d10e6a5 | High\nb06e92c7d418 | Medium\n"));
    choose(QStringLiteral("High"));
    QCOMPARE(model().rowCount(), 1);
    choose(QStringLiteral("Any risk"));
    QVERIFY(model().rowCount() > 11);
}

void TimelinePageTest::messages()
{
    WorkspaceState state = openState(sampleRevisions());
    QCOMPARE(messagesToText(state), QStringLiteral("Not connected"));
    QCOMPARE(messagesToText(sampleState()), QString());
    state = sampleState();
    state.database->versionTableExists = false;
    QCOMPARE(messagesToText(state), QStringLiteral("This database has never been migrated"));
    state = sampleState();
    state.graph = graphFromText(
        sampleRevisions() + QStringLiteral("aaaa: 9c2f7d10e6a5 | x\nbbbb: 9c2f7d10e6a5 | y\n"));
    QCOMPARE(messagesToText(state), QStringLiteral("There are 2 heads"));
    state = sampleState();
    state.unknownRows = ids(QStringLiteral("f7d03b5ac918"));
    QCOMPARE(timelineMessages(state).front().body,
        QStringLiteral(
            "alembic_version on hr_staging holds f7d03b5ac918. Nothing can be upgraded or downgraded "
            "until its script is back."));
    QCOMPARE(messagesToText(WorkspaceState{}), QString());
}

void TimelinePageTest::selectionShowsInTheInspector()
{
    m_workspace->sql.upgrade = step(QStringLiteral("3fa91c60d7be"), QStringLiteral("Add employee work email"),
        {QStringLiteral("ALTER TABLE employees ADD COLUMN work_email VARCHAR(254)")});
    m_workspace->sql.upgrade.versionStatements
        = {QStringLiteral("UPDATE alembic_version SET version_num='3fa91c60d7be'")};
    select(4);
    QCOMPARE(m_page->selectedRevision().text(), QStringLiteral("3fa91c60d7be"));
    QTRY_COMPARE(m_page->copySql(),
        QStringLiteral("ALTER TABLE employees ADD COLUMN work_email VARCHAR(254);\n\n"
                       "UPDATE alembic_version SET version_num='3fa91c60d7be';\n"));
    QCOMPARE(m_page->copyText().first, QStringLiteral("3fa91c60d7be"));
}

void TimelinePageTest::selectionSurvivesANewState()
{
    select(4);
    WorkspaceState state = sampleState();
    state.pending = ids(QStringLiteral("b06e92c7d418 51d8b3e9a270 e7a4c1f09b32 9c2f7d10e6a5"));
    state.applied.push_back(RevisionId(QStringLiteral("3fa91c60d7be")));
    state.applied.push_back(RevisionId(QStringLiteral("7d20f4b8c19e")));
    state.database->rows = ids(QStringLiteral("3fa91c60d7be 7d20f4b8c19e"));
    m_workspace->publish(state);
    QTRY_COMPARE(model().index(4, 3).data().toString(), QStringLiteral("Current"));
    QCOMPARE(m_page->selectedRevision().text(), QStringLiteral("3fa91c60d7be"));
    QCOMPARE(view()->currentIndex().row(), 4);
}

void TimelinePageTest::goToCurrent()
{
    m_page->goToCurrent();
    QCOMPARE(m_page->selectedRevision().text(), QStringLiteral("8b5e0a47f3c1"));
}

void TimelinePageTest::escapeClearsFilterThenSelection()
{
    m_page->goToCurrent();
    auto *search = m_page->findChild<QLineEdit *>(QStringLiteral("timelineSearch"));
    search->setText(QStringLiteral("carry"));
    QCOMPARE(model().rowCount(), 1);
    QVERIFY(m_page->escape());
    QCOMPARE(model().rowCount(), 17);
    QCOMPARE(m_page->selectedRevision().text(), QStringLiteral("8b5e0a47f3c1"));
    QVERIFY(m_page->escape());
    QVERIFY(m_page->selectedRevision().isEmpty());
    QVERIFY(!m_page->escape());
}

void TimelinePageTest::reviewFromTheInspector()
{
    QSignalSpy requested(m_page.get(), &Page::reviewRequested);
    auto *button = m_page->findChild<QPushButton *>(QStringLiteral("inspectorPrimary"));
    QCOMPARE(button->text(), QStringLiteral("Review upgrade…"));
    QVERIFY(button->isEnabled());
    select(3);
    QCOMPARE(button->text(), QStringLiteral("Upgrade to here…"));
    button->click();
    QCOMPARE(requested.size(), 1);
    const auto request = requested.front().front().value<PlanRequest>();
    QCOMPARE(request.direction, Direction::Upgrade);
    QCOMPARE(request.target, QStringLiteral("b06e92c7d418"));
    select(8);
    QCOMPARE(button->text(), QStringLiteral("Downgrade to here…"));
    select(6);
    QVERIFY(!button->isEnabled());
}

void TimelinePageTest::emptyFilterSaysSo()
{
    auto *search = m_page->findChild<QLineEdit *>(QStringLiteral("timelineSearch"));
    search->setText(QStringLiteral("nothing like this"));
    QCOMPARE(model().rowCount(), 0);
    QPushButton *clear = nullptr;
    for (QPushButton *button : m_page->findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Clear filter"))
            clear = button;
    }
    QVERIFY(clear);
    clear->click();
    QCOMPARE(model().rowCount(), 17);
}

QTEST_MAIN(TimelinePageTest)
#include "tst_timelinepage.moc"

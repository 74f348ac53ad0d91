#include "tests/support/fakeworkspace.h"
#include "ui/changes/changespage.h"
#include "ui/changes/changestree.h"
#include "ui/shell/settings.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

SchemaObject object(ObjectKind kind, const char *table, const char *name, const char *type = nullptr)
{
    SchemaObject made{
        {kind, QStringLiteral("public"), QString::fromLatin1(table), QString::fromLatin1(name)}};
    if (type)
        made.set(Property::Type, QString::fromLatin1(type));
    return made;
}

RehearsedStep step(const char *revision, const char *message, const char *sql, std::vector<Change> changes)
{
    RehearsedStep step;
    step.revision = RevisionId(QString::fromLatin1(revision));
    step.message = QString::fromLatin1(message);
    RehearsedStatement statement;
    statement.sql = QString::fromLatin1(sql);
    step.statements = {statement};
    step.backStatements = {statement};
    step.backStatements.front().sql = QStringLiteral("ALTER TABLE people DROP COLUMN mail");
    step.changes = std::move(changes);
    return step;
}

/// r03 pending adds people.mail; somebody made an index by hand.
std::shared_ptr<ChangesReport> someReport()
{
    const SchemaObject people = object(ObjectKind::Table, "", "people");
    const SchemaObject id = object(ObjectKind::Column, "people", "id", "integer");
    const SchemaObject mail = object(ObjectKind::Column, "people", "mail", "text");
    const SchemaObject other = object(ObjectKind::Table, "", "places");
    auto report = std::make_shared<ChangesReport>();
    report->at = QDateTime(QDate(2026, 11, 22), QTime(10, 42, 7));
    report->target = QStringLiteral("heads");
    report->database.rows = {RevisionId(QStringLiteral("r02"))};
    report->plan.steps.resize(1);
    report->rehearsal.before = std::make_shared<const Schema>(std::vector<SchemaObject>{people, id, other});
    report->rehearsal.after
        = std::make_shared<const Schema>(std::vector<SchemaObject>{people, id, mail, other});
    report->rehearsal.steps = {
        step("r03", "Add mail", "ALTER TABLE people ADD COLUMN mail TEXT", {{ChangeAction::Add, {}, mail}})};
    report->objects = objectChanges(report->rehearsal, report->noise);
    report->drift.applied = {
        step("r01", "Create people", "CREATE TABLE people (id INTEGER)", {{ChangeAction::Add, {}, people}}),
        step("r02", "Fill", "UPDATE people SET id = 1", {})};
    report->drift.changes
        = std::vector<Change>{{ChangeAction::Add, {}, object(ObjectKind::Index, "people", "by_hand")}};
    return report;
}

} // namespace

/// The Changes page on reports made here: what it asks for, what it shows, what it copies.
class TestChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(); }
    void notConnected();
    void readsAndCancels();
    void refusedTellsWhy();
    void byObject();
    void driftHasBothSqls();
    void driftAsAScript();
    void projectPythonIsAskedFor();
    void filterAndChangedOnly();
    void byRevision();
    void comparesAgainWhenTheDatabaseMoved();
    void nothingPendingNoDrift();
    void proposal();

private:
    void connectAndOpen()
    {
        m_workspace->setState(connectedState(3, 2, TargetKind::Development));
        m_page->activate();
    }
    void answer(const std::shared_ptr<const ChangesReport> &report)
    {
        Q_EMIT m_workspace->changesReady(quint64(requests()), report);
    }
    qsizetype requests() const { return m_workspace->calls.filter(QStringLiteral("requestChanges")).size(); }
    /// Of several with one name the one that is shown; null when none is.
    QPushButton *shownButton(const char *name) const
    {
        for (QPushButton *button : m_page->findChildren<QPushButton *>(QLatin1String(name))) {
            if (button->isVisibleTo(m_page.get()))
                return button;
        }
        return nullptr;
    }
    template<typename Widget> Widget *child(const char *name) const
    {
        return m_page->findChild<Widget *>(QLatin1String(name));
    }
    /// Of the pane that is in front.
    void downgradeSide() const
    {
        for (SegmentedControl *side : m_page->findChildren<SegmentedControl *>(QStringLiteral("sqlSide"))) {
            if (side->isVisible())
                side->setCurrent(1);
        }
    }
    bool says(const QString &text) const
    {
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    /// "Tables > people > mail" of every line, one per line.
    QString tree() const
    {
        const QAbstractItemModel *model = m_page->findChild<ChangesTree *>()->model();
        QStringList lines;
        const auto walk = [&](const auto &self, const QModelIndex &parent, const QString &above) -> void {
            for (int row = 0; row < model->rowCount(parent); ++row) {
                const QModelIndex index = model->index(row, 0, parent);
                const QString path = above + index.data().toString();
                lines << path;
                self(self, index, path + QStringLiteral(" > "));
            }
        };
        walk(walk, {}, {});
        return lines.join(u'\n');
    }

    std::unique_ptr<FakeWorkspace> m_workspace;
    Theme m_theme{qApp};
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ChangesPage> m_page;
};

void TestChanges::init()
{
    m_workspace = std::make_unique<FakeWorkspace>();
    m_store = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_store);
    m_page = std::make_unique<ChangesPage>(*m_workspace, m_theme, *m_settings);
    m_page->resize(1196, 700);
    m_page->show();
}

void TestChanges::notConnected()
{
    m_page->activate();
    QVERIFY(says(QStringLiteral("Not connected")));
    QCOMPARE(requests(), 0);
    QVERIFY(!child<QPushButton>("changesAgain")->isEnabled());
}

void TestChanges::readsAndCancels()
{
    connectAndOpen();
    QCOMPARE(requests(), 1);
    QVERIFY(m_page->isBusy());
    m_page->activate(); // coming back does not start it again
    QCOMPARE(requests(), 1);
    QVERIFY(m_page->escape());
    QVERIFY(m_workspace->calls.contains(QStringLiteral("cancelChanges")));
    Q_EMIT m_workspace->changesRefused(1, Error{ErrorKind::Cancelled, QStringLiteral("x")});
    QVERIFY(says(QStringLiteral("The comparison was cancelled")));
    QVERIFY(!m_page->isBusy());
}

void TestChanges::refusedTellsWhy()
{
    connectAndOpen();
    Q_EMIT m_workspace->changesRefused(
        7, Error{ErrorKind::Unreachable, QStringLiteral("of another request")});
    QVERIFY(m_page->isBusy());
    Q_EMIT m_workspace->changesRefused(
        1, Error{ErrorKind::Unreachable, QStringLiteral("the server is gone")});
    QVERIFY(says(QStringLiteral("The comparison is not possible")));
    QVERIFY(says(QStringLiteral("the server is gone")));
}

void TestChanges::byObject()
{
    connectAndOpen();
    answer(someReport());
    QCOMPARE(tree(),
        QStringLiteral("Tables\nTables > people\nTables > people > mail\nDrift\nDrift > people.by_hand\n"
                       "Unchanged"));
    QVERIFY(says(QStringLiteral("1 added")) && says(QStringLiteral("1 changed"))
        && says(QStringLiteral("1 drift")));
    auto *tree = m_page->findChild<ChangesTree *>();
    const QModelIndex table = tree->model()->index(0, 0, tree->model()->index(0, 0));
    tree->setCurrentIndex(tree->model()->index(0, 0, table));
    QCOMPARE(
        m_page->copySql(), QStringLiteral("-- r03  Add mail\nALTER TABLE people ADD COLUMN mail TEXT;\n"));
    downgradeSide();
    QVERIFY(m_page->copySql().contains(u"DROP COLUMN mail"));
    QCOMPARE(m_page->copyText().first, QStringLiteral("mail: absent → text null"));
}

/// Taking it back and adopting it: as text, in both directions.
void TestChanges::driftHasBothSqls()
{
    connectAndOpen();
    const auto report = someReport();
    SchemaObject column = object(ObjectKind::Column, "people", "hand", "integer");
    report->drift.changes = std::vector<Change>{{ChangeAction::Add, {}, column}};
    report->drift.live = Schema({object(ObjectKind::Table, "", "people"), column});
    answer(report);
    auto *tree = m_page->findChild<ChangesTree *>();
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(1, 0)));
    QVERIFY2(m_page->copySql().contains(u"DROP COLUMN hand"), qPrintable(m_page->copySql()));
    downgradeSide();
    QVERIFY2(m_page->copySql().contains(u"ADD COLUMN hand"), qPrintable(m_page->copySql()));
    QVERIFY(says(QStringLiteral("No migration made this")));
}

/// A step of Project Python ends the rehearsal until a person allowed this version of the project's files.
void TestChanges::projectPythonIsAskedFor()
{
    connectAndOpen();
    QCOMPARE(m_workspace->lastAllowedCode, QString());
    const auto report = someReport();
    report->rehearsal.error = Error{ErrorKind::NeedsProjectPython, QStringLiteral("r04 needs Python")};
    answer(report);
    QVERIFY(!child<QPushButton>("changesAllowCode")); // not the reason
    auto python = std::make_shared<ChangesReport>(*report);
    python->codeHash = QStringLiteral("one");
    child<QPushButton>("changesAgain")->click();
    Q_EMIT m_workspace->changesReady(m_workspace->lastRequest(), python);
    QVERIFY(child<QPushButton>("changesAllowCode"));
    QVERIFY(says(QStringLiteral("Complete up to the first step of Project Python")));
    child<QPushButton>("changesAllowCode")->click();
    QCOMPARE(requests(), 3);
    QCOMPARE(m_workspace->lastAllowedCode, QStringLiteral("one"));
}

/// The chosen drift as a new revision script.
void TestChanges::driftAsAScript()
{
    connectAndOpen();
    const auto report = someReport();
    SchemaObject column = object(ObjectKind::Column, "people", "hand", "integer");
    report->drift.changes = std::vector<Change>{{ChangeAction::Add, {}, column}};
    report->drift.live = Schema({object(ObjectKind::Table, "", "people"), column});
    answer(report);
    const QSignalSpy asked(m_page.get(), &Page::scriptRequested);
    QVERIFY(!shownButton("sqlScript"));
    auto *tree = m_page->findChild<ChangesTree *>();
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(1, 0)));
    QVERIFY(!shownButton("sqlScript")); // taking it back is no revision
    downgradeSide();
    QVERIFY(shownButton("sqlScript"));
    shownButton("sqlScript")->click();
    QCOMPARE(asked.size(), 1);
    const auto request = asked.front().front().value<RevisionRequest>();
    QCOMPARE(request.message, QStringLiteral("Adopt people.hand"));
    QCOMPARE(request.upgradeSql.size(), 1);
    QVERIFY(request.upgradeSql.front().contains(QLatin1String("ADD COLUMN hand")));
    QVERIFY(request.downgradeSql.front().contains(QLatin1String("DROP COLUMN hand")));
}

void TestChanges::filterAndChangedOnly()
{
    connectAndOpen();
    answer(someReport());
    child<QCheckBox>("changesChangedOnly")->setChecked(true);
    QCOMPARE(tree(), QStringLiteral("Tables\nTables > people\nTables > people > mail"));
    child<QLineEdit>("changesSearch")->setText(QStringLiteral("NOTHING"));
    QCOMPARE(tree(), QString());
    QVERIFY(m_page->escape());
    QVERIFY(!tree().isEmpty());
}

void TestChanges::byRevision()
{
    connectAndOpen();
    answer(someReport());
    m_page->chooseTab(1);
    auto *applied = child<QTableView>("appliedRevisions");
    QCOMPARE(applied->model()->rowCount(), 2);
    QCOMPARE(applied->model()->index(0, 2).data().toString(), QStringLiteral("data only"));
    QCOMPARE(applied->model()->index(1, 2).data().toString(), QStringLiteral("1 change"));
    QCOMPARE(
        child<QTableView>("pendingRevisions")->model()->index(0, 0).data().toString(), QStringLiteral("r03"));
    QCOMPARE(m_page->selectedRevision().text(), QStringLiteral("r03"));
    applied->selectRow(1);
    QCOMPARE(child<QLabel>("revisionTitle")->text(), QStringLiteral("Changes in r01"));
    QVERIFY(m_workspace->calls.contains(QStringLiteral("requestRevision r01")));
    QSignalSpy opened(m_page.get(), &Page::revisionRequested);
    for (QPushButton *button : m_page->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == u"Open in Timeline")
            button->click();
    }
    QCOMPARE(opened.size(), 1);
    QVERIFY(says(QStringLiteral("1 object is not as the migrations make it")));
}

void TestChanges::comparesAgainWhenTheDatabaseMoved()
{
    connectAndOpen();
    answer(someReport());
    m_workspace->setState(connectedState(3, 2, TargetKind::Development));
    QCOMPARE(requests(), 1); // nothing moved
    m_workspace->setState(connectedState(3, 3, TargetKind::Development));
    QCOMPARE(requests(), 2);
    // The answer to the old question is not shown.
    Q_EMIT m_workspace->changesReady(1, someReport());
    QVERIFY(m_page->isBusy());
    m_page->hide();
    answer(someReport());
    m_workspace->setState(connectedState(3, 1, TargetKind::Development));
    QCOMPARE(requests(), 2); // not in front: a rehearsal is not started
}

void TestChanges::nothingPendingNoDrift()
{
    connectAndOpen();
    const auto report = someReport();
    report->plan.steps.clear();
    report->rehearsal.steps.clear();
    report->objects.clear();
    report->drift.changes = std::vector<Change>();
    answer(report);
    QVERIFY(says(QStringLiteral("Nothing would change")));
}

void TestChanges::proposal()
{
    connectAndOpen();
    const auto report = someReport();
    report->objects.clear();
    report->drift.changes.reset();
    StampProposal proposal;
    proposal.revisions = {RevisionId(QStringLiteral("r02"))};
    report->drift.proposal = proposal;
    answer(report);
    QVERIFY(says(QStringLiteral("stillroom-cli stamp r02")));
}

QTEST_MAIN(TestChanges)
#include "tst_changes.moc"

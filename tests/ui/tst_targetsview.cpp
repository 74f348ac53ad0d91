#include "tests/support/fakeworkspace.h"
#include "ui/changes/targetsview.h"
#include "ui/shell/settings.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace stillroom;

namespace
{

Target named(const char *name)
{
    Target target;
    target.name = QString::fromLatin1(name);
    target.url = QStringLiteral("postgresql://u@h/%1").arg(target.name);
    return target;
}

SchemaObject table(const char *name)
{
    return {{ObjectKind::Table, QStringLiteral("public"), {}, QString::fromLatin1(name)}};
}

WorkspaceState stateWithTargets()
{
    WorkspaceState state = connectedState(3, 1, TargetKind::Development);
    state.targets.push_back(named("staging"));
    state.targets.push_back(named("production"));
    return state;
}

/// Here r01; staging all three and one table more; production does not answer.
std::shared_ptr<TargetComparison> someComparison(const WorkspaceState &state)
{
    auto comparison = std::make_shared<TargetComparison>();
    comparison->at = QDateTime(QDate(2026, 11, 22), QTime(10, 42, 7));
    ComparedTarget here;
    here.target = *state.target;
    here.state.rows = {RevisionId(QStringLiteral("r01"))};
    here.applied = {true, false, false};
    ComparedTarget staging;
    staging.target = named("staging");
    staging.state.rows = {RevisionId(QStringLiteral("r03"))};
    staging.applied = {true, true, true};
    staging.schema = Schema({table("extra")});
    staging.changes = {{ChangeAction::Add, {}, table("extra")}};
    ComparedTarget production;
    production.target = named("production");
    production.error = Error{ErrorKind::Unreachable, QStringLiteral("no answer within 10 s")};
    comparison->targets = {here, staging, production};
    return comparison;
}

} // namespace

/// The connected database beside other targets.
class TestTargetsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void asksForTheChosen();
    void matrixAndDifferences();
    void refused();
    void noOtherTarget();

private:
    template<typename Widget> Widget *child(const char *name) const
    {
        return m_view->findChild<Widget *>(QLatin1String(name));
    }
    QString tableText(const char *name) const
    {
        const QAbstractItemModel &model = *child<QTableView>(name)->model();
        QString text;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                cells << model.index(row, column).data().toString();
            text += cells.join(QStringLiteral(" | ")) + u'\n';
        }
        return text;
    }
    void setChosen(const char *name, bool chosen) const
    {
        for (QAction *action : child<QToolButton>("targetsChoice")->menu()->actions()) {
            if (action->text() == QLatin1String(name))
                action->setChecked(chosen);
        }
    }

    Theme m_theme{qApp};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<TargetsView> m_view;
};

void TestTargetsView::init()
{
    m_view.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_store);
    m_workspace = std::make_unique<FakeWorkspace>();
    m_workspace->setState(stateWithTargets());
    m_view = std::make_unique<TargetsView>(*m_workspace, m_theme, *m_settings);
    m_view->setState(*m_workspace->state());
}

void TestTargetsView::asksForTheChosen()
{
    setChosen("production", true);
    child<QPushButton>("targetsCompare")->click();
    QCOMPARE(m_workspace->calls.last(), QStringLiteral("requestTargets staging production"));
    QVERIFY(m_view->isReading());
    m_view->cancel();
    QCOMPARE(m_workspace->calls.last(), QStringLiteral("cancelTargets"));
}

void TestTargetsView::matrixAndDifferences()
{
    m_view->compare();
    Q_EMIT m_workspace->targetsReady(m_workspace->lastRequest() + 1, someComparison(*m_workspace->state()));
    QVERIFY(m_view->isReading()); // not what was asked
    Q_EMIT m_workspace->targetsReady(m_workspace->lastRequest(), someComparison(*m_workspace->state()));
    QVERIFY(!m_view->isReading());
    const QString rows = tableText("targetsMatrix");
    QVERIFY2(rows.contains(QLatin1String("r03 | Revision number 3 | Pending | Current | unknown\n"
                                         "r02 | Revision number 2 | Pending | Applied | unknown\n")),
        qPrintable(rows));
    QVERIFY(!rows.contains(QLatin1String("r01"))); // the same everywhere
    child<QCheckBox>("targetsAll")->setChecked(true);
    QVERIFY(tableText("targetsMatrix")
                .contains(QLatin1String("r01 | Revision number 1 | Current | Applied | unknown")));
    QCOMPARE(child<QLabel>("targetsDifference")->text(), QStringLiteral("1 object differs"));
    QVERIFY(tableText("targetsObjects").startsWith(QLatin1String("table extra | absent | ")));
}

void TestTargetsView::refused()
{
    m_view->compare();
    Q_EMIT m_workspace->targetsRefused(
        m_workspace->lastRequest(), Error{ErrorKind::Unreachable, QStringLiteral("There is no connection.")});
    QVERIFY(!m_view->isReading());
    bool told = false;
    for (const QLabel *label : m_view->findChildren<QLabel *>())
        told = told || label->text() == u"There is no connection.";
    QVERIFY(told);
}

void TestTargetsView::noOtherTarget()
{
    m_workspace->setState(connectedState(3, 1, TargetKind::Development));
    m_view->setState(*m_workspace->state());
    QVERIFY(!child<QPushButton>("targetsCompare")->isEnabled());
    QVERIFY(!child<QToolButton>("targetsChoice")->isEnabled());
}

QTEST_MAIN(TestTargetsView)
#include "tst_targetsview.moc"

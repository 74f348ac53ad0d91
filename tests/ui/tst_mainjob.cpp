#include "tests/support/postgresfixture.h"
#include "tests/ui/projectfiles.h"

#include "app/services/workspace.h"
#include "migrations/graph/revisiongraph.h"
#include "ui/connect/recentprojects.h"
#include "ui/run/runpage.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/timeline/timelinepage.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

/// The private server and its sessions, on a thread of their own: a Connection refuses a window's.
class ServerThread
{
public:
    ServerThread()
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        call([this] { m_server = std::make_unique<PostgresFixture>(); });
    }
    ~ServerThread()
    {
        call([this] { m_server.reset(); });
        m_thread.quit();
        m_thread.wait();
    }

    QString createDatabase()
    {
        QString name;
        call([&] { name = m_server->createDatabase(); });
        return name;
    }
    QString url(const QString &database) const { return m_server->url(database); }
    void execute(const QString &database, const QStringList &statements)
    {
        call([&] { m_server->execute(database, statements); });
    }
    QStringList rows(const QString &database, const QString &sql)
    {
        QStringList rows;
        call([&] { rows = m_server->rows(database, sql); });
        return rows;
    }

private:
    template<typename Work> void call(Work work)
    {
        QMetaObject::invokeMethod(&m_context, work, Qt::BlockingQueuedConnection);
    }

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<PostgresFixture> m_server;
};

} // namespace

/// The main job in the real window on a real server: open, connect, review, upgrade, downgrade, and the ways
/// it goes wrong.
class MainJobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

    void upgradeThenDowngrade();
    void failureChangesNothing();
    void onePerStepKeepsWhatWorked();
    void cancelRollsBack();
    void movedDatabaseIsRefused();
    void unknownRevisionBlocksTheRun();

private:
    void openAndConnect();
    void review(Direction direction, const QString &target);
    void runReviewed();
    QString verdict() const { return child<QLabel>("runVerdict")->text(); }
    QString columnText(int column) const;
    template<typename Widget> Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }
    QAbstractItemModel &rows() const { return *child<QTableView>("timelineView")->model(); }

    std::unique_ptr<ServerThread> m_server;
    QString m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RecentProjects> m_recent;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
    TimelinePage *m_timeline = nullptr;
    RunPage *m_run = nullptr;
};

void MainJobTest::initTestCase()
{
    m_server = std::make_unique<ServerThread>();
}

void MainJobTest::cleanupTestCase()
{
    m_server.reset();
}

void MainJobTest::init()
{
    m_database = m_server->createDatabase();
    m_folder = std::make_unique<QTemporaryDir>();
    const QString folder = m_folder->path();
    writeProjectFolder(folder);
    writeScript(folder, "aaaa1111", "None", "Create people",
        "op.create_table('people', sa.Column('id', sa.Integer(), nullable=False), "
        "sa.Column('name', sa.String(length=40), nullable=True), sa.PrimaryKeyConstraint('id'))",
        "op.drop_table('people')");
    writeScript(folder, "bbbb2222", "'aaaa1111'", "Add mail",
        "op.add_column('people', sa.Column('mail', sa.Text(), nullable=True))",
        "op.drop_column('people', 'mail')");
    writeScript(folder, "cccc3333", "'bbbb2222'", "Index names",
        "op.create_index('ix_name', 'people', ['name'])", "op.drop_index('ix_name', table_name='people')");
    m_store = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_store);
    m_theme = std::make_unique<Theme>(nullptr);
    m_recent = std::make_unique<RecentProjects>(*m_store);
    m_workspace = std::make_unique<Workspace>();
    m_window
        = std::make_unique<MainWindow>(MainWindow::Parts{*m_workspace, *m_settings, *m_theme, *m_recent});
    m_timeline = new TimelinePage(*m_workspace, *m_theme, *m_settings);
    m_run = new RunPage(*m_workspace, *m_theme, *m_settings);
    m_window->addPage(m_timeline);
    m_window->setFlowPage(m_run);
    m_window->show();
}

void MainJobTest::cleanup()
{
    m_window.reset();
    m_workspace.reset();
}

void MainJobTest::openAndConnect()
{
    QSignalSpy opened(m_workspace.get(), &Workspace::projectOpened);
    m_workspace->openProject(m_folder->path());
    QTRY_COMPARE(opened.size(), 1);
    TargetChoice choice;
    choice.target.name = QStringLiteral("TEST");
    choice.target.url = m_server->url(m_database);
    m_workspace->connectTo(choice);
    QTRY_COMPARE_WITH_TIMEOUT(m_workspace->state()->phase, ConnectionPhase::Connected, 20000);
    QTRY_COMPARE(rows().rowCount(),
        m_workspace->state()->graph->size() + int(m_workspace->state()->unknownRows.size()));
}

QString MainJobTest::columnText(int column) const
{
    QStringList texts;
    for (int row = 0; row < rows().rowCount(); ++row)
        texts << rows().index(row, column).data().toString();
    return texts.join(u' ');
}

void MainJobTest::review(Direction direction, const QString &target)
{
    Q_EMIT m_timeline->reviewRequested({direction, target});
    QTRY_VERIFY_WITH_TIMEOUT(child<QPushButton>("reviewRun")->isVisible(), 20000);
    auto *name = child<QLineEdit>("reviewName");
    if (name->isVisible())
        name->setText(m_database);
}

void MainJobTest::runReviewed()
{
    QSignalSpy finished(m_workspace.get(), &Workspace::runFinished);
    QVERIFY2(
        child<QPushButton>("reviewRun")->isEnabled(), qPrintable(child<QPushButton>("reviewRun")->toolTip()));
    child<QPushButton>("reviewRun")->click();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30000);
}

void MainJobTest::upgradeThenDowngrade()
{
    openAndConnect();
    QTRY_COMPARE(columnText(TimelineModel::State), QStringLiteral("Pending Pending Pending"));
    review(Direction::Upgrade, QStringLiteral("head"));
    QCOMPARE(child<QTableView>("reviewSteps")->model()->rowCount(), 3);
    runReviewed();
    QVERIFY2(verdict().startsWith(QStringLiteral("Upgrade finished in")), qPrintable(verdict()));
    QTRY_COMPARE(columnText(TimelineModel::State), QStringLiteral("Current Applied Applied"));
    QCOMPARE(m_server->rows(m_database, QStringLiteral("SELECT version_num FROM alembic_version")),
        QStringList{QStringLiteral("cccc3333")});
    QCOMPARE(m_server->rows(m_database,
                 QStringLiteral(
                     "SELECT attname FROM pg_attribute WHERE attrelid = 'people'::regclass AND attnum > 0 "
                     "ORDER BY attnum")),
        (QStringList{QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("mail")}));
    child<QPushButton>("resultBack")->click();
    QCOMPARE(m_window->currentPage(), m_timeline);

    review(Direction::Downgrade, QStringLiteral("base"));
    QVERIFY(child<QLineEdit>("reviewName")->isVisible());
    runReviewed();
    QVERIFY2(verdict().startsWith(QStringLiteral("Downgrade finished in")), qPrintable(verdict()));
    QTRY_COMPARE(columnText(TimelineModel::State), QStringLiteral("Pending Pending Pending"));
    QCOMPARE(m_server->rows(m_database, QStringLiteral("SELECT to_regclass('people')")),
        QStringList{QStringLiteral("<null>")});
}

void MainJobTest::failureChangesNothing()
{
    writeScript(
        m_folder->path(), "dddd4444", "'cccc3333'", "Break", "op.execute('SELECT nmae FROM people')", "pass");
    openAndConnect();
    review(Direction::Upgrade, QStringLiteral("head"));
    runReviewed();
    QCOMPARE(verdict(), QStringLiteral("Upgrade failed. Nothing was changed."));
    QCOMPARE(m_run->copySql(), QStringLiteral("SELECT nmae FROM people"));
    QStringList texts;
    for (const QLabel *label : m_run->findChildren<QLabel *>())
        texts << label->text();
    QVERIFY(texts.contains(QStringLiteral("42703")));
    QVERIFY(texts.contains(QStringLiteral("undefined_column")));
    QVERIFY(texts.contains(QStringLiteral("dddd4444_x.py:14")));
    QTRY_COMPARE(columnText(TimelineModel::State), QStringLiteral("Pending Pending Pending Pending"));
}

void MainJobTest::onePerStepKeepsWhatWorked()
{
    writeScript(
        m_folder->path(), "dddd4444", "'cccc3333'", "Break", "op.execute('SELECT nmae FROM people')", "pass");
    openAndConnect();
    review(Direction::Upgrade, QStringLiteral("head"));
    child<SegmentedControl>("reviewTransaction")->setCurrent(1);
    runReviewed();
    QCOMPARE(verdict(), QStringLiteral("Upgrade stopped after steps 1 to 3."));
    QTRY_COMPARE(columnText(TimelineModel::State), QStringLiteral("Pending Current Applied Applied"));
}

void MainJobTest::cancelRollsBack()
{
    writeScript(
        m_folder->path(), "dddd4444", "'cccc3333'", "Sleep", "op.execute('SELECT pg_sleep(60)')", "pass");
    openAndConnect();
    review(Direction::Upgrade, QStringLiteral("head"));
    child<QSpinBox>("reviewStatementTimeout")->setValue(50);
    QSignalSpy finished(m_workspace.get(), &Workspace::runFinished);
    child<QPushButton>("reviewRun")->click();
    QVERIFY(m_workspace->isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(
        child<QLabel>("runStep")->text().startsWith(QStringLiteral("Step 4 of 4")), 20000);
    child<QPushButton>("runCancel")->click();
    child<QPushButton>("runCancelConfirm")->click();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
    QCOMPARE(verdict(), QStringLiteral("Upgrade cancelled. Nothing was changed."));
    QCOMPARE(m_server->rows(m_database, QStringLiteral("SELECT to_regclass('people')")),
        QStringList{QStringLiteral("<null>")});
}

void MainJobTest::movedDatabaseIsRefused()
{
    openAndConnect();
    review(Direction::Upgrade, QStringLiteral("head"));
    m_server->execute(m_database,
        {QStringLiteral("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)"),
            QStringLiteral("INSERT INTO alembic_version VALUES ('bbbb2222')")});
    runReviewed();
    QCOMPARE(verdict(), QStringLiteral("Upgrade refused. Nothing was changed."));
    QTRY_COMPARE(columnText(TimelineModel::State), QStringLiteral("Pending Current Applied"));
}

void MainJobTest::unknownRevisionBlocksTheRun()
{
    m_server->execute(m_database,
        {QStringLiteral("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)"),
            QStringLiteral("INSERT INTO alembic_version VALUES ('f7d03b5ac918')")});
    openAndConnect();
    QCOMPARE(columnText(TimelineModel::State).section(u' ', 0, 2), QStringLiteral("Missing script Unknown"));
    QVERIFY(!child<QPushButton>("inspectorPrimary")->isEnabled());
}

QTEST_MAIN(MainJobTest)
#include "tst_mainjob.moc"

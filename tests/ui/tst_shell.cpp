// The window around the pages, driven by actions, keys and object names on a workspace of values.

#include "tests/support/eventloopwatch.h"
#include "tests/support/fakeworkspace.h"
#include "tests/ui/shellrig.h"
#include "ui/connect/connectiondialog.h"
#include "ui/connect/firstrunpage.h"
#include "ui/connect/recentprojects.h"
#include "ui/shell/environmentband.h"
#include "ui/shell/header.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/rail.h"
#include "ui/shell/settings.h"
#include "ui/shell/settingspage.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace stillroom;
using namespace stillroom::test;

class TestShell : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstRunIsShownWithoutAProject()
    {
        Rig rig;
        rig.show();
        QCOMPARE(rig.window.currentPage(), static_cast<Page *>(rig.window.findChild<FirstRunPage *>()));
        QVERIFY(!rig.child<QAbstractButton>("railTimeline")->isEnabled());
        QVERIFY(rig.child<QAbstractButton>("railSettings")->isEnabled());
        QTest::mouseClick(rig.child<QPushButton>("trySample"), Qt::LeftButton);
        QCOMPARE(rig.workspace.calls, QStringList{QStringLiteral("openSampleProject")});
        WorkspaceState busy;
        busy.activity = QStringLiteral("Starting a private PostgreSQL…");
        rig.workspace.setState(busy);
        QVERIFY(!rig.child<QPushButton>("trySample")->isEnabled());
        QCOMPARE(rig.child<QLabel>("activity")->text(), busy.activity);
    }

    void refusedFolderStaysOnTheFirstRunWithAMessage()
    {
        Rig rig;
        rig.show();
        Q_EMIT rig.workspace.projectRefused(
            Error{ErrorKind::NotAProject, QStringLiteral("/srv/x holds no migrations")});
        auto *message = rig.child<InlineMessage>("projectMessage");
        QVERIFY(message->isVisible());
        QCOMPARE(message->title(), QStringLiteral("/srv/x holds no migrations"));
        rig.open(projectState(3));
        QVERIFY(!message->isVisible());
    }

    void severalProjectsAreAChoice()
    {
        Rig rig;
        rig.show();
        Q_EMIT rig.workspace.projectsFound(
            {QStringLiteral("/srv/mono/api"), QStringLiteral("/srv/mono/web")});
        auto *message = rig.child<InlineMessage>("projectMessage");
        QVERIFY(message->isVisible());
        QPushButton *second = nullptr;
        for (QPushButton *button : message->findChildren<QPushButton *>()) {
            if (button->text() == QLatin1String("mono/web"))
                second = button;
        }
        QVERIFY(second);
        second->click();
        QCOMPARE(rig.workspace.calls, QStringList{QStringLiteral("openProject /srv/mono/web")});
        QVERIFY(!message->isVisible());
    }

    void productionIsSaidFourTimes()
    {
        Rig rig;
        rig.open(connectedState(5, 3, TargetKind::Production));
        rig.show();
        QCOMPARE(rig.window.windowTitle(), QStringLiteral("PRODUCTION: hr_production – Stillroom"));
        QCOMPARE(rig.child<QLabel>("environmentPill")->text(), QStringLiteral("PRODUCTION"));
        QCOMPARE(rig.window.findChild<EnvironmentBand *>()->height(), 6);
        QCOMPARE(rig.window.findChild<Header *>()->property("env").toString(), QStringLiteral("production"));
        QCOMPARE(rig.child<ElidingLabel>("currentRevision")->fullText(), QStringLiteral("r03"));
        QCOMPARE(rig.child<QLabel>("standing")->text(), QStringLiteral("2 pending"));
        rig.workspace.setState(connectedState(5, 5, TargetKind::Staging));
        QCOMPARE(rig.window.findChild<EnvironmentBand *>()->height(), 3);
        QCOMPARE(rig.child<QLabel>("standing")->text(), QStringLiteral("Up to date"));
        rig.workspace.setState(connectedState(5, 5, TargetKind::Development));
        QVERIFY(!rig.window.findChild<EnvironmentBand *>()->isVisible());
        QCOMPARE(rig.window.windowTitle(), QStringLiteral("hr_production · people-core – Stillroom"));
    }

    void theEnvironmentIsReadableWhenItArrivesLater()
    {
        Rig rig;
        rig.open(projectState(5));
        rig.show();
        rig.workspace.setState(connectedState(5, 3, TargetKind::Production));
        auto *pill = rig.child<QLabel>("environmentPill");
        QCOMPARE(pill->text(), QStringLiteral("PRODUCTION"));
        const auto fits
            = [pill] { return pill->width() > pill->fontMetrics().horizontalAdvance(pill->text()); };
        QTRY_VERIFY2(fits(), qPrintable(QString::number(pill->width())));
    }

    void disabledButtonsSayWhy_data()
    {
        QTest::addColumn<int>("applied");
        QTest::addColumn<bool>("connected");
        QTest::addColumn<bool>("running");
        QTest::addColumn<QString>("upgrade");
        QTest::addColumn<QString>("downgrade");
        QTest::newRow("files only") << 0 << false << false << "Not connected to a database"
                                    << "Not connected to a database";
        QTest::newRow("at head") << 5 << true << false << "Up to date: nothing is pending"
                                 << "";
        QTest::newRow("empty") << 0 << true << false << ""
                               << "Nothing is applied";
        QTest::newRow("running") << 3 << true << true << "A run is in progress"
                                 << "A run is in progress";
        QTest::newRow("behind") << 3 << true << false << ""
                                << "";
    }
    void disabledButtonsSayWhy()
    {
        QFETCH(int, applied);
        QFETCH(bool, connected);
        QFETCH(bool, running);
        QFETCH(QString, upgrade);
        QFETCH(QString, downgrade);
        Rig rig;
        WorkspaceState state
            = connected ? connectedState(5, applied, TargetKind::Development) : projectState(5);
        state.running = running;
        rig.open(state);
        const auto check = [&rig](const char *button, const QString &reason) {
            const auto *widget = rig.child<QAbstractButton>(button);
            QCOMPARE(widget->isEnabled(), reason.isEmpty());
            if (!reason.isEmpty())
                QCOMPARE(widget->toolTip(), reason);
        };
        check("upgradeButton", upgrade);
        check("previewButton", upgrade);
        check("downgradeButton", downgrade);
        QCOMPARE(rig.action("upgrade")->isEnabled(), upgrade.isEmpty());
        QCOMPARE(rig.action("downgradeToBase")->isEnabled(), downgrade.isEmpty());
    }

    void missingScriptStopsRuns()
    {
        Rig rig;
        WorkspaceState state = connectedState(5, 3, TargetKind::Staging);
        state.unknownRows = {RevisionId(QStringLiteral("f7d03b5ac918"))};
        rig.open(state);
        QCOMPARE(rig.child<QLabel>("standing")->text(), QStringLiteral("Script missing"));
        QVERIFY(!rig.action("upgrade")->isEnabled());
        QVERIFY(
            rig.child<QAbstractButton>("upgradeButton")->toolTip().contains(QStringLiteral("f7d03b5ac918")));
    }

    void keyboardMap_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("keys");
        const std::pair<const char *, const char *> map[]
            = {{"openProject", "Ctrl+O"}, {"connect", "Ctrl+K"}, {"refresh", "F5"}, {"previewSql", "Ctrl+P"},
                {"upgrade", "Ctrl+U"}, {"downgrade", "Ctrl+Shift+U"}, {"nextRegion", "F6"},
                {"previousRegion", "Shift+F6"}, {"search", "Ctrl+F"}, {"goToCurrent", "Ctrl+G"},
                {"copy", "Ctrl+C"}, {"copySql", "Ctrl+Shift+C"}, {"settings", "Ctrl+,"}, {"back", "Esc"}};
        for (const auto &[action, keys] : map)
            QTest::newRow(action) << action << keys;
    }
    void keyboardMap()
    {
        QFETCH(QString, action);
        QFETCH(QString, keys);
        Rig rig;
        const auto *found = rig.window.findChild<QAction *>(action);
        QVERIFY(found);
        QCOMPARE(found->shortcut().toString(QKeySequence::PortableText), keys);
        int same = 0;
        for (const QAction *other : rig.window.actions())
            same += other->shortcut() == found->shortcut() ? 1 : 0;
        QCOMPARE(same, 1);
    }

    void keysReachThePage()
    {
        Rig rig;
        rig.open(connectedState(5, 3, TargetKind::Development));
        rig.show();
        rig.window.activateWindow();
        QTest::keyClick(&rig.window, Qt::Key_F, Qt::ControlModifier);
        QTest::keyClick(&rig.window, Qt::Key_G, Qt::ControlModifier);
        QTest::keyClick(&rig.window, Qt::Key_3, Qt::AltModifier);
        QTest::keyClick(&rig.window, Qt::Key_Escape);
        QCOMPARE(rig.page->heard,
            (QStringList{QStringLiteral("search"), QStringLiteral("current"), QStringLiteral("tab 2"),
                QStringLiteral("escape")}));
        QTest::keyClick(&rig.window, Qt::Key_F5);
        QVERIFY(rig.workspace.calls.contains(QStringLiteral("refresh")));
        QTest::keyClick(&rig.window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("SELECT 1;"));
        QTest::keyClick(&rig.window, Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(qobject_cast<SettingsPage *>(rig.window.currentPage()));
        QTest::keyClick(&rig.window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(rig.window.currentPage(), static_cast<Page *>(rig.page));
    }

    void runActionsOpenTheReviewAndStartNothing()
    {
        Rig rig;
        rig.page->selected = RevisionId(QStringLiteral("r04"));
        rig.open(connectedState(5, 3, TargetKind::Development));
        const auto run = [&rig](const char *action) {
            rig.window.showPage(rig.page);
            rig.action(action)->trigger();
        };
        for (const char *action :
            {"upgrade", "previewSql", "upgradeOneStep", "upgradeToSelected", "downgrade", "downgradeToBase"})
            run(action);
        QCOMPARE(rig.flow->opened,
            (QStringList{QStringLiteral("up head"), QStringLiteral("up heads sql"), QStringLiteral("up +1"),
                QStringLiteral("up r04"), QStringLiteral("down -1"), QStringLiteral("down base")}));
        QVERIFY(!rig.workspace.calls.contains(QStringLiteral("startRun")));
        QVERIFY(!rig.action("downgradeToSelected")->isEnabled()); // r04 is pending
        // While the review is in front nothing else can be started.
        QCOMPARE(rig.window.currentPage(), static_cast<Page *>(rig.flow));
        QVERIFY(!rig.child<QAbstractButton>("upgradeButton")->isEnabled());
        Q_EMIT rig.flow->left();
        QCOMPARE(rig.window.currentPage(), static_cast<Page *>(rig.page));
        QVERIFY(rig.child<QAbstractButton>("upgradeButton")->isEnabled());
    }

    void severalHeadsAreAsked()
    {
        Rig rig;
        WorkspaceState state = connectedState(2, 1, TargetKind::Development);
        std::vector<Revision> revisions = state.graph->revisions();
        Revision other;
        other.id = RevisionId(QStringLiteral("x01"));
        other.downRevisions = {revisions.front().id};
        revisions.push_back(other);
        state.graph = std::make_shared<const RevisionGraph>(revisions);
        rig.open(state);
        const QMenu *menu = rig.child<QToolButton>("upgradeButton")->menu();
        QStringList texts;
        for (const QAction *action : menu->actions()) {
            if (action->isVisible() && action->menu()) {
                for (const QAction *head : action->menu()->actions())
                    texts << head->text();
            }
        }
        QCOMPARE(texts, (QStringList{QStringLiteral("r02…"), QStringLiteral("x01…")}));
        rig.action("upgrade")->trigger();
        QCOMPARE(rig.flow->opened, QStringList{QStringLiteral("up heads")});
    }

    void onlyWhatWorksIsOffered()
    {
        Rig rig;
        rig.open(connectedState(5, 3, TargetKind::Development));
        QStringList texts;
        for (const char *button : {"upgradeButton", "downgradeButton"}) {
            for (const QAction *action : rig.child<QToolButton>(button)->menu()->actions()) {
                if (action->isVisible())
                    texts << action->text();
            }
        }
        QCOMPARE(texts,
            (QStringList{QStringLiteral("To head…"), QStringLiteral("To selected…"),
                QStringLiteral("One step…"), QStringLiteral("Rehearse on a copy…"),
                QStringLiteral("One step…"), QStringLiteral("To selected…"), QStringLiteral("To base…")}));
        QStringList rail;
        for (const auto *button : rig.window.findChild<Rail *>()->findChildren<QAbstractButton *>())
            rail << button->text();
        rail.sort();
        QCOMPARE(rail, (QStringList{QStringLiteral("Settings"), QStringLiteral("Timeline")}));
    }

    void railReturnsToAnOpenReview()
    {
        Rig rig;
        rig.open(connectedState(5, 3, TargetKind::Development));
        rig.action("upgrade")->trigger();
        rig.action("settings")->trigger();
        rig.child<QAbstractButton>("railTimeline")->click();
        QCOMPARE(rig.window.currentPage(), static_cast<Page *>(rig.flow));
        QVERIFY(rig.child<QAbstractButton>("railTimeline")->isChecked());
    }

    void closingAsksWhileARunIsGoing()
    {
        Rig rig;
        WorkspaceState state = connectedState(5, 3, TargetKind::Production);
        state.running = true;
        rig.open(state);
        rig.show();
        QVERIFY(!rig.window.close());
        auto *message = rig.child<InlineMessage>("closingMessage");
        QVERIFY(message->isVisible());
        QCOMPARE(message->title(), QStringLiteral("An upgrade of hr_production is running"));
        const auto buttons = message->findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 2);
        buttons[0]->click(); // Keep running
        QVERIFY(!message->isVisible());
        QVERIFY(!rig.workspace.calls.contains(QStringLiteral("cancelRun")));
        QVERIFY(!rig.window.close());
        for (QPushButton *button : message->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == QLatin1String("Cancel run and close"))
                button->click();
        }
        QVERIFY(rig.workspace.calls.contains(QStringLiteral("cancelRun")));
        QVERIFY(rig.window.isVisible()); // until the run has ended
        state.running = false;
        rig.workspace.setState(state);
        Q_EMIT rig.workspace.runFinished({});
        QVERIFY(!rig.window.isVisible());
    }

    void everyIconOnlyControlHasAName()
    {
        Rig rig;
        rig.open(connectedState(5, 3, TargetKind::Production));
        rig.window.showConnectionDialog();
        QCOMPARE(namelessControls(rig.window), QStringList());
    }

    void regionsGoRound()
    {
        Rig rig;
        rig.open(connectedState(5, 3, TargetKind::Development));
        rig.show();
        rig.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&rig.window));
        const auto inside = [](const QWidget *region) {
            const QWidget *focus = QApplication::focusWidget();
            return focus && (focus == region || region->isAncestorOf(focus));
        };
        const QWidget *header = rig.window.findChild<Header *>();
        const QWidget *rail = rig.window.findChild<Rail *>();
        rig.page->findChild<QLineEdit *>()->setFocus();
        rig.action("nextRegion")->trigger();
        QVERIFY(inside(header));
        rig.action("nextRegion")->trigger();
        QVERIFY(inside(rail));
        rig.action("nextRegion")->trigger();
        QVERIFY(inside(rig.page));
        rig.action("previousRegion")->trigger();
        QVERIFY(inside(rail));
    }

    void settingsHoldAtOnceAndAreRemembered()
    {
        Rig rig;
        auto *mode = rig.child<SegmentedControl>("themeMode");
        mode->setCurrent(2);
        QVERIFY(rig.theme.isDark());
        QCOMPARE(Settings(rig.store).themeMode(), ThemeMode::Dark);
        rig.child<QSpinBox>("lockTimeout")->setValue(7);
        rig.child<QSpinBox>("statementTimeout")->setValue(0);
        rig.child<QSpinBox>("connectTimeout")->setValue(3);
        const RunSettings defaults = Settings(rig.store).runDefaults();
        QCOMPARE(defaults.lockTimeout, std::chrono::milliseconds(7000));
        QCOMPARE(defaults.statementTimeout, std::chrono::milliseconds(0));
        QCOMPARE(Settings(rig.store).connectTimeout(), 3);
    }

    void recentProjectsAreNotedWithoutSecrets()
    {
        Rig rig;
        WorkspaceState state = connectedState(5, 3, TargetKind::Production);
        state.target->url = QStringLiteral("postgresql://hr_app:geheim@db-prod-2/hr_production");
        rig.open(projectState(5));
        rig.workspace.setState(state);
        QCOMPARE(rig.recent.entries().size(), 1);
        QCOMPARE(rig.recent.entries().front().database, QStringLiteral("hr_production"));
        QCOMPARE(rig.recent.entries().front().pending, 2);
        rig.store.sync();
        QFile file(rig.store.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        QVERIFY(written.contains("people-core"));
        QVERIFY(!written.contains("geheim") && !written.contains("db-prod-2"));
        const RecentProjects again(rig.store);
        QCOMPARE(again.entries(), rig.recent.entries());
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<QString>("screen");
        for (const double scale : {1.0, 1.5, 2.0}) {
            for (const char *screen : {"first run", "project", "settings", "connection"})
                QTest::addRow("%s at %.0f %%", screen, scale * 100) << scale << screen;
        }
    }
    void nothingIsClipped()
    {
        QFETCH(double, scale);
        QFETCH(QString, screen);
        Rig rig;
        rig.theme.setFontScale(scale);
        if (screen != QLatin1String("first run"))
            rig.open(connectedState(26, 20, TargetKind::Production));
        else
            rig.recent.note(connectedState(26, 20, TargetKind::Production), QDateTime::currentDateTime());
        rig.show();
        if (screen == QLatin1String("settings"))
            rig.action("settings")->trigger();
        QWidget *shown = &rig.window;
        if (screen == QLatin1String("connection")) {
            rig.window.showConnectionDialog();
            shown = rig.window.findChild<ConnectionDialog *>();
        }
        QTRY_VERIFY(shown->isVisible());
        QCoreApplication::sendPostedEvents();
        QCOMPARE(rig.window.size(), QSize(1280, 800));
        if (qEnvironmentVariableIsSet("STILLROOM_TEST_PICTURES"))
            shown->grab().save(qEnvironmentVariable("STILLROOM_TEST_PICTURES")
                + QStringLiteral("/%1-%2.png").arg(screen).arg(scale));
        const QStringList clipped = clippedTexts(*shown);
        QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(QLatin1Char('\n'))));
    }

    void theWindowNeverBlocks()
    {
        Rig rig;
        rig.show();
        QTest::qWait(50); // the first paint of fonts and style sheet is not what is measured
        std::vector<WorkspaceState> states; // made beforehand: reading a project is not the window's work
        for (int i = 0; i < 4; ++i)
            states.push_back(
                connectedState(10'000, 9'000 + i, i % 2 ? TargetKind::Staging : TargetKind::Production));
        EventLoopWatch watch;
        rig.open(states.front());
        QTest::qWait(50);
        for (size_t i = 0; i < states.size(); ++i) {
            rig.workspace.setState(states[i]);
            rig.action(i % 2 ? "settings" : "back")->trigger();
            QTest::qWait(10);
        }
        QVERIFY2(watch.longestGapMs() < 100, qPrintable(QString::number(watch.longestGapMs())));
    }
};

QTEST_MAIN(TestShell)
#include "tst_shell.moc"

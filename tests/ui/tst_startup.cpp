#include "tests/support/fakeworkspace.h"
#include "ui/shell/settings.h"
#include "ui/startup/logpanel.h"
#include "ui/startup/startupflow.h"
#include "ui/startup/startuppage.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

std::shared_ptr<StartupForecast> forecast()
{
    auto made = std::make_shared<StartupForecast>();
    made->situation.looked = true;
    made->situation.required = {QStringLiteral("users"), QStringLiteral("roles")};
    made->situation.missing = made->situation.required;
    made->situation.pending = {QStringLiteral("a"), QStringLiteral("b")};
    made->situation.flag = QStringLiteral("on");
    made->situation.upgrade = UpgradeResult{};
    made->situation.missingAfter.emplace();
    made->situation.seeds.emplace();
    made->flagSource = QStringLiteral(".env:AUTO_MIGRATE_ON_STARTUP");
    made->database = QStringLiteral("hr");
    made->at = QDateTime::currentDateTime();
    return made;
}

/// "start skip? …" of what is lit, with `!` where the path leaves at the side.
QString litOf(const StartupForecast &forecast)
{
    QStringList lit;
    for (const FlowNode &node : startupFlow(forecast, decideStartup(forecast.situation))) {
        if (node.lit)
            lit += startupNodeName(node.node) + (node.sideLit ? QStringLiteral("!") : QString());
    }
    return lit.join(u' ');
}

} // namespace

/// The Startup page: the picture for each row of the decision table, and What if.
class TestStartup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pictures();
    void page();
    void whatIfChangesNothing();
    void readsAPastedLog();
    void readsAFile();
    void aLogWithoutStarts();
    void scenarios();

private:
    Theme m_theme{qApp};
};

void TestStartup::pictures()
{
    auto f = forecast();
    QCOMPARE(litOf(*f), QStringLiteral("start skip? connect tables? flag?! default data?! limited"));
    f->situation.flag = QStringLiteral("true");
    QCOMPARE(litOf(*f), QStringLiteral("start skip? connect tables? flag? upgrade default data? ready"));
    f->situation.upgrade = UpgradeResult{UpgradeResult::Kind::CommandError, QStringLiteral("heads")};
    QCOMPARE(litOf(*f), QStringLiteral("start skip? connect tables? flag? upgrade! stopped"));
    f->situation.missing.clear();
    QCOMPARE(litOf(*f), QStringLiteral("start skip? connect tables?! default data? ready, not verified"));
    f->situation.connectError = QStringLiteral("refused");
    QCOMPARE(litOf(*f), QStringLiteral("start skip? connect! stopped"));
    f->situation.skip = QStringLiteral("1");
    QCOMPARE(litOf(*f), QStringLiteral("start skip?! ready"));
    for (const FlowNode &node : startupFlow(*f, decideStartup(f->situation)))
        QCOMPARE(node.number > 0, node.lit && node.node != StartupNode::Start);
}

void TestStartup::page()
{
    FakeWorkspace workspace;
    QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Settings settings(store);
    StartupPage page(workspace, m_theme, settings);
    workspace.setState(projectState(2));
    page.resize(1196, 700);
    page.show();
    page.activate();
    QVERIFY(page.isBusy());
    Q_EMIT workspace.startupForecast(1, forecast());
    QVERIFY(!page.isBusy());
    QCOMPARE(page.findChild<QLabel *>(QStringLiteral("startupHeadline"))->text(),
        QStringLiteral("The next start will only warn: tables are missing and the flag is off"));
    QVERIFY(
        page.findChild<QPlainTextEdit *>()->toPlainText().startsWith(u"[WARN] Database tables not found.\n"));
    QVERIFY(page.copyText().first.contains(u"AUTO_MIGRATE_ON_STARTUP is \"on\", which is not truthy"));
    QVERIFY(page.findChild<QWidget *>(QStringLiteral("startupFlow"))
                ->accessibleDescription()
                .contains(u"off: Check only"));
    page.grab(); // paints
}

void TestStartup::whatIfChangesNothing()
{
    FakeWorkspace workspace;
    QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Settings settings(store);
    StartupPage page(workspace, m_theme, settings);
    workspace.setState(projectState(2));
    page.show();
    page.activate();
    Q_EMIT workspace.startupForecast(1, forecast());
    const int asked = int(workspace.calls.size());
    const auto headline = [&] { return page.findChild<QLabel *>(QStringLiteral("startupHeadline"))->text(); };
    const auto choose = [&](const char *name, int index) {
        page.findChild<QComboBox *>(QLatin1String(name))->setCurrentIndex(index);
    };
    page.findChild<SegmentedControl *>(QStringLiteral("startupMode"))->setCurrent(1);
    QCOMPARE(headline(), QStringLiteral("What if: The next start will run 2 migrations on hr"));
    choose("whatIfFlag", 1);
    QVERIFY(headline().contains(u"only warn"));
    choose("whatIfTables", 2);
    QVERIFY(headline().contains(u"will not apply the 2 pending"));
    choose("whatIfSkip", 1);
    QVERIFY(headline().contains(u"does nothing with the database"));
    page.findChild<SegmentedControl *>(QStringLiteral("startupMode"))->setCurrent(0);
    QVERIFY(headline().contains(u"only warn"));
    QCOMPARE(int(workspace.calls.size()), asked);
}

namespace
{

constexpr auto someLog
    = "web-1  | 2026-11-22 10:41:00 [PACKAGE] Database tables not found. Running migrations...\n"
      "web-1  | 2026-11-22 10:41:02 [OK] Migrations completed successfully!\n"
      "web-1  | 2026-11-22 11:00:00 [PACKAGE] Database tables not found. Running migrations...\r\n"
      "web-1  | 2026-11-22 11:00:01 [ERROR] Migration failed: connection to "
      "postgresql://app:MARKER@db/hr failed: Connection refused\r\n";

struct LogRig {
    QTemporaryDir folder;
    QSettings store{folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    Settings settings{store};
    FakeWorkspace workspace;
    StartupPage page;

    explicit LogRig(const Theme &theme)
        : page(workspace, theme, settings)
    {
        page.resize(1196, 700);
        page.show();
        page.chooseTab(2);
    }
    LogPanel *panel() const { return page.findChild<LogPanel *>(); }
    template<typename Widget> Widget *child(const char *name) const
    {
        return panel()->findChild<Widget *>(QLatin1String(name));
    }
    QTableView *list() const { return child<QTableView>("logStarts"); }
};

} // namespace

void TestStartup::readsAPastedLog()
{
    LogRig rig(m_theme);
    QApplication::clipboard()->setText(QString::fromLatin1(someLog));
    rig.child<QPushButton>("logPaste")->click();
    QTRY_VERIFY(!rig.page.isBusy());
    QCOMPARE(rig.list()->model()->rowCount(), 2);
    QVERIFY(rig.child<ElidingLabel>("logSource")->fullText().contains(QStringLiteral("4 lines · 2 starts")));
    // The newest is in front, with what to do.
    QVERIFY(rig.child<QLabel>("logTitle")->text().startsWith(QStringLiteral("Start 2, line 3: failure")));
    QCOMPARE(rig.child<InlineMessage>("logAdvice")->title(),
        QStringLiteral("The database server is not reachable"));
    QCOMPARE(rig.child<QTableView>("logLines")->model()->rowCount(), 2);
    rig.list()->selectRow(0);
    QVERIFY(rig.child<QLabel>("logTitle")->text().contains(QStringLiteral("first deployment")));
    QVERIFY(!rig.child<InlineMessage>("logAdvice")->isVisible());
    // A password of the log is shown nowhere.
    QString everything = rig.page.copyText().first + rig.child<InlineMessage>("logAdvice")->body();
    const QAbstractItemModel *lines = rig.child<QTableView>("logLines")->model();
    for (int row = 0; row < lines->rowCount(); ++row)
        everything
            += lines->index(row, 2).data().toString() + lines->index(row, 2).data(Qt::ToolTipRole).toString();
    QVERIFY(everything.contains(QStringLiteral("postgresql://app:")));
    QVERIFY(!everything.contains(QStringLiteral("MARKER")));
}

void TestStartup::readsAFile()
{
    LogRig rig(m_theme);
    const QString path = rig.folder.filePath(QStringLiteral("app.log"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 20'000; ++i)
        file.write("GET /health 200\n");
    file.write(someLog);
    file.close();
    rig.panel()->openFile(path);
    QTRY_VERIFY(!rig.page.isBusy());
    QCOMPARE(rig.child<ElidingLabel>("logSource")->fullText(),
        QStringLiteral("app.log · 20,004 lines · 2 starts"));
    rig.panel()->openFile(rig.folder.filePath(QStringLiteral("none.log")));
    QTRY_VERIFY(!rig.page.isBusy());
    QVERIFY(!rig.list()->isVisible()); // the error stands there
    QVERIFY(rig.page.copyText().first.isEmpty());
}

void TestStartup::aLogWithoutStarts()
{
    LogRig rig(m_theme);
    rig.panel()->readText("GET / 200\n", QStringLiteral("x"));
    QTRY_VERIFY(!rig.page.isBusy());
    QVERIFY(!rig.list()->isVisible());
    QVERIFY(rig.child<ElidingLabel>("logSource")->fullText().contains(QStringLiteral("1 lines · 0 starts")));
}

void TestStartup::scenarios()
{
    LogRig rig(m_theme);
    rig.panel()->readText(someLog, QStringLiteral("x"));
    QTRY_VERIFY(!rig.page.isBusy());
    rig.list()->selectRow(0);
    auto *expected = rig.child<QTableView>("logExpected");
    QVERIFY(!expected->isVisible());
    rig.child<QComboBox>("logScenario")->setCurrentIndex(1); // first deployment
    QVERIFY(expected->isVisible());
    QCOMPARE(expected->model()->index(0, 0).data().toString(), QStringLiteral("Found"));
    QCOMPARE(expected->model()->index(1, 0).data().toString(), QStringLiteral("Found"));
    rig.child<QComboBox>("logScenario")->setCurrentIndex(2); // restart
    QCOMPARE(expected->model()->index(0, 0).data().toString(), QStringLiteral("Missing"));
}

QTEST_MAIN(TestStartup)
#include "tst_startup.moc"

#include "tests/support/fakeworkspace.h"
#include "ui/shell/settings.h"
#include "ui/startup/startupflow.h"
#include "ui/startup/startuppage.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSettings>
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

QTEST_MAIN(TestStartup)
#include "tst_startup.moc"

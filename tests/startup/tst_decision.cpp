#include "app/environment/flags.h"
#include "app/startup/decision.h"

#include <QTest>

using namespace stillroom;

namespace
{

StartupSituation known()
{
    StartupSituation situation;
    situation.looked = true;
    situation.required = {QStringLiteral("users"), QStringLiteral("roles")};
    situation.missing = situation.required;
    situation.seeds.emplace();
    return situation;
}

QString keysOf(const StartupDecision &decision)
{
    static const QStringList names{QStringLiteral("M1"), QStringLiteral("M2"), QStringLiteral("M3"),
        QStringLiteral("M4"), QStringLiteral("M5"), QStringLiteral("M6"), QStringLiteral("M7"),
        QStringLiteral("M8"), QStringLiteral("D1"), QStringLiteral("D2"), QStringLiteral("D3"),
        QStringLiteral("D5"), QStringLiteral("D6"), QStringLiteral("P1"), QStringLiteral("P2"),
        QStringLiteral("P3")};
    QStringList keys;
    for (const StartupMessage &message : decision.messages)
        keys += names[int(message.key)];
    return keys.join(u' ');
}

} // namespace

/// The decision table of spec/auto-run.md 1.2, row by row, and truthiness, 1.5.
class TestDecision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void truthiness_data();
    void truthiness();
    void skipSwitch();
    void rows();
    void growsAtTheEndOnly();
    void finalStates();
    void pathNamesTheReason();
};

void TestDecision::truthiness_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("truthy");
    QTest::addColumn<bool>("meant");
    for (const char *value : {"true", "True", "TRUE", "tRuE", "1", "yes", "Yes", "YES"})
        QTest::newRow(value) << QString::fromUtf8(value) << true << false;
    for (const char *value : {"", "false", "0", "no", "off", "2"})
        QTest::addRow("off '%s'", value) << QString::fromUtf8(value) << false << false;
    for (const char *value : {"on", "y", "t", "enabled", " true", "true ", "\"true\"", "true\r", "'1'"})
        QTest::addRow("meant '%s'", value) << QString::fromUtf8(value) << false << true;
}

void TestDecision::truthiness()
{
    QFETCH(QString, value);
    QFETCH(bool, truthy);
    QFETCH(bool, meant);
    QCOMPARE(isTruthy(value), truthy);
    QCOMPARE(meantFlagValue(value).has_value(), meant);
}

void TestDecision::skipSwitch()
{
    QVERIFY(skipsDatabase(QStringLiteral("1")));
    for (const char *value : {"", "0", "true", "yes", "01", " 1"})
        QVERIFY(!skipsDatabase(QString::fromLatin1(value)));
    QCOMPARE(meantSkipValue(QStringLiteral("01")).value(), QStringLiteral("1"));
    QVERIFY(!meantSkipValue(QStringLiteral("0")));
    QVERIFY(isProductionEnvironment(QStringLiteral("Production")));
    QVERIFY(!isProductionEnvironment(QStringLiteral(" production")));
}

void TestDecision::rows()
{
    StartupSituation s = known();
    s.skip = QStringLiteral("1");
    QCOMPARE(decideStartup(s).row, 1);
    QCOMPARE(keysOf(decideStartup(s)), QString());
    s.skip = QStringLiteral("yes");
    s.markSet = true;
    QCOMPARE(decideStartup(s).row, 2);
    s = known();
    s.connectError = QStringLiteral("refused");
    QCOMPARE(decideStartup(s).row, 3);
    QCOMPARE(keysOf(decideStartup(s)), QStringLiteral("M8"));
    QCOMPARE(decideStartup(s).exitStatus, 1);
    s = known();
    s.missing.clear();
    QCOMPARE(decideStartup(s).row, 4);
    QCOMPARE(keysOf(decideStartup(s)), QStringLiteral("M6"));
    s = known();
    QCOMPARE(decideStartup(s).row, 5);
    QCOMPARE(keysOf(decideStartup(s)), QStringLiteral("M3 M4 M5 D1 D2"));
    QCOMPARE(decideStartup(s).exitStatus, 0);
    QCOMPARE(decideStartup(s, true).exitStatus, 1);
    s.missing = {QStringLiteral("roles")};
    QCOMPARE(keysOf(decideStartup(s)), QStringLiteral("M3 M4 M5"));
    QVERIFY(decideStartup(s).defaultData);
    s.flag = QStringLiteral("true");
    s.upgrade = UpgradeResult{};
    s.missingAfter.emplace();
    QCOMPARE(decideStartup(s).row, 6);
    QCOMPARE(keysOf(decideStartup(s)), QStringLiteral("M1 M2"));
    s.upgrade = UpgradeResult{UpgradeResult::Kind::Failed, QStringLiteral("boom")};
    QCOMPARE(decideStartup(s).row, 7);
    QCOMPARE(keysOf(decideStartup(s)), QStringLiteral("M1 M7 M8"));
    QCOMPARE(
        textOf(decideStartup(s).messages.back()), QStringLiteral("Error checking database tables: boom"));
    s.upgrade = UpgradeResult{UpgradeResult::Kind::CommandError, QStringLiteral("heads")};
    QCOMPARE(decideStartup(s).row, 8);
    QCOMPARE(keysOf(decideStartup(s)), QStringLiteral("M1"));
    QCOMPARE(decideStartup(s).standardError, QStringLiteral("Error: heads"));
}

/// The real run says each message as soon as it is decided: knowing more may only add to them.
void TestDecision::growsAtTheEndOnly()
{
    StartupSituation s;
    s.required = {QStringLiteral("users")};
    s.flag = QStringLiteral("1");
    std::vector<StartupMessage> before;
    const auto grows = [&](StartupNeed need) {
        const StartupDecision now = decideStartup(s);
        QCOMPARE(int(now.need), int(need));
        QVERIFY(now.messages.size() >= before.size());
        QVERIFY(std::equal(before.begin(), before.end(), now.messages.begin()));
        before = now.messages;
    };
    grows(StartupNeed::LookAtDatabase);
    s.looked = true;
    s.missing = s.required;
    grows(StartupNeed::Upgrade);
    QCOMPARE(before.size(), size_t(1));
    s.upgrade = UpgradeResult{};
    grows(StartupNeed::LookAgain);
    s.missingAfter.emplace();
    grows(StartupNeed::Seeds);
    s.seeds = {{QStringLiteral("01.sql"), SeedOutcome::Kind::Done, QStringLiteral("Made!"), {}}};
    grows(StartupNeed::Nothing);
    QCOMPARE(before.size(), size_t(3));
}

void TestDecision::finalStates()
{
    StartupSituation s = known();
    QCOMPARE(int(decideStartup(s).finalState), int(StartupNode::Limited));
    s.skip = QStringLiteral("1");
    QCOMPARE(int(decideStartup(s).finalState), int(StartupNode::Limited));
    s = known();
    s.missing.clear();
    QCOMPARE(int(decideStartup(s).finalState), int(StartupNode::Ready));
    s.pending = {QStringLiteral("abc")};
    QCOMPARE(int(decideStartup(s).finalState), int(StartupNode::ReadyNotVerified));
    s = known();
    s.flag = QStringLiteral("true");
    s.upgrade = UpgradeResult{};
    s.missingAfter = s.missing;
    QCOMPARE(int(decideStartup(s).finalState), int(StartupNode::ReadyNotVerified));
    QCOMPARE(keysOf(decideStartup(s)), QStringLiteral("M1 M2 D1 D2"));
    s.refusal = QStringLiteral("no URL");
    QCOMPARE(int(decideStartup(s).finalState), int(StartupNode::Stopped));
    QCOMPARE(decideStartup(s).exitStatus, 1);
}

void TestDecision::pathNamesTheReason()
{
    StartupSituation s = known();
    s.flag = QStringLiteral("on");
    for (const PathStep &step : decideStartup(s).path) {
        if (step.node == StartupNode::Flag) {
            QCOMPARE(step.reason, QStringLiteral("AUTO_MIGRATE_ON_STARTUP is \"on\", which is not truthy"));
            return;
        }
    }
    QFAIL("the path does not pass the flag");
}

QTEST_GUILESS_MAIN(TestDecision)
#include "tst_decision.moc"

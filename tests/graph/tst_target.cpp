#include "migrations/graph/walk.h"
#include "tests/graph/graphtext.h"

#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QString pointText(const RevisionTarget::Point &point)
{
    const auto symbol = [](const AbsoluteTarget &target) {
        static const QStringList names{QStringLiteral("revision"), QStringLiteral("head"),
            QStringLiteral("heads"), QStringLiteral("base"), QStringLiteral("current")};
        return names[int(target.symbol)] + u':' + target.name;
    };
    if (const auto *absolute = std::get_if<AbsoluteTarget>(&point))
        return QStringLiteral("[%1] %2").arg(absolute->branch, symbol(*absolute));
    const auto &relative = std::get<RelativeTarget>(point);
    return QStringLiteral("[%1] %2 %3 '%4'")
        .arg(relative.branch, relative.start ? symbol(*relative.start) : QStringLiteral("rows"))
        .arg(relative.steps)
        .arg(relative.stepsText);
}

QString targetText(const RevisionTarget &target)
{
    if (const auto *range = std::get_if<RangeTarget>(&target.value())) {
        return QStringLiteral("%1 .. %2")
            .arg(range->start ? pointText(*range->start) : QStringLiteral("-"),
                range->end ? pointText(*range->end) : QStringLiteral("-"));
    }
    if (const auto *absolute = std::get_if<AbsoluteTarget>(&target.value()))
        return pointText(*absolute);
    return pointText(std::get<RelativeTarget>(target.value()));
}

} // namespace

class TestTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parse_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("parsed");
        const auto row = [](const char *text, const char *parsed) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(parsed);
        };
        row("ae10", "[] revision:ae10");
        row("head", "[] head:head");
        row("heads", "[] heads:heads");
        row("base", "[] base:base");
        row("current", "[] current:current");
        row("Head", "[] revision:Head");
        row("billing@head", "[billing] head:head");
        row("@head", "[] head:head");
        row("head@", "[head] revision:");
        row("a@b@c", "[a] revision:b@c");
        row("+2", "[] rows 2 '+2'");
        row("-1", "[] rows -1 '-1'");
        row("-0", "[] rows 0 '-0'");
        row("ae10-2", "[] revision:ae10 -2 '-2'");
        row("head-1", "[] head:head -1 '-1'");
        row("billing@+1", "[billing] rows 1 '+1'");
        row("billing@ae10+3", "[billing] revision:ae10 3 '+3'");
        row("my-branch@head", "[my-branch] head:head");
        row("my-branch@-1", "[my-branch] rows -1 '-1'");
        row("v-2@head", "[v-2] head:head");
        row("ae10+", "[] revision:ae10+");
        row("+x", "[] revision:+x");
        row("ae10-1x", "[] revision:ae10-1x");
        row("+99999999999999999999", "[] rows 1000000000 '+99999999999999999999'");
        row("", "[] revision:");
        row("a1:b2", "[] revision:a1 .. [] revision:b2");
        row(":b2", "- .. [] revision:b2");
        row("a1:", "[] revision:a1 .. -");
        row(":", "- .. -");
        row("-2:current", "[] rows -2 '-2' .. [] current:current");
        row("a1:b2:c3", "[] revision:a1 .. [] revision:b2:c3");
    }

    void parse()
    {
        QFETCH(QString, text);
        QFETCH(QString, parsed);
        const RevisionTarget target = RevisionTarget::parse(text);
        QCOMPARE(target.text(), text);
        QCOMPARE(targetText(target), parsed);
    }

    /// Texts nobody means are refused, quickly, and never crash.
    void nonsense_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
            {"", "@", "@@", ":", "::", "a1@", "@a1x", "+", "-", "head@head@head", "base-1-1", "\n", "a1\n",
                "+1 ", "head+999999999999", "\xc3\xa4", "a1@+0", "current@head", "heads@heads+1"})
            QTest::newRow(text) << QString::fromUtf8(text);
        QTest::newRow("long") << QString(100000, u'a');
        QTest::newRow("many at") << QString(10000, u'@');
    }

    void nonsense()
    {
        QFETCH(QString, text);
        const RevisionGraph graph = graphFrom("a1\nb2 < a1\nc3 < a1");
        const RevisionTarget target = RevisionTarget::parse(text);
        const std::vector<RevisionId> rows = rowsFrom(QStringLiteral("b2"));
        QVERIFY(!upgradeWalk(graph, rows, target).ok());
        QVERIFY(!downgradeWalk(graph, rows, target).ok());
        QVERIFY(!stampWalk(graph, rows, {target}).ok());
    }

    /// In an empty project every command answers or refuses; none reads past the end.
    void emptyProject()
    {
        const RevisionGraph graph{std::vector<Revision>()};
        for (const char *text : {"head", "heads", "base", "+1", "-1", "x", "x@head", "head-1", "base-1",
                 "base+1", "-1:", ":+2"}) {
            const RevisionTarget target = RevisionTarget::parse(QString::fromUtf8(text));
            const auto harmless = [](const auto &result) { return !result.ok() || result->empty(); };
            QVERIFY2(harmless(upgradeWalk(graph, {}, target)), text);
            QVERIFY2(harmless(downgradeWalk(graph, {}, target)), text);
            QVERIFY2(harmless(stampWalk(graph, {}, {target})), text);
            QVERIFY2(harmless(historyWalk(graph, target)), text);
            QVERIFY2(harmless(resolveTarget(graph, target)), text);
        }
        QVERIFY(currentRevisions(graph, {})->empty());
    }

    /// Rows that dependencies have led to a place Alembic cannot leave either.
    void rowsThatDoNotFit()
    {
        const RevisionGraph graph = graphFrom("a1\nb1\nc2 < b1 needs a1");
        VersionRows rows(graph, rowsFrom(QStringLiteral("c2")));
        const Result<VersionChange> change = rows.downgrade(0);
        QVERIFY(!change.ok());
        QCOMPARE(change.error().kind, ErrorKind::BrokenProject);
        QVERIFY2(change.error().message.startsWith(
                     QStringLiteral("Revision a1 cannot be recorded in the version table: there is no row "
                                    "'a1' to move or delete.")),
            qPrintable(change.error().message));
    }
};

QTEST_APPLESS_MAIN(TestTarget)
#include "tst_target.moc"

#include "ui/timeline/timelinelayout.h"

#include <QHash>
#include <QStringList>
#include <QTest>

#include <random>

using namespace stillroom;

namespace
{

/// "id: parent parent" for each row, newest first; a leading "?" marks a pending revision.
std::vector<LayoutNode> nodesFromText(const QString &text)
{
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    QHash<QString, int> rowOf;
    for (int row = 0; row < int(lines.size()); ++row)
        rowOf.insert(lines[row].section(u':', 0, 0).trimmed().remove(u'?'), row);
    std::vector<LayoutNode> nodes;
    for (const QString &line : lines) {
        LayoutNode node;
        node.pending = line.trimmed().startsWith(u'?');
        for (const QString &parent : line.section(u':', 1).split(u' ', Qt::SkipEmptyParts))
            node.parents.push_back(rowOf.value(parent, -1));
        nodes.push_back(node);
    }
    return nodes;
}

QString strokesToText(const LaneRow &row, LaneStroke::Shape shape)
{
    QString text;
    for (const LaneStroke &stroke : row.strokes) {
        if (stroke.shape == shape)
            text += QString::number(stroke.lane) + (stroke.pending ? QStringLiteral("?") : QString());
    }
    return text;
}

/// "@1 |0 v1 ^1": the node's lane, lines passing, lines leaving below, lines arriving from above.
QString layoutToText(const TimelineLayout &layout)
{
    QString text;
    for (const LaneRow &row : layout.rows) {
        text += (row.merge ? QStringLiteral("M%1") : QStringLiteral("@%1")).arg(row.lane);
        const std::pair<LaneStroke::Shape, QLatin1String> parts[] = {
            {LaneStroke::Shape::Through, QLatin1String(" |")},
            {LaneStroke::Shape::Arriving, QLatin1String(" ^")},
            {LaneStroke::Shape::Leaving, QLatin1String(" v")},
        };
        for (const auto &[shape, mark] : parts) {
            const QString strokes = strokesToText(row, shape);
            if (!strokes.isEmpty())
                text += mark + strokes;
        }
        text += row.crowded ? QStringLiteral(" crowded\n") : QStringLiteral("\n");
    }
    return text;
}

} // namespace

class TimelineLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layout_data();
    void layout();
    void capsVisibleLanes();
    void everyEdgeIsConnected();
    void tenThousandBranchyRows();
};

void TimelineLayoutTest::layout_data()
{
    QTest::addColumn<QString>("revisions");
    QTest::addColumn<QString>("expected");

    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("line") << QStringLiteral("c: b\nb: a\na:\n") << QStringLiteral("@0 v0\n@0 ^0 v0\n@0 ^0\n");
    QTest::newRow("pending part dashed, the edge to the current one too") << QStringLiteral(
        "?c: b\n?b: a\na: z\nz:\n") << QStringLiteral("@0 v0?\n@0 ^0? v0?\n@0 ^0? v0\n@0 ^0\n");
    QTest::newRow("merge: the second parent gets a lane, which joins at the branch point")
        << QStringLiteral("m: a2 b\nb: base\na2: a1\na1: base\nbase:\n")
        << QStringLiteral("M0 v01\n@1 |0 ^1 v1\n@0 |1 ^0 v0\n@0 |1 ^0 v0\n@0 ^01\n");
    QTest::newRow("two heads of one branch point")
        << QStringLiteral("x: base\ny: base\nbase:\n") << QStringLiteral("@0 v0\n@1 |0 v1\n@0 ^01\n");
    QTest::newRow("a lane that ended is used again") << QStringLiteral(
        "d: b\nc: b\nb: a\ne: a\na:\n") << QStringLiteral("@0 v0\n@1 |0 v1\n@0 ^01 v0\n@1 |0 v1\n@0 ^01\n");
    QTest::newRow("a merge joins a lane that already runs to its parent")
        << QStringLiteral("h: b\nm: a b\na: base\nb: base\nbase:\n")
        << QStringLiteral("@0 v0\nM1 |0 v01\n@1 |0 ^1 v1\n@0 |1 ^0 v0\n@0 ^01\n");
    QTest::newRow("independent bases") << QStringLiteral("b:\na:\n") << QStringLiteral("@0\n@0\n");
    QTest::newRow("merge of three") << QStringLiteral("?m: a b c\nc:\nb:\na:\n")
                                    << QStringLiteral("M0 v0?1?2?\n@2 |0?1? ^2?\n@1 |0? ^1?\n@0 ^0?\n");
}

void TimelineLayoutTest::layout()
{
    QFETCH(QString, revisions);
    QFETCH(QString, expected);
    QCOMPARE(layoutToText(layoutTimeline(nodesFromText(revisions))), expected);
}

void TimelineLayoutTest::capsVisibleLanes()
{
    const auto nodes = nodesFromText(QStringLiteral("m: a b c d\nd: z\nc: z\nb: z\na: z\nz:\n"));
    const TimelineLayout layout = layoutTimeline(nodes, 3);
    QCOMPARE(layout.laneCount, 3);
    QCOMPARE(layoutToText(layout),
        QStringLiteral("M0 v012 crowded\n@2 |012 ^2 v2 crowded\n@2 |012 ^2 v2 crowded\n@1 |02 ^1 v1 crowded\n"
                       "@0 |12 ^0 v0 crowded\n@0 ^012\n"));
}

namespace
{

std::vector<LayoutNode> randomHistory(int rows, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<LayoutNode> nodes(static_cast<size_t>(rows));
    for (int row = 0; row + 1 < rows; ++row) {
        const int count = random() % 5 == 0 ? 2 : 1;
        for (int n = 0; n < count; ++n) {
            const int parent = std::min(rows - 1, row + 1 + int(random() % 12));
            auto &parents = nodes[size_t(row)].parents;
            if (std::find(parents.begin(), parents.end(), parent) == parents.end())
                parents.push_back(parent);
        }
    }
    return nodes;
}

std::vector<int> lanesOf(const LaneRow &row, LaneStroke::Shape a, LaneStroke::Shape b)
{
    std::vector<int> lanes;
    for (const LaneStroke &stroke : row.strokes) {
        if (stroke.shape == a || stroke.shape == b)
            lanes.push_back(stroke.lane);
    }
    std::sort(lanes.begin(), lanes.end());
    lanes.erase(std::unique(lanes.begin(), lanes.end()), lanes.end());
    return lanes;
}

} // namespace

/// What leaves a row at its lower edge arrives at the upper edge of the next one, capped or not.
void TimelineLayoutTest::everyEdgeIsConnected()
{
    using Shape = LaneStroke::Shape;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        for (const int cap : {3, 10, 1000}) {
            const auto nodes = randomHistory(200, seed);
            const auto layout = layoutTimeline(nodes, cap);
            for (size_t row = 0; row + 1 < layout.rows.size(); ++row) {
                QCOMPARE(lanesOf(layout.rows[row], Shape::Through, Shape::Leaving),
                    lanesOf(layout.rows[row + 1], Shape::Through, Shape::Arriving));
            }
            QVERIFY(lanesOf(layout.rows.back(), Shape::Through, Shape::Leaving).empty());
        }
    }
}

void TimelineLayoutTest::tenThousandBranchyRows()
{
    const auto nodes = randomHistory(10000, 7);
    TimelineLayout layout;
    QBENCHMARK
    {
        layout = layoutTimeline(nodes);
    }
    QCOMPARE(layout.rows.size(), nodes.size());
    QCOMPARE(layout.laneCount, visibleLaneCap);
}

QTEST_APPLESS_MAIN(TimelineLayoutTest)
#include "tst_timelinelayout.moc"

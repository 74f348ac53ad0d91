// How long the graph takes: built, listed as `history` prints it, planned up and down. Prints one line per
// shape and size; the shapes after "branchy" are those that make a careless algorithm quadratic.
//   bench_graph [revisions]      default 10000

#include "app/project/historytext.h"
#include "migrations/graph/walk.h"
#include "tests/graph/randomgraph.h"

#include <QElapsedTimer>

#include <malloc.h>

#include <cstdio>
#include <functional>

using namespace stillroom;

namespace
{

QString idOf(int number)
{
    // Looks random and is not in the order of the numbers, as real ids.
    const quint64 mixed = (quint64(number) * 0x9E3779B97F4A7C15ULL) >> 16;
    return QStringLiteral("%1").arg(mixed & 0xffffffffffffULL, 12, 16, QLatin1Char('0'));
}

Revision revision(int number, const std::vector<int> &parents)
{
    Revision made;
    made.id = RevisionId(idOf(number));
    for (const int parent : parents)
        made.downRevisions.push_back(RevisionId(idOf(parent)));
    made.message = QStringLiteral("add column number %1 to a table").arg(number);
    made.doc = made.message;
    made.place.path = QStringLiteral("/project/migrations/versions/%1_add_column.py").arg(made.id.text());
    return made;
}

std::vector<Revision> inReadingOrder(std::vector<Revision> revisions)
{
    std::sort(
        revisions.begin(), revisions.end(), [](const Revision &a, const Revision &b) { return a.id < b.id; });
    return revisions;
}

std::vector<Revision> linear(int count)
{
    std::vector<Revision> revisions;
    for (int i = 0; i < count; ++i)
        revisions.push_back(revision(i, i == 0 ? std::vector<int>() : std::vector<int>{i - 1}));
    return inReadingOrder(revisions);
}

/// A trunk that forks into three lines of four and joins them again.
std::vector<Revision> branchy(int count)
{
    std::vector<Revision> revisions{revision(0, {})};
    int trunk = 0;
    while (int(revisions.size()) + 13 <= count) {
        std::vector<int> tips;
        for (int lane = 0; lane < 3; ++lane) {
            int tip = trunk;
            for (int k = 0; k < 4; ++k) {
                const int number = int(revisions.size());
                revisions.push_back(revision(number, {tip}));
                tip = number;
            }
            tips.push_back(tip);
        }
        trunk = int(revisions.size());
        revisions.push_back(revision(trunk, tips));
    }
    return inReadingOrder(revisions);
}

/// One base, everything else a branch of its own.
std::vector<Revision> star(int count)
{
    std::vector<Revision> revisions{revision(0, {})};
    for (int i = 1; i < count; ++i)
        revisions.push_back(revision(i, {0}));
    return inReadingOrder(revisions);
}

/// A trunk with a branch at each revision that is never merged.
std::vector<Revision> comb(int count)
{
    std::vector<Revision> revisions{revision(0, {})};
    for (int i = 1; i < count / 2; ++i)
        revisions.push_back(revision(i, {i - 1}));
    for (int i = count / 2; i < count; ++i)
        revisions.push_back(revision(i, {i - count / 2}));
    return inReadingOrder(revisions);
}

/// Two lines that are merged crosswise at every step.
std::vector<Revision> ladder(int count)
{
    std::vector<Revision> revisions{revision(0, {}), revision(1, {})};
    for (int i = 2; i < count; ++i)
        revisions.push_back(revision(i, {(i / 2) * 2 - 2, (i / 2) * 2 - 1}));
    return inReadingOrder(revisions);
}

/// A line whose revisions carry a label each, and a second line that depends on it step by step.
std::vector<Revision> labelsAndDependencies(int count)
{
    std::vector<Revision> revisions;
    for (int i = 0; i < count / 2; ++i) {
        revisions.push_back(revision(i, i == 0 ? std::vector<int>() : std::vector<int>{i - 1}));
        if (i % 10 == 0)
            revisions.back().branchLabels.append(QStringLiteral("label%1").arg(i));
    }
    for (int i = count / 2; i < count; ++i) {
        revisions.push_back(revision(i, i == count / 2 ? std::vector<int>() : std::vector<int>{i - 1}));
        revisions.back().dependsOn.push_back(RevisionId(idOf(i - count / 2)));
    }
    return inReadingOrder(revisions);
}

std::vector<Revision> random(int count)
{
    test::Dice dice(7);
    return test::randomRevisions(
        dice, test::GraphShape{.revisions = count, .dependencies = true, .labels = false});
}

qint64 allocatedKilobytes()
{
    const struct mallinfo2 info = mallinfo2();
    return qint64(info.uordblks + info.hblkhd) / 1024;
}

double milliseconds(const std::function<void()> &work)
{
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    return best;
}

/// Steps and what each does to the rows. Returns how many steps could be made.
int walked(
    const RevisionGraph &graph, const Result<std::vector<int>> &walk, std::vector<RevisionId> &rows, bool up)
{
    if (!walk)
        return -1;
    VersionRows state(graph, rows);
    int steps = 0;
    for (const int index : *walk) {
        if (!(up ? state.upgrade(index) : state.downgrade(index)))
            break;
        ++steps;
    }
    rows = state.rows();
    return steps;
}

void measure(const char *name, const std::vector<Revision> &revisions)
{
    const qint64 before = allocatedKilobytes();
    const RevisionGraph graph{revisions};
    const qint64 after = allocatedKilobytes();
    const double build = milliseconds([&] { RevisionGraph again{revisions}; });
    qsizetype characters = 0;
    const double history = milliseconds([&] {
        const Result<std::vector<int>> all = historyWalk(graph, std::nullopt);
        characters = historyText(graph, *all, {}).size();
    });
    std::vector<RevisionId> rows;
    int ups = 0;
    int downs = 0;
    const double upgrade = milliseconds([&] {
        rows.clear();
        ups = walked(
            graph, upgradeWalk(graph, rows, RevisionTarget::parse(QStringLiteral("heads"))), rows, true);
    });
    const double downgrade = milliseconds([&] {
        std::vector<RevisionId> start = rows;
        downs = walked(
            graph, downgradeWalk(graph, start, RevisionTarget::parse(QStringLiteral("base"))), start, false);
    });
    std::printf(
        "%-10s %6d revisions  build %7.2f ms  history %7.2f ms (%lld characters)  upgrade %7.2f ms (%d)  "
        "downgrade %7.2f ms (%d)  %lld KB\n",
        name, graph.size(), build, history, static_cast<long long>(characters), upgrade, ups, downgrade,
        downs, static_cast<long long>(after - before));
}

} // namespace

int main(int argc, char **argv)
{
    const int count = argc > 1 ? std::max(100, std::atoi(argv[1])) : 10000;
    measure("linear", linear(count));
    measure("branchy", branchy(count));
    measure("star", star(count));
    measure("comb", comb(count));
    measure("ladder", ladder(count));
    measure("labels", labelsAndDependencies(count));
    measure("random", random(count));
    return 0;
}

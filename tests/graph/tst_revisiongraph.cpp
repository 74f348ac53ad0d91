#include "migrations/graph/revisiongraph.h"
#include "tests/graph/graphtext.h"

#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QString problemsOf(const RevisionGraph &graph)
{
    QStringList lines;
    for (const Error &problem : graph.problems())
        lines.append(problem.place.toString() + QStringLiteral(": ") + problem.message);
    return lines.join(u'\n');
}

QString labelsOf(const RevisionGraph &graph)
{
    QStringList lines;
    for (int i = 0; i < graph.size(); ++i)
        lines.append(graph.id(i).text() + u'=' + graph.labels(i).join(u','));
    return lines.join(u' ');
}

} // namespace

class TestRevisionGraph : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void empty()
    {
        const RevisionGraph graph{std::vector<Revision>()};
        QVERIFY(graph.isEmpty());
        QVERIFY(graph.heads().empty() && graph.bases().empty() && graph.runOrder().empty());
        QVERIFY(!graph.locate(QStringLiteral("a")).ok());
        QVERIFY(RevisionGraph().appliedSet({RevisionId(QStringLiteral("a"))}).empty());
    }

    void shape()
    {
        const RevisionGraph graph = graphFrom(R"(
            a1
            b2 < a1
            c3 < a1
            e5 < b2, c3
            f6 < e5
        )");
        QCOMPARE(idsOf(graph, graph.heads()), QStringLiteral("f6"));
        QCOMPARE(idsOf(graph, graph.bases()), QStringLiteral("a1"));
        QCOMPARE(idsOf(graph, graph.runOrder()), QStringLiteral("a1 c3 b2 e5 f6"));
        QVERIFY(graph.isBranchPoint(0) && !graph.isBranchPoint(1));
        QVERIFY(graph.isMergePoint(3) && !graph.isMergePoint(4));
        QCOMPARE(idsOf(graph, graph.parents(3)), QStringLiteral("b2 c3"));
        QCOMPARE(idsOf(graph, graph.children(0)), QStringLiteral("b2 c3"));
        QVERIFY(graph.problems().empty());
        QVERIFY(graph.isSound(0));
        QVERIFY(graph.sharesLineage(1, 4) && !graph.sharesLineage(1, 2));
    }

    /// A dependency that an ancestor names already is no requirement of its own.
    void dependencies()
    {
        const RevisionGraph graph = graphFrom(R"(
            51 label side
            52 < 51 needs a2
            53 < 52 needs a2, main
            a1 label main
            a2 < a1
            a3 < a2
        )");
        QCOMPARE(idsOf(graph, graph.heads()), QStringLiteral("53 a3"));
        QCOMPARE(idsOf(graph, graph.effectiveHeads()), QStringLiteral("53 a3"));
        QCOMPARE(idsOf(graph, graph.dependencies(2)), QStringLiteral("a2 a1"));
        QCOMPARE(idsOf(graph, graph.requirements(1)), QStringLiteral("51 a2"));
        QCOMPARE(idsOf(graph, graph.requirements(2)), QStringLiteral("52 a1"));
        QCOMPARE(idsOf(graph, graph.dependents(4)), QStringLiteral("52 53 a3"));
        QCOMPARE(idsOf(graph, graph.runOrder()), QStringLiteral("a1 a2 a3 51 52 53"));
        const std::vector<bool> applied = graph.appliedSet(rowsFrom(QStringLiteral("52 nobody")));
        QCOMPARE(applied, (std::vector<bool>{true, true, false, true, true, false}));
    }

    void effectiveHeads()
    {
        const RevisionGraph graph = graphFrom("a1\nb1 needs a1");
        QCOMPARE(idsOf(graph, graph.heads()), QStringLiteral("a1 b1"));
        QCOMPARE(idsOf(graph, graph.effectiveHeads()), QStringLiteral("b1"));
    }

    void labels_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("labels");
        QTest::newRow("down to all descendants") << "a1 label x\nb2 < a1\nc3 < b2\nd4 < b2"
                                                 << "a1=x b2=x c3=x d4=x";
        QTest::newRow("up to the branch point") << "a1\nb2 < a1\nb3 < b2 label left\nc2 < a1"
                                                << "a1= b2=left b3=left c2=";
        QTest::newRow("up to the base of a line") << "a1\nb2 < a1 label x\nc3 < b2"
                                                  << "a1=x b2=x c3=x";
        QTest::newRow("not up past a branch below the label") << "a1\nb2 < a1 label x\nc3 < b2\nd3 < b2"
                                                              << "a1= b2=x c3=x d3=x";
        QTest::newRow("not up past a merge") << "a1\nb1\nm < a1, b1\nn < m label x"
                                             << "a1= b1= m= n=x";
        QTest::newRow("two in one line") << "a1 label x\nb2 < a1\nc3 < b2 label y"
                                         << "a1=x,y b2=x,y c3=x,y";
        QTest::newRow("a merge has both") << "a1 label x\nb1 label y\nm < a1, b1\nn < m"
                                          << "a1=x b1=y m=x,y n=x,y";
        QTest::newRow("a dependent ends the tail") << "a1\nb2 < a1\nc3 < b2 label x\nz1 needs b2"
                                                   << "a1= b2= c3=x z1=";
    }

    void labels()
    {
        QFETCH(QString, text);
        QFETCH(QString, labels);
        QCOMPARE(labelsOf(RevisionGraph(revisionsFrom(text))), labels);
    }

    void problems_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problems");
        QTest::addColumn<QString>("unsound");
        QTest::newRow("missing parent")
            << "b2 < ffff\nc3 < b2"
            << "b2.py:1: Revision ffff referenced from b2 is not present: no script has "
               "`revision = 'ffff'`. Restore that script or correct down_revision."
            << "b2";
        QTest::newRow("missing dependency")
            << "b2 needs zz"
            << "b2.py:1: Revision zz referenced from b2 is not present: no script has this id or branch "
               "label. Write the full id, or correct depends_on."
            << "b2";
        QTest::newRow("cycle")
            << "a1 < c3\nb2 < a1\nc3 < b2\nd4 < c3"
            << "a1.py:1: Cycle is detected in revisions (a1, b2, c3): each would have to run before "
               "itself. Correct down_revision."
            << "a1 b2 c3";
        QTest::newRow("own parent")
            << "a1\nb2 < b2"
            << "b2.py:2: Self-loop is detected in revisions (b2): each would have to run before "
               "itself. Correct down_revision."
            << "b2";
        QTest::newRow("dependency cycle")
            << "a1\nb2 < a1 needs c3\nc3 < b2"
            << "b2.py:2: Dependency cycle is detected in revisions (b2, c3): each would have "
               "to run before itself. Correct down_revision or depends_on."
            << "b2 c3";
        QTest::newRow("duplicate id")
            << "a1\nb2 < a1\nb2 < a1"
            << "b2.py:2: Revision b2 is present more than once: b2.py:2 and b2.py:3. Give one of "
               "them an id of its own.\n"
               "b2.py:3: Revision b2 is present more than once: b2.py:2 and b2.py:3. Give one of "
               "them an id of its own."
            << "b2 b2";
        QTest::newRow("forbidden characters")
            << "a-1@"
            << "a-1@.py:1: Character(s) '-, @' not allowed in revision identifier 'a-1@'. "
               "Rename it, here and in the scripts that refer to it."
            << "a-1@";
        QTest::newRow("long id")
            << "a23456789012345678901234567890123"
            << "a23456789012345678901234567890123.py:1: Revision identifier "
               "'a23456789012345678901234567890123' has 33 characters; the version table holds 32. "
               "Shorten it."
            << "";
        QTest::newRow("label twice")
            << "a1 label x\nb1 label x"
            << "b1.py:2: Branch name 'x' in revision b1 already used by revision a1. Rename one of "
               "them."
            << "";
        QTest::newRow("label is an id")
            << "a1\nb1 label a1"
            << "b1.py:2: Branch name 'a1' in revision b1 already used by revision a1. Rename one "
               "of them."
            << "";
    }

    void problems()
    {
        QFETCH(QString, text);
        QFETCH(QString, problems);
        QFETCH(QString, unsound);
        const RevisionGraph graph(revisionsFrom(text));
        QCOMPARE(problemsOf(graph), problems);
        std::vector<int> found;
        for (int i = 0; i < graph.size(); ++i) {
            if (!graph.isSound(i))
                found.push_back(i);
            QCOMPARE(graph.isSound(i), graph.problemOf(i) == nullptr);
        }
        QCOMPARE(idsOf(graph, found), unsound);
        QCOMPARE(int(graph.runOrder().size()), graph.size());
    }

    /// What surrounds a cycle keeps its order.
    void cycleLeavesTheRest()
    {
        const RevisionGraph graph = graphFrom("a1\nb2 < a1, c3\nc3 < b2\nd4 < c3\nz9 < a1");
        QVERIFY(graph.cycle() != nullptr);
        QVERIFY(graph.isInCycle(1) && graph.isInCycle(2) && !graph.isInCycle(3));
        QCOMPARE(idsOf(graph, graph.heads()), QStringLiteral("d4 z9"));
        QCOMPARE(graph.runOrder().size(), size_t(5));
    }

    void locate_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("branch");
        QTest::addColumn<QString>("found"); ///< an id, or the beginning of the refusal
        QTest::newRow("full id") << "abc100000001"
                                 << ""
                                 << "abc100000001";
        QTest::newRow("one character") << "z"
                                       << ""
                                       << "zzz400000004";
        QTest::newRow("label") << "side"
                               << ""
                               << "zzz400000004";
        QTest::newRow("start of a label") << "sid"
                                          << ""
                                          << "zzz400000004";
        QTest::newRow("nothing")
            << "q"
            << ""
            << "Can't locate revision identified by 'q': no id or branch label starts with";
        QTest::newRow("empty") << ""
                               << ""
                               << "Can't locate revision identified by ''";
        QTest::newRow("several")
            << "abc"
            << ""
            << "Can't locate revision identified by 'abc': abc100000001 and abc200000002 start with it.";
        QTest::newRow("case matters") << "ABC1"
                                      << ""
                                      << "Can't locate revision identified by 'ABC1'";
        QTest::newRow("on its branch") << "zz"
                                       << "side"
                                       << "zzz400000004";
        QTest::newRow("branch narrows") << "abc"
                                        << "abc200000002"
                                        << "Can't locate revision identified by 'abc'";
        QTest::newRow("off its branch") << "abd3"
                                        << "side"
                                        << "Can't locate revision identified by 'abd3'";
        QTest::newRow("off its branch, full id") << "abd300000003"
                                                 << "side"
                                                 << "Can't locate revision identified by 'abd300000003': "
                                                    "revision abd300000003 is not a member of branch 'side'";
        QTest::newRow("unknown branch") << "abd3"
                                        << "nope"
                                        << "Can't locate revision identified by 'nope'";
        QTest::newRow("too short to be completed") << "ab"
                                                   << "x1"
                                                   << "Can't locate revision identified by 'ab'";
    }

    void locate()
    {
        QFETCH(QString, text);
        QFETCH(QString, branch);
        QFETCH(QString, found);
        const RevisionGraph graph = graphFrom(R"(
            abc100000001
            abc200000002 < abc100000001
            abd300000003 < abc200000002
            x1
            zzz400000004 label side
        )");
        const Result<int> located = graph.locate(text, branch);
        if (located.ok()) {
            QCOMPARE(graph.id(*located).text(), found);
        } else {
            QCOMPARE(located.error().kind, ErrorKind::InvalidCall);
            QVERIFY2(located.error().message.startsWith(found), qPrintable(located.error().message));
        }
    }

    /// Ten thousand open branches on one point, and a spine with a branch at each step: shapes where
    /// comparing every head with every other would never end.
    void manyHeads()
    {
        std::vector<Revision> star;
        std::vector<Revision> comb;
        const auto add = [](std::vector<Revision> &to, const QString &id, const QString &parent) {
            Revision revision;
            revision.id = RevisionId(id);
            if (!parent.isEmpty())
                revision.downRevisions.push_back(RevisionId(parent));
            to.push_back(revision);
        };
        add(star, QStringLiteral("base"), QString());
        for (int i = 0; i < 10000; ++i)
            add(star, QStringLiteral("s%1").arg(i, 5), QStringLiteral("base"));
        for (int i = 0; i < 5000; ++i)
            add(comb, QStringLiteral("m%1").arg(i, 5),
                i == 0 ? QString() : QStringLiteral("m%1").arg(i - 1, 5));
        for (int i = 0; i < 5000; ++i)
            add(comb, QStringLiteral("t%1").arg(i, 5), QStringLiteral("m%1").arg(i, 5));
        for (const auto &revisions : {star, comb}) {
            const RevisionGraph graph{revisions};
            std::vector<int> place(size_t(graph.size()), -1);
            for (size_t i = 0; i < graph.runOrder().size(); ++i)
                place[size_t(graph.runOrder()[i])] = int(i);
            for (int i = 0; i < graph.size(); ++i) {
                for (const int parent : graph.parents(i))
                    QVERIFY(place[size_t(parent)] < place[size_t(i)] && place[size_t(parent)] >= 0);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestRevisionGraph)
#include "tst_revisiongraph.moc"

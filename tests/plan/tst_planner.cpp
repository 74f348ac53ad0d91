#include "migrations/plan/planner.h"
#include "migrations/plan/versiontable.h"
#include "tests/graph/graphtext.h"

#include <QTest>

#include <map>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

class WrittenBodies : public ScriptBodies
{
public:
    Result<ScriptBody> body(const Revision &revision, Direction direction) override
    {
        ++calls;
        if (revision.id == unreadable)
            return Error{.kind = ErrorKind::Unreadable, .message = QStringLiteral("b2.py cannot be read")};
        const auto found = bodies.find({revision.id.text(), direction});
        return found == bodies.end() ? ScriptBody() : found->second;
    }

    void set(const char *id, Direction direction, const char *sql, bool losesData = false)
    {
        ScriptBody body;
        body.losesData = losesData;
        body.statements.push_back(Statement{.sql = QString::fromUtf8(sql), .place = {}});
        bodies[{QString::fromUtf8(id), direction}] = body;
    }

    std::map<std::pair<QString, Direction>, ScriptBody> bodies;
    RevisionId unreadable;
    int calls = 0;
};

QString changeText(const VersionChange &change)
{
    QStringList parts;
    for (const RevisionId &row : change.deleted)
        parts.append(u'-' + row.text());
    for (const RevisionId &row : change.inserted)
        parts.append(u'+' + row.text());
    for (const auto &[from, to] : change.updated)
        parts.append(from.text() + u'>' + to.text());
    return parts.join(u' ');
}

Result<Plan> planOf(const RevisionGraph &graph, ScriptBodies &bodies, Direction direction, const char *rows,
    const char *target, const PlanRequestOptions &options = {})
{
    return Planner(graph, bodies)
        .plan(direction, rowsFrom(QString::fromUtf8(rows)), RevisionTarget::parse(QString::fromUtf8(target)),
            options);
}

} // namespace

class TestPlanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steps()
    {
        const RevisionGraph graph = graphFrom("a1\nb2 < a1\nc3 < a1\ne5 < b2, c3");
        WrittenBodies bodies;
        bodies.set("b2", Direction::Upgrade, "ALTER TABLE person ADD COLUMN x INTEGER");
        bodies.set("b2", Direction::Downgrade, "ALTER TABLE person DROP COLUMN x", true);
        const Result<Plan> plan = planOf(graph, bodies, Direction::Upgrade, "a1", "head");
        QVERIFY(plan.ok());
        QCOMPARE(plan->from, rowsFrom(QStringLiteral("a1")));
        QCOMPARE(plan->to, rowsFrom(QStringLiteral("e5")));
        QCOMPARE(plan->target, QStringLiteral("head"));
        QCOMPARE(plan->steps.size(), size_t(3));
        QStringList changes;
        for (const PlanStep &step : plan->steps)
            changes.append(step.revision.text() + u':' + changeText(step.versionChange));
        QCOMPARE(changes.join(u' '), QStringLiteral("c3:a1>c3 b2:+b2 e5:-b2 c3>e5"));
        const PlanStep &step = plan->steps[1];
        QCOMPARE(step.message, QStringLiteral("step b2"));
        QCOMPARE(step.script.toString(), QStringLiteral("b2.py:2"));
        QCOMPARE(step.from, rowsFrom(QStringLiteral("a1")));
        QCOMPARE(step.versionStatements,
            std::vector<QString>{QStringLiteral("INSERT INTO alembic_version (version_num) VALUES ('b2') "
                                                "RETURNING alembic_version.version_num")});
        QCOMPARE(step.downgradeGrade, DowngradeGrade::Lossy);
        QCOMPARE(step.statements.size(), size_t(1));
        QVERIFY(step.statements[0].locksKnown);
        QCOMPARE(step.statements[0].locks.size(), size_t(1));
        QCOMPARE(step.statements[0].locks[0].table, QStringLiteral("person"));
        QCOMPARE(step.statements[0].locks[0].mode, LockMode::AccessExclusive);
        QVERIFY(plan->isNative());
        QCOMPARE(plan->statementCount(), 1);
    }

    void grades()
    {
        const RevisionGraph graph = graphFrom("a1\nb2 < a1\nc3 < b2\nd4 < c3\ne5 < d4\nf6 < e5");
        WrittenBodies bodies;
        bodies.set("b2", Direction::Downgrade, "DROP TABLE person", true);
        bodies.set("c3", Direction::Downgrade, "ALTER TABLE person RENAME TO people");
        ScriptBody raising;
        raising.raises = true;
        bodies.bodies[{QStringLiteral("d4"), Direction::Downgrade}] = raising;
        ScriptBody python;
        python.engine = Engine::ProjectPython;
        bodies.bodies[{QStringLiteral("e5"), Direction::Downgrade}] = python;
        bodies.unreadable = RevisionId();
        const Result<Plan> plan = planOf(graph, bodies, Direction::Upgrade, "", "head");
        QVERIFY(plan.ok());
        std::vector<DowngradeGrade> grades;
        for (const PlanStep &step : plan->steps)
            grades.push_back(step.downgradeGrade);
        QVERIFY((grades
            == std::vector<DowngradeGrade>{DowngradeGrade::NoOp, DowngradeGrade::Lossy, DowngradeGrade::Real,
                DowngradeGrade::Raises, DowngradeGrade::Unknown, DowngradeGrade::NoOp}));
    }

    /// Only the SQL is wanted: the other direction is not even read.
    void withoutJudgement()
    {
        const RevisionGraph graph = graphFrom("a1\nb2 < a1");
        WrittenBodies bodies;
        bodies.set("a1", Direction::Upgrade, "CREATE TABLE t (i int)");
        const Result<Plan> plan = planOf(graph, bodies, Direction::Upgrade, "", "head",
            PlanRequestOptions{.judge = false, .assumptions = {QStringLiteral("x")}});
        QVERIFY(plan.ok());
        QCOMPARE(bodies.calls, 2);
        QVERIFY(!plan->steps[0].statements[0].locksKnown);
        QCOMPARE(plan->steps[0].downgradeGrade, DowngradeGrade::Unknown);
        QCOMPARE(plan->assumptions, QStringList{QStringLiteral("x")});
    }

    /// DROP INDEX names no table; the script's table_name= is the one that stands still.
    void droppedIndexLocksItsTable()
    {
        WrittenBodies bodies;
        ScriptBody body;
        Statement drop{QStringLiteral("DROP INDEX ix_login"), {}};
        drop.indexedTable = QStringLiteral("employees");
        body.statements = {drop, Statement{QStringLiteral("DROP INDEX ix_other"), {}}};
        bodies.bodies[{QStringLiteral("a1"), Direction::Upgrade}] = body;
        const RevisionGraph graph = graphFrom("a1");
        const PlanStep step = Planner(graph, bodies).step(0, Direction::Upgrade, {}).value();
        QCOMPARE(step.statements[0].locks,
            (std::vector<LockClaim>{{QStringLiteral("employees"), LockMode::AccessExclusive}}));
        QCOMPARE(step.statements[1].locks,
            (std::vector<LockClaim>{{QStringLiteral("ix_other"), LockMode::AccessExclusive}}));
        QVERIFY(!step.statements[0].hiddenTables);
        QVERIFY(step.statements[1].hiddenTables);
    }

    void projectPython()
    {
        const RevisionGraph graph = graphFrom("a1\nb2 < a1");
        WrittenBodies bodies;
        ScriptBody python;
        python.engine = Engine::ProjectPython;
        python.reasons.push_back(
            EngineReason{SourcePlace{QStringLiteral("b2.py"), 9, 0}, QStringLiteral("reads rows")});
        bodies.bodies[{QStringLiteral("b2"), Direction::Upgrade}] = python;
        const Result<Plan> plan = planOf(graph, bodies, Direction::Upgrade, "", "head");
        QVERIFY(plan.ok());
        QVERIFY(!plan->isNative());
        QCOMPARE(plan->steps[1].engine, Engine::ProjectPython);
        QCOMPARE(plan->steps[1].engineReasons, python.reasons);
        QVERIFY(plan->steps[1].statements.empty());
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("graph");
        QTest::addColumn<Direction>("direction");
        QTest::addColumn<QString>("rows");
        QTest::addColumn<QString>("target");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("message");
        const QString line = QStringLiteral("a1\nb2 < a1\nc3 < b2");
        QTest::newRow("unknown target")
            << line << Direction::Upgrade << ""
            << "zz" << ErrorKind::InvalidCall << "Can't locate revision identified by 'zz'";
        QTest::newRow("unknown row")
            << line << Direction::Upgrade << "ffff"
            << "head" << ErrorKind::BrokenProject
            << "Can't locate revision identified by 'ffff': the version table names it";
        QTest::newRow("raising downgrade")
            << line << Direction::Downgrade << "c3"
            << "a1" << ErrorKind::BrokenProject << "downgrade() of revision b2 raises an error on purpose";
        QTest::newRow("missing parent")
            << "b2 < ffff\nc3 < b2" << Direction::Upgrade << ""
            << "head" << ErrorKind::BrokenProject << "Revision ffff referenced from b2 is not present";
        QTest::newRow("below a missing parent")
            << "b2 < ffff\nc3 < b2" << Direction::Downgrade << "c3"
            << "-2" << ErrorKind::BrokenProject << "Revision ffff referenced from b2 is not present";
        QTest::newRow("base below a missing parent")
            << "a1\nb2 < ffff\nc3 < b2" << Direction::Downgrade << "c3"
            << "base" << ErrorKind::BrokenProject << "Revision ffff referenced from b2 is not present";
        QTest::newRow("duplicate id")
            << "a1\nb2 < a1\nb2 < a1\nc3 < b2" << Direction::Upgrade << ""
            << "c3" << ErrorKind::BrokenProject << "Revision b2 is present more than once";
        QTest::newRow("cycle at head")
            << "a1\nb2 < a1, c3\nc3 < b2" << Direction::Upgrade << ""
            << "head" << ErrorKind::BrokenProject << "Cycle is detected in revisions (b2, c3)";
        QTest::newRow("cycle on the way")
            << "a1\nb2 < a1, c3\nc3 < b2\nd4 < c3" << Direction::Upgrade << ""
            << "d4" << ErrorKind::BrokenProject << "Cycle is detected in revisions (b2, c3)";
        QTest::newRow("wide id")
            << "a23456789012345678901234567890123" << Direction::Upgrade << ""
            << "head" << ErrorKind::BrokenProject
            << "Revision a23456789012345678901234567890123 cannot be recorded: the version column holds "
               "32 characters";
        QTest::newRow("unreadable") << "a1\nunreadable < a1" << Direction::Upgrade << ""
                                    << "head" << ErrorKind::Unreadable << "b2.py cannot be read";
        QTest::newRow("range") << line << Direction::Upgrade << ""
                               << "a1:b2" << ErrorKind::InvalidCall << "Range revision not allowed";
        QTest::newRow("ambiguous label")
            << "a1 label x\nb1 label x" << Direction::Upgrade << ""
            << "x@head" << ErrorKind::InvalidCall << "Can't locate revision identified by 'x': two scripts";
    }

    void refusals()
    {
        QFETCH(QString, graph);
        QFETCH(Direction, direction);
        QFETCH(QString, rows);
        QFETCH(QString, target);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, message);
        WrittenBodies bodies;
        bodies.unreadable = RevisionId(QStringLiteral("unreadable"));
        ScriptBody raising;
        raising.raises = true;
        bodies.bodies[{QStringLiteral("b2"), Direction::Downgrade}] = raising;
        const RevisionGraph built(revisionsFrom(graph));
        const Result<Plan> plan = Planner(built, bodies)
                                      .plan(direction, rowsFrom(rows), RevisionTarget::parse(target),
                                          PlanRequestOptions{.versionColumnWidth = 32});
        QVERIFY(!plan.ok());
        QVERIFY2(plan.error().message.startsWith(message), qPrintable(plan.error().message));
        QCOMPARE(plan.error().kind, kind);
    }

    /// What is broken elsewhere does not stand in the way.
    void brokenElsewhere()
    {
        WrittenBodies bodies;
        const RevisionGraph graph = graphFrom("a1\nb2 < a1\nx1 < ffff\ny2 < z2\nz2 < y2\nc3 < x1");
        QVERIFY(planOf(graph, bodies, Direction::Upgrade, "", "b2").ok());
        QVERIFY(planOf(graph, bodies, Direction::Upgrade, "x1", "c3").ok());
        QVERIFY(planOf(graph, bodies, Direction::Downgrade, "c3", "x1").ok());
        QVERIFY(planOf(graph, bodies, Direction::Downgrade, "b2", "base").ok());
    }

    void cancelled()
    {
        const RevisionGraph graph = graphFrom("a1");
        WrittenBodies bodies;
        const CancelToken cancel;
        cancel.cancel();
        const Result<Plan> plan
            = Planner(graph, bodies)
                  .plan(Direction::Upgrade, {}, RevisionTarget::parse(QStringLiteral("head")), {}, cancel);
        QVERIFY(!plan.ok());
        QCOMPARE(plan.error().kind, ErrorKind::Cancelled);
    }

    /// One revision by itself, for the inspector: a merge shows all its parents, a raising body is no error.
    void singleStep()
    {
        const RevisionGraph graph = graphFrom("a1\nb2 < a1\nc3 < a1\ne5 < b2, c3");
        WrittenBodies bodies;
        ScriptBody raising;
        raising.raises = true;
        bodies.bodies[{QStringLiteral("e5"), Direction::Downgrade}] = raising;
        Planner planner(graph, bodies);
        const Result<PlanStep> up = planner.step(3, Direction::Upgrade, {});
        QVERIFY(up.ok());
        QCOMPARE(changeText(up->versionChange), QStringLiteral("-b2 c3>e5"));
        const Result<PlanStep> down = planner.step(3, Direction::Downgrade, {});
        QVERIFY(down.ok());
        QCOMPARE(changeText(down->versionChange), QStringLiteral("+b2 e5>c3"));
        QCOMPARE(down->downgradeGrade, DowngradeGrade::Raises);
    }

    void versionTableNames()
    {
        const VersionTableName plain;
        QCOMPARE(plain.sqlName(), QStringLiteral("alembic_version"));
        const VersionTableName quoted{
            .schema = QStringLiteral("My App"), .table = QStringLiteral("order"), .primaryKey = false};
        QCOMPARE(quoted.sqlName(), QStringLiteral("\"My App\".\"order\""));
        QCOMPARE(quoted.displayName(), QStringLiteral("My App.order"));
        QCOMPARE(deleteVersionSql(quoted, RevisionId(QStringLiteral("it's"))),
            QStringLiteral(
                "DELETE FROM \"My App\".\"order\" WHERE \"My App\".\"order\".version_num = 'it''s'"));
        QCOMPARE(insertVersionSql(quoted, RevisionId(QStringLiteral("a"))),
            QStringLiteral("INSERT INTO \"My App\".\"order\" (version_num) VALUES ('a')"));
    }
};

QTEST_APPLESS_MAIN(TestPlanner)
#include "tst_planner.moc"

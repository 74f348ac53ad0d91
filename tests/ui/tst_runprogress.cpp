#include "tests/ui/failedoutcome.h"

#include "ui/run/runprogress.h"
#include "ui/run/runreport.h"
#include "ui/run/runstepmodel.h"
#include "ui/run/runtext.h"
#include "ui/timeline/revisiontext.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QDateTime at(int milliseconds)
{
    return QDateTime(QDate(2026, 11, 19), QTime(10, 44, 2)).addMSecs(milliseconds);
}

QString logToText(const RunProgress &progress)
{
    QStringList lines;
    for (const RunLogLine &line : progress.log())
        lines << line.toString().simplified();
    return lines.join(u'\n');
}

QString phasesToText(const RunProgress &progress)
{
    QStringList phases;
    for (const StepProgress &step : progress.steps())
        phases << stepPhaseText(step.phase);
    return phases.join(QStringLiteral(", "));
}

/// Two steps done, the third at its only statement.
RunProgress halfway()
{
    RunProgress progress(samplePlan(), {});
    progress.apply({at(114), event::Started{5, 6}});
    for (int step = 0; step < 2; ++step) {
        progress.apply({at(131 + 100 * step), event::StepStarted{step}});
        progress.apply({at(131 + 100 * step), event::StatementStarted{step, 0}});
        progress.apply({at(202 + 100 * step), event::StatementFinished{step, 0, 71, 20 * step, false}});
        progress.apply({at(204 + 100 * step), event::StepFinished{step, 73}});
    }
    progress.apply({at(412), event::StepStarted{2}});
    progress.apply({at(413), event::StatementStarted{2, 0}});
    return progress;
}

Blocker blocker()
{
    Blocker blocker;
    blocker.pid = 51877;
    blocker.user = QStringLiteral("app_web");
    blocker.address = QStringLiteral("10.4.2.17");
    blocker.state = QStringLiteral("idle in transaction");
    blocker.ageMs = 41000;
    blocker.lock = QStringLiteral("ROW EXCLUSIVE");
    blocker.object = QStringLiteral("candidates");
    return blocker;
}

} // namespace

/// What the events of a run come to, as values.
class RunProgressTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void progressWhileRunning();
    void progressWaitsForALock();
    void progressAfterFailure_data();
    void progressAfterFailure();
    void stepModel();
    void verdicts();
    void textPoints();
    void report();
    void locksOfAPlan();
};

void RunProgressTest::progressWhileRunning()
{
    const RunProgress progress = halfway();
    QCOMPARE(phasesToText(progress), QStringLiteral("Done, Done, Running, Not started, Not started"));
    QCOMPARE(progress.currentStep(), 2);
    QCOMPARE(progress.statementsDone(), 2);
    QCOMPARE(progress.rowsChanged(), 20);
    QCOMPARE(progress.currentSql(),
        QStringLiteral("CREATE INDEX ix_candidates_stage ON candidates (stage, applied_on)"));
    QCOMPARE(logToText(progress),
        QStringLiteral("10:44:02.114 one transaction for all; lock_timeout = server's own; statement_timeout "
                       "= server's own\n"
                       "10:44:02.131 1/5 7d20f4b8c19e Add candidate stage \"Offer\"\n"
                       "10:44:02.202 ALTER TYPE candidate_stage ADD VALUE 'offer' AFTER 'in … 71 ms\n"
                       "10:44:02.231 2/5 3fa91c60d7be Add employee work email\n"
                       "10:44:02.302 ALTER TABLE employees ADD COLUMN work_email VARCHAR(254) 71 ms\n"
                       "10:44:02.412 3/5 b06e92c7d418 Index candidates by stage"));
}

void RunProgressTest::progressWaitsForALock()
{
    RunProgress progress = halfway();
    progress.apply({at(1415), event::Blocked{{blocker()}, 1000, 5000}});
    QCOMPARE(progress.steps()[2].phase, StepPhase::WaitingForLock);
    QVERIFY(progress.blocked());
    QCOMPARE(progress.log().back().text.trimmed(),
        QStringLiteral("waiting for a lock on candidates, blocked by PID 51877"));
    QCOMPARE(blockedSentence(blocker()),
        QStringLiteral("Blocked by PID 51877: app_web from 10.4.2.17, idle in transaction for 41 s, holds "
                       "ROW EXCLUSIVE on candidates."));
    progress.apply({at(1600), event::StatementFinished{2, 0, 1100, -1, false}});
    QVERIFY(!progress.blocked());
    QCOMPARE(progress.steps()[2].phase, StepPhase::Running);
}

void RunProgressTest::progressAfterFailure_data()
{
    QTest::addColumn<int>("committed");
    QTest::addColumn<QString>("phases");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("text");
    QTest::newRow("one transaction") << 0
                                     << QStringLiteral(
                                            "Rolled back, Rolled back, Failed, Not started, Not started")
                                     << QStringLiteral("Upgrade failed. Nothing was changed.")
                                     << QStringLiteral(
                                            "Step 3 of 5 stopped after 5.3 s. Everything was rolled back; "
                                            "hr_staging is still at 8b5e0a47f3c1.");
    QTest::newRow("one per step") << 2 << QStringLiteral("Done, Done, Failed, Not started, Not started")
                                  << QStringLiteral("Upgrade stopped after steps 1 to 2.")
                                  << QStringLiteral(
                                         "Step 3 of 5 stopped after 5.3 s. Steps 1 to 2 stay applied; "
                                         "hr_staging is now at 3fa91c60d7be, Add employee work email.");
}

void RunProgressTest::progressAfterFailure()
{
    QFETCH(int, committed);
    QFETCH(QString, phases);
    QFETCH(QString, title);
    QFETCH(QString, text);
    RunProgress progress = halfway();
    progress.finish(failedOutcome(committed), at(5400));
    QCOMPARE(phasesToText(progress), phases);
    const RunVerdict verdict
        = runVerdict(progress.plan(), *progress.outcome(), {QStringLiteral("hr_staging"), 2, 0});
    QCOMPARE(verdict.title, title);
    QCOMPARE(verdict.text, text);
}

void RunProgressTest::stepModel()
{
    RunStepModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RunProgress progress = halfway();
    model.setProgress(progress, at(1412));
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.row(2).durationMs, 1000.0);
    QCOMPARE(model.row(2).share, 1.0);
    QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("1, 7d20f4b8c19e, Add candidate stage \"Offer\", Done, 73 ms"));
    progress.finish(failedOutcome(0), at(5400));
    model.setProgress(progress, at(5400));
    QCOMPARE(model.row(2).status, QStringLiteral("Failed, statement 1 of 1"));
}

void RunProgressTest::verdicts()
{
    const RunFacts facts{QStringLiteral("hr"), 6, 184220};
    RunOutcome outcome;
    outcome.result = RunResult::Succeeded;
    outcome.durationMs = 47300;
    outcome.endRows = ids(QStringLiteral("9c2f7d10e6a5"));
    outcome.stepsCommitted = 5;
    RunVerdict verdict = runVerdict(samplePlan(), outcome, facts);
    QCOMPARE(verdict.title, QStringLiteral("Upgrade finished in 47.3 s"));
    QCOMPARE(verdict.text,
        QStringLiteral("hr is now at 9c2f7d10e6a5, Require employee work email. 5 revisions, 6 statements, "
                       "184,220 rows changed."));
    outcome.result = RunResult::Cancelled;
    outcome.stepsCommitted = 0;
    QCOMPARE(runVerdict(samplePlan(), outcome, facts).title,
        QStringLiteral("Upgrade cancelled. Nothing was changed."));
    outcome.result = RunResult::Failed;
    outcome.endRows = ids(QStringLiteral("8b5e0a47f3c1"));
    outcome.partlyCommittedStep = 1;
    verdict = runVerdict(samplePlan(), outcome, facts);
    QCOMPARE(verdict.title, QStringLiteral("Upgrade failed. A part of step 2 is committed."));
    QCOMPARE(verdict.text,
        QStringLiteral("What step 2 did up to its last commit stays, and no row of the version table records "
                       "it; hr is at 8b5e0a47f3c1."));
    outcome.partlyCommittedStep = -1;
    outcome.result = RunResult::ConnectionLost;
    outcome.endRows.reset();
    verdict = runVerdict(samplePlan(), outcome, facts);
    QCOMPARE(verdict.title, QStringLiteral("The connection was lost. The result is unknown."));
    QCOMPARE(
        verdict.text, QStringLiteral("The state of hr is unknown until somebody connects and reads it."));
}

void RunProgressTest::textPoints()
{
    const QString sql = QStringLiteral("UPDATE e\n   SET first_nme = 1");
    const std::optional<TextPoint> point = textPoint(sql, 17);
    QVERIFY(point);
    QCOMPARE(*point, (TextPoint{2, 8, 9}));
    QVERIFY(!textPoint(sql, 0));
    QVERIFY(!textPoint(sql, 100));
    QCOMPARE(sqlStateName(QStringLiteral("42703")), QStringLiteral("undefined_column"));
}

void RunProgressTest::report()
{
    RunProgress progress = halfway();
    progress.finish(failedOutcome(0), at(5400));
    const QString text = runReport(progress, QStringLiteral("hr_staging"));
    QVERIFY(text.startsWith(QStringLiteral("Upgrade failed. Nothing was changed.\n")));
    QVERIFY(text.contains(QStringLiteral("SQLSTATE: 42703 undefined_column\n")));
    QVERIFY(text.contains(QStringLiteral("Script: /srv/v/b06e92c7d418_index.py:19\n")));
    QVERIFY(text.contains(QStringLiteral("Checked: alembic_version is 8b5e0a47f3c1\n")));
}

void RunProgressTest::locksOfAPlan()
{
    const std::vector<TableLock> locks = tableLocks(samplePlan().steps);
    QCOMPARE(locks,
        (std::vector<TableLock>{{QStringLiteral("employees"), LockMode::AccessExclusive, {2, 5}},
            {QStringLiteral("candidates"), LockMode::Share, {3}}}));
    QCOMPARE(lockConsequence(LockMode::AccessExclusive), QStringLiteral("blocks reads and writes"));
}

QTEST_MAIN(RunProgressTest)
#include "tst_runprogress.moc"

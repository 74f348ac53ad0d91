#include "tests/run/plans.h"

#include "migrations/plan/versiontable.h"

namespace stillroom::test
{

Statement statement(const QString &sql, int line)
{
    return {sql, {QStringLiteral("versions/x.py"), line, 0}};
}

Statement autocommit(const QString &sql, int line)
{
    Statement result = statement(sql, line);
    result.autocommit = true;
    result.autocommitBlock = 1;
    return result;
}

Plan upgradePlan(const std::vector<std::vector<Statement>> &steps)
{
    Plan plan;
    plan.createsVersionTable = true;
    RevisionId before;
    for (size_t i = 0; i < steps.size(); ++i) {
        PlanStep step;
        step.revision = RevisionId(QStringLiteral("r%1").arg(i + 1));
        step.script.path = QStringLiteral("versions/r%1.py").arg(i + 1);
        for (const Statement &statement : steps[i])
            step.statements.push_back({statement});
        if (before.isEmpty())
            step.versionChange.inserted = {step.revision};
        else
            step.versionChange.updated = {{before, step.revision}};
        step.versionStatements = versionStatements(plan.versionTable, step.versionChange);
        before = step.revision;
        plan.steps.push_back(step);
    }
    if (!before.isEmpty())
        plan.to = {before};
    return plan;
}

Replan same(const Plan &plan)
{
    return [plan](const DatabaseState &) { return plan; };
}

void Recorder::onRunEvent(const RunEvent &event)
{
    events.push_back(event);
    if (react)
        react(event);
}

QStringList Recorder::outline() const
{
    struct Writer {
        QString operator()(const event::WaitingForRunLock &) const { return QStringLiteral("wait"); }
        QString operator()(const event::RunLockTaken &) const { return QStringLiteral("lock"); }
        QString operator()(const event::Started &) const { return QStringLiteral("started"); }
        QString operator()(const event::StepStarted &e) const
        {
            return QStringLiteral("step %1").arg(e.step);
        }
        QString operator()(const event::StatementStarted &e) const
        {
            return QStringLiteral("begin %1.%2").arg(e.step).arg(e.statement);
        }
        QString operator()(const event::StatementFinished &e) const
        {
            return QStringLiteral("%1 %2.%3").arg(e.skipped ? u"skip" : u"end").arg(e.step).arg(e.statement);
        }
        QString operator()(const event::StepFinished &e) const
        {
            return QStringLiteral("done %1").arg(e.step);
        }
        QString operator()(const event::Notice &e) const { return QStringLiteral("notice ") + e.text; }
        QString operator()(const event::Blocked &) const { return QStringLiteral("blocked"); }
        QString operator()(const event::Retrying &e) const
        {
            return QStringLiteral("retry %1").arg(e.attempt);
        }
        QString operator()(const event::RollingBack &) const { return QStringLiteral("rollback"); }
        QString operator()(const event::Finished &) const { return QStringLiteral("finished"); }
    };
    QStringList lines;
    for (const RunEvent &event : events)
        lines << std::visit(Writer(), event);
    return lines;
}

} // namespace stillroom::test

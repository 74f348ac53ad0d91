#include "app/cli/commands.h"
#include "app/cli/journaling.h"
#include "app/cli/migraterun.h"
#include "app/cli/planning.h"
#include "app/cli/planwriter.h"
#include "app/cli/runreport.h"
#include "migrations/run/executor.h"

namespace stillroom::cli
{

namespace
{

Result<int> printSql(const StampCommand &command, Session &session, const LoadedProject &loaded)
{
    if (command.purge) {
        return Error{.kind = ErrorKind::InvalidCall,
            .message
            = QStringLiteral("--purge cannot be combined with --sql: it needs the rows that are there")};
    }
    const Result<QString> sql = stampSqlOf(loaded, parsedTargets(command.revisions));
    if (!sql)
        return sql.error();
    session.output().result(*sql);
    return 0;
}

Result<int> runOn(MeasuredDatabase &database, const StampCommand &command, const StampPlan &plan,
    const LoadedProject &loaded, Session &session)
{
    const std::vector<RevisionTarget> targets = parsedTargets(command.revisions);
    const ReplanStamp replan = [&](const DatabaseState &measured) {
        return planStampFrom(loaded, targets, command.purge, measured);
    };
    Output &output = session.output();
    ProgressReport report(output, nullptr, session.options().verbose);
    const JournalFacts facts = journalFacts(QStringLiteral("stamp"), database.target, database.state.server,
        loaded.project.root, command.revisions.join(u' '));
    JournalRecorder recorder(facts, idTexts(plan.from), idTexts(plan.to), report, journalTrouble(output));
    const RunOutcome outcome = runStamp(*database.connection, plan, runSettings(command.run, loaded), replan,
        session.cancelToken(), recorder);
    shareWithTeam(*database.connection, recorder, output);
    if (session.options().json)
        output.result(outcomeJson(outcome, QStringLiteral("stamp"), nullptr));
    else if (outcome.result == RunResult::Succeeded || outcome.result == RunResult::NothingToDo)
        output.line(QStringLiteral("The database is stamped %1")
                        .arg(revisionList(outcome.endRows.value_or(plan.to))));
    reportOutcome(output, outcome, nullptr);
    return exitStatusOf(outcome);
}

} // namespace

Result<int> execute(const StampCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    if (command.sql)
        return printSql(command, session, **loaded);
    Result<MeasuredDatabase> database = measureDatabase(session, (*loaded)->project);
    if (!database)
        return database.error();
    const Result<StampPlan> plan
        = planStampFrom(**loaded, parsedTargets(command.revisions), command.purge, database->state);
    if (!plan)
        return plan.error();
    if (command.run.dryRun) {
        session.output().result(session.options().json ? stampJson(*plan) : stampText(*plan).toUtf8());
        return 0;
    }
    const Status confirmed = confirmTarget(database->target, command.run);
    if (!confirmed)
        return confirmed.error();
    closeUnfinishedRuns(database->state, session.output());
    return runOn(*database, command, *plan, **loaded, session);
}

} // namespace stillroom::cli

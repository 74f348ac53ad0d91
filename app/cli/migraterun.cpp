#include "app/cli/migraterun.h"

#include "app/cli/journaling.h"
#include "app/cli/planning.h"
#include "app/cli/planwriter.h"
#include "app/cli/runreport.h"
#include "app/cli/schemarun.h"
#include "app/project/pythonfinder.h"
#include "migrations/database/catalogueinspector.h"
#include "migrations/database/livecataloguereader.h"
#include "migrations/run/executor.h"

namespace stillroom::cli
{

namespace
{

Result<int> printSql(const MigrateRequest &request, Session &session, const LoadedProject &loaded)
{
    const Result<QString> sql = sqlOf(loaded, request.direction, request.revision);
    if (!sql)
        return sql.error();
    for (const QString &assumption : loaded.project.offline.assumptions)
        session.output().note(QStringLiteral("assumed: ") + assumption);
    session.output().result(*sql);
    return 0;
}

void printPlan(Session &session, const Plan &plan, const RunSettings &settings)
{
    if (session.options().json)
        session.output().result(planJson(plan));
    else
        session.output().result(planText(plan, &settings));
}

QString summary(const Plan &plan, const RunOutcome &outcome)
{
    const bool up = plan.direction == Direction::Upgrade;
    const int count = outcome.stepsCommitted;
    return QStringLiteral("%1 %2 %3 in %4 s; the database is at %5")
        .arg(up ? QStringLiteral("Applied") : QStringLiteral("Reverted"))
        .arg(count)
        .arg(count == 1 ? QStringLiteral("revision") : QStringLiteral("revisions"))
        .arg(double(outcome.durationMs) / 1000, 0, 'f', 2)
        .arg(revisionList(outcome.endRows.value_or(plan.to)));
}

/// The plan for the engine that was asked for.
Result<Plan> withEngine(Result<Plan> plan, EngineChoice engine)
{
    if (!plan || engine != EngineChoice::Python)
        return plan;
    return allProjectPython(std::move(*plan), QStringLiteral("asked for with --engine python"));
}

/// What runs the steps Stillroom cannot read, and a line that says so; nothing with --engine native.
Result<FoundPython> pythonOf(const MigrateRequest &request, const Plan &plan, const LoadedProject &loaded,
    const Target &target, const RunSettings &settings, Session &session)
{
    if (request.run.engine == EngineChoice::Native || plan.isNative())
        return FoundPython{};
    session.startApplication();
    Result<FoundPython> python = pythonForPlan(loaded, plan, target, settings, session.cancelToken());
    if (!python) {
        Error error = python.error();
        for (const PlanStep &step : plan.steps) {
            if (step.engine == Engine::NativeSql)
                continue;
            error.message
                = QStringLiteral("Revision %1 needs the project's own Python, and %2. Nothing was changed.")
                      .arg(step.revision.text(), error.message);
            error.place = step.engineReasons.empty() ? step.script : step.engineReasons.front().place;
            break;
        }
        return error;
    }
    session.output().note(QStringLiteral("Project Python: %1 (%2), alembic %3")
                              .arg(python->facts.path, python->facts.source, python->facts.alembicVersion));
    return python;
}

RunOutcome runOn(MeasuredDatabase &database, const MigrateRequest &request, const Plan &plan,
    const RunSettings &settings, const LoadedProject &loaded, RememberedBodies &bodies, PythonSteps *python,
    Session &session)
{
    const RevisionTarget target = RevisionTarget::parse(request.revision);
    const Replan replan = [&](const DatabaseState &measured) {
        return withEngine(runnablePlan(loaded, request.direction, target, measured, bodies,
                              session.cancelToken(), liveReader(*database.connection)),
            request.run.engine);
    };
    ProgressReport report(session.output(), &plan, session.options().verbose);
    const JournalFacts facts = journalFacts(directionName(request.direction), database.target,
        database.state.server, loaded.project.root, request.revision);
    JournalRecorder recorder(facts, plan, report, journalTrouble(session.output()));
    RunOutcome outcome
        = runPlan(*database.connection, plan, settings, replan, session.cancelToken(), recorder, python);
    shareWithTeam(*database.connection, recorder, session.output());
    return outcome;
}

} // namespace

Status confirmTarget(const Target &target, const RunOptions &options)
{
    if (target.kind != TargetKind::Production || options.yes)
        return Done{};
    return Error{.kind = ErrorKind::Refused,
        .message = QStringLiteral("%1 (%2) is a production database: add --yes to run there")
                       .arg(target.name, target.maskedUrl())};
}

Status meetRequirements(
    const Target &target, const std::vector<ProductionRequirement> &required, const ProductionFacts &facts)
{
    if (target.kind != TargetKind::Production)
        return Done{};
    const std::vector<ProductionRequirement> unmet = unmetRequirements(required, facts);
    if (unmet.empty())
        return Done{};
    QStringList names;
    QStringList options;
    for (const ProductionRequirement requirement : unmet) {
        names << requirementName(requirement);
        options << QStringLiteral("--confirm ") + requirementName(requirement);
    }
    QString message = QStringLiteral("%1 (%2) is a production database and production.require asks for: %3.")
                          .arg(target.name, target.maskedUrl(), names.join(QStringLiteral(", ")));
    if (unmet.front() == ProductionRequirement::Rehearsal && facts.needsRehearsal)
        message += QStringLiteral(" Rehearse exactly this upgrade first (stillroom-cli rehearse).");
    message += QStringLiteral(" When it is there, say so with %1.").arg(options.join(u' '));
    return Error{.kind = ErrorKind::Refused, .message = message};
}

namespace
{

/// Whether the run led where the rehearsal of the same plan had led; what cannot be read is no part of it.
void compareWithRehearsal(
    const Rehearsal &rehearsal, Connection &connection, const LoadedProject &loaded, Output &output)
{
    const Result<Schema> schema = readSchema(connection);
    if (!schema || !rehearsal.after)
        return;
    const NoiseFilter noise = comparisonNoise(loaded);
    const QString before = rehearsal.before ? shortFingerprint(*rehearsal.before, noise) : QString();
    const QString after = shortFingerprint(*schema, noise);
    if (after == shortFingerprint(*rehearsal.after, noise)) {
        output.note(QStringLiteral("Schema fingerprint %1 -> %2, as in the rehearsal").arg(before, after));
        return;
    }
    const size_t count = withoutImplied(diffSchemas(*rehearsal.after, *schema, {noise, {}})).size();
    output.note(
        QStringLiteral("Schema fingerprint %1 -> %2: %3 objects differ from what the rehearsal led to; see "
                       "stillroom-cli diff")
            .arg(before, after)
            .arg(count));
}

} // namespace

Result<int> migrate(const MigrateRequest &request, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    if (request.sql)
        return printSql(request, session, **loaded);
    Result<MeasuredDatabase> database = measureDatabase(session, (*loaded)->project);
    if (!database)
        return database.error();
    const RevisionTarget target = RevisionTarget::parse(request.revision);
    RememberedBodies bodies;
    // Locks and grades are worked out only to be shown.
    const Result<Plan> plan
        = withEngine(request.run.dryRun ? planFrom(**loaded, request.direction, target, database->state,
                         session.cancelToken(), liveReader(*database->connection))
                                        : runnablePlan(**loaded, request.direction, target, database->state,
                                            bodies, session.cancelToken(), liveReader(*database->connection)),
            request.run.engine);
    if (!plan)
        return plan.error();
    const RunSettings settings = runSettings(request.run, **loaded);
    if (request.run.dryRun) {
        printPlan(session, *plan, settings);
        return 0;
    }
    const Status confirmed = confirmTarget(database->target, request.run);
    if (!confirmed)
        return confirmed.error();
    const std::optional<Rehearsal> rehearsal
        = RehearsalStore().find(rehearsedDatabase(database->state.server), *plan);
    const ProductionFacts facts{request.direction == Direction::Upgrade && !plan->steps.empty(),
        rehearsal && rehearsal->outcome == RehearsalOutcome::Succeeded, request.run.confirmed};
    if (const Status met = meetRequirements(database->target, (*loaded)->settings.productionRequire, facts);
        !met)
        return met.error();
    const Result<FoundPython> python
        = pythonOf(request, *plan, **loaded, database->target, settings, session);
    if (!python)
        return python.error();
    closeUnfinishedRuns(database->state, session.output());
    const RunOutcome outcome
        = runOn(*database, request, *plan, settings, **loaded, bodies, python->steps.get(), session);
    Output &output = session.output();
    if (session.options().json)
        output.result(outcomeJson(outcome, directionName(request.direction), &*plan));
    else if (outcome.result == RunResult::Succeeded)
        output.line(summary(*plan, outcome));
    else if (outcome.result == RunResult::NothingToDo)
        output.line(QStringLiteral("Nothing to %1: the database is at %2")
                        .arg(directionName(request.direction), revisionList(plan->from)));
    reportOutcome(output, outcome, &*plan);
    if (outcome.result == RunResult::Succeeded && rehearsal)
        compareWithRehearsal(*rehearsal, *database->connection, **loaded, output);
    return exitStatusOf(outcome);
}

} // namespace stillroom::cli

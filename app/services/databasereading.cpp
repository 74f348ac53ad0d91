#include "app/services/databasereading.h"

#include "app/journal/journalrecorder.h"
#include "app/journal/sharedjournal.h"
#include "app/project/pythonfinder.h"
#include "app/project/scriptbodies.h"
#include "app/services/projectopening.h"
#include "app/services/runeventbatch.h"
#include "migrations/database/connectionparts.h"
#include "migrations/database/livecataloguereader.h"
#include "migrations/database/statereader.h"
#include "migrations/run/executor.h"

#include <QCoreApplication>

namespace stillroom
{

namespace
{

Result<DatabaseReading> readOn(DatabaseSession &session, const DatabaseQuestion &question)
{
    Result<DatabaseState> database = readDatabaseState(*session.connection, question.versionTable);
    if (!database)
        return database.error();
    std::vector<ConnectionPart> parts = connectionParts(session.route.settings);
    // The local end of a tunnel is no address a person knows.
    if (session.tunnel) {
        const auto port = partOf(parts, QStringLiteral("port"));
        database->server.host = partOf(parts, QStringLiteral("host"))->value;
        database->server.port = port ? port->value.toInt() : 0;
    }
    Standing standing = standingOf(*question.graph, *database);
    Result<LiveCatalogue> live = readLiveCatalogue(*session.connection);
    std::vector<EditedScript> edited = editedScripts(*session.connection, *question.graph, *database);
    return DatabaseReading{std::move(database).value(), std::move(standing),
        live ? std::make_shared<const LiveCatalogue>(std::move(live).value()) : nullptr, std::move(edited),
        std::move(parts)};
}

} // namespace

Result<DatabaseReading> openAndRead(DatabaseSession &session, const ConnectionRoute &route,
    const DatabaseQuestion &question, const CancelToken &cancel)
{
    session.disconnect();
    Result<RoutedConnection> opened = openRoute(route, cancel);
    if (!opened)
        return opened.error();
    session.route = route;
    session.tunnel = std::move(opened->tunnel);
    session.connection = std::move(opened->connection);
    return readOn(session, question);
}

Result<DatabaseReading> readAgain(
    DatabaseSession &session, const DatabaseQuestion &question, const CancelToken &cancel)
{
    if (!session.connection) {
        return Error{ErrorKind::Unreachable,
            QCoreApplication::translate("DatabaseReading", "There is no connection. Connect first.")};
    }
    if (session.connection->isOpen()) {
        Result<DatabaseReading> reading = readOn(session, question);
        if (reading || session.connection->isOpen())
            return reading;
    }
    const ConnectionRoute route = session.route;
    return openAndRead(session, route, question, cancel);
}

Result<Plan> planFor(const DatabaseQuestion &question, const DatabaseState &measured, Direction direction,
    const QString &target, LiveReader live, const CancelToken &cancel, bool judge)
{
    PlanRequestOptions options;
    options.versionTable = question.versionTable;
    options.versionTableExists = measured.versionTableExists;
    options.versionColumnWidth
        = measured.versionTableExists ? measured.versionColumnWidth : newVersionColumnWidth;
    options.assumptions = question.assumptions;
    options.judge = judge;
    EvaluatedBodies bodies(question.evaluation, false, std::move(live));
    Planner planner(*question.graph, bodies);
    Result<Plan> plan
        = planner.plan(direction, measured.rows, RevisionTarget::parse(target), options, cancel);
    if (plan)
        plan->assumptions += bodies.decided();
    return plan;
}

namespace
{

/// Nothing where the plan needs none or it is not allowed: the executor then says which step it misses.
Result<FoundPython> pythonOf(
    const Plan &plan, const RunSettings &settings, const ProjectSite &site, const CancelToken &cancel)
{
    if (plan.isNative() || !settings.projectPython)
        return FoundPython{};
    const auto loaded = loadProjectFolder(site.folder);
    if (!loaded)
        return loaded.error();
    return pythonForPlan(**loaded, plan, site.target, settings, cancel);
}

} // namespace

RunOutcome runOn(DatabaseSession &session, const DatabaseQuestion &question, const Plan &plan,
    const RunSettings &settings, const ProjectSite &site, const JournalFacts &journal,
    const CancelToken &cancel, RunEventBatch &events)
{
    const auto refused = [](const Error &error) {
        RunOutcome outcome;
        outcome.result = RunResult::Refused;
        outcome.error = error;
        return outcome;
    };
    if (!session.connection) {
        return refused(Error{ErrorKind::Unreachable,
            QCoreApplication::translate("DatabaseReading", "There is no connection. Connect first.")});
    }
    const Result<FoundPython> python = pythonOf(plan, settings, site, cancel);
    if (!python)
        return refused(python.error());
    const auto replan = [&](const DatabaseState &measured) {
        return planFor(
            question, measured, plan.direction, plan.target, liveReader(*session.connection), cancel, false);
    };
    // The journal's trouble is no trouble of the run; the Activity list shows what is missing.
    JournalRecorder recorder(journal, plan, events, {});
    RunOutcome outcome
        = runPlan(*session.connection, plan, settings, replan, cancel, recorder, python->steps.get());
    (void)shareRun(*session.connection, recorder);
    return outcome;
}

} // namespace stillroom

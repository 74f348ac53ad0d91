#include "app/services/databasereading.h"

#include "app/journal/journalrecorder.h"
#include "app/project/scriptbodies.h"
#include "app/services/runeventbatch.h"
#include "migrations/database/statereader.h"
#include "migrations/run/executor.h"

#include <QCoreApplication>

namespace stillroom
{

namespace
{

Result<DatabaseReading> readOn(Connection &connection, const DatabaseQuestion &question)
{
    Result<DatabaseState> database = readDatabaseState(connection, question.versionTable);
    if (!database)
        return database.error();
    Standing standing = standingOf(*question.graph, *database);
    return DatabaseReading{std::move(database).value(), std::move(standing)};
}

} // namespace

Result<DatabaseReading> openAndRead(DatabaseSession &session, const ConnectionSettings &settings,
    const DatabaseQuestion &question, const CancelToken &cancel)
{
    session.connection.reset();
    auto connection = Connection::open(settings, cancel);
    if (!connection)
        return connection.error();
    session.connection = std::move(connection).value();
    return readOn(*session.connection, question);
}

Result<DatabaseReading> readAgain(
    DatabaseSession &session, const DatabaseQuestion &question, const CancelToken &cancel)
{
    if (!session.connection) {
        return Error{ErrorKind::Unreachable,
            QCoreApplication::translate("DatabaseReading", "There is no connection. Connect first.")};
    }
    if (session.connection->isOpen()) {
        Result<DatabaseReading> reading = readOn(*session.connection, question);
        if (reading || session.connection->isOpen())
            return reading;
    }
    const ConnectionSettings settings = session.connection->settings();
    return openAndRead(session, settings, question, cancel);
}

Result<Plan> planFor(const DatabaseQuestion &question, const DatabaseState &measured, Direction direction,
    const QString &target, const CancelToken &cancel, bool judge)
{
    PlanRequestOptions options;
    options.versionTable = question.versionTable;
    options.versionTableExists = measured.versionTableExists;
    options.versionColumnWidth
        = measured.versionTableExists ? measured.versionColumnWidth : newVersionColumnWidth;
    options.assumptions = question.assumptions;
    options.judge = judge;
    EvaluatedBodies bodies;
    Planner planner(*question.graph, bodies);
    return planner.plan(direction, measured.rows, RevisionTarget::parse(target), options, cancel);
}

RunOutcome runOn(DatabaseSession &session, const DatabaseQuestion &question, const Plan &plan,
    const RunSettings &settings, const JournalFacts &journal, const CancelToken &cancel,
    RunEventBatch &events)
{
    if (!session.connection) {
        RunOutcome outcome;
        outcome.result = RunResult::Refused;
        outcome.error = Error{ErrorKind::Unreachable,
            QCoreApplication::translate("DatabaseReading", "There is no connection. Connect first.")};
        return outcome;
    }
    const auto replan = [&](const DatabaseState &measured) {
        return planFor(question, measured, plan.direction, plan.target, cancel, false);
    };
    // The journal's trouble is no trouble of the run; the Activity list shows what is missing.
    JournalRecorder recorder(journal, plan, events, {});
    return runPlan(*session.connection, plan, settings, replan, cancel, recorder);
}

} // namespace stillroom

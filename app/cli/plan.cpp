#include "app/cli/commands.h"
#include "app/cli/planning.h"
#include "app/cli/planwriter.h"
#include "app/cli/schemarun.h"
#include "app/project/planlint.h"
#include "migrations/database/livecataloguereader.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/graph/walk.h"

namespace stillroom::cli
{

namespace
{

/// The rows `--from` stands for: what the table would hold.
Result<DatabaseState> stateOf(const QString &from, const RevisionGraph &graph)
{
    DatabaseState state;
    for (const QString &part : from.split(u',', Qt::SkipEmptyParts)) {
        const Result<std::vector<int>> revisions
            = resolveTarget(graph, RevisionTarget::parse(part.trimmed()));
        if (!revisions)
            return revisions.error();
        for (const int index : *revisions)
            state.rows.push_back(graph.id(index));
    }
    state.versionTableExists = !state.rows.empty();
    return state;
}

/// Where the plan starts, and the connection it was measured through (none with `--from`).
struct Start {
    DatabaseState state;
    std::unique_ptr<Connection> connection;
};

Result<Start> startOf(const PlanCommand &command, Session &session, const LoadedProject &loaded)
{
    if (command.from) {
        Result<DatabaseState> state = stateOf(*command.from, *loaded.graph);
        if (!state)
            return state.error();
        return Start{std::move(*state), nullptr};
    }
    Result<MeasuredDatabase> database = measureDatabase(session, loaded.project);
    if (!database)
        return database.error();
    return Start{database->state, std::move(database->connection)};
}

QString rehearsalNote(const Plan &plan, const Start &start)
{
    if (!start.connection || plan.steps.empty() || plan.direction == Direction::Downgrade)
        return {};
    return u'\n' + rehearsalLine(RehearsalStore().find(rehearsedDatabase(start.state.server), plan)) + u'\n';
}

} // namespace

Result<int> execute(const PlanCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    const Result<Start> start = startOf(command, session, **loaded);
    if (!start)
        return start.error();
    Result<Plan> plan
        = planFrom(**loaded, command.direction, RevisionTarget::parse(command.revision), start->state,
            session.cancelToken(), start->connection ? liveReader(*start->connection) : LiveReader());
    if (!plan)
        return plan.error();
    const Result<std::vector<Finding>> findings
        = lintPlan(*plan, **loaded, runSettings({}, **loaded), start->connection.get());
    if (!findings)
        return findings.error();
    plan = withRisks(std::move(*plan), *findings);
    if (session.options().json)
        session.output().result(planJson(*plan));
    else
        session.output().result(planText(*plan) + rehearsalNote(*plan, *start));
    return 0;
}

} // namespace stillroom::cli

#include "app/cli/commands.h"
#include "app/cli/planning.h"
#include "app/cli/planwriter.h"
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

Result<DatabaseState> startOf(const PlanCommand &command, Session &session, const LoadedProject &loaded)
{
    if (command.from)
        return stateOf(*command.from, *loaded.graph);
    Result<MeasuredDatabase> database = measureDatabase(session, loaded.project);
    if (!database)
        return database.error();
    return database->state;
}

} // namespace

Result<int> execute(const PlanCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    const Result<DatabaseState> start = startOf(command, session, **loaded);
    if (!start)
        return start.error();
    const Result<Plan> plan = planFrom(
        **loaded, command.direction, RevisionTarget::parse(command.revision), *start, session.cancelToken());
    if (!plan)
        return plan.error();
    if (session.options().json)
        session.output().result(planJson(*plan));
    else
        session.output().result(planText(*plan));
    return 0;
}

} // namespace stillroom::cli

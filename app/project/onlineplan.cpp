#include "app/project/onlineplan.h"

namespace stillroom
{

PlanRequestOptions onlineOptions(const LoadedProject &loaded, const DatabaseState &state)
{
    return {.versionTable = loaded.project.online.versionTable,
        .versionTableExists = state.versionTableExists,
        .versionColumnWidth = state.versionTableExists ? state.versionColumnWidth : newVersionColumnWidth,
        .judge = true,
        .assumptions = loaded.project.online.assumptions};
}

Result<Plan> planFrom(const LoadedProject &loaded, Direction direction, const RevisionTarget &target,
    const DatabaseState &state, const CancelToken &cancel, LiveReader live)
{
    EvaluatedBodies bodies(loaded.project.evaluation, false, std::move(live));
    Planner planner(*loaded.graph, bodies);
    Result<Plan> plan = planner.plan(direction, state.rows, target, onlineOptions(loaded, state), cancel);
    if (plan)
        plan->assumptions += bodies.decided();
    return plan;
}

Result<Plan> runnablePlan(const LoadedProject &loaded, Direction direction, const RevisionTarget &target,
    const DatabaseState &state, RememberedBodies &bodies, const CancelToken &cancel, LiveReader live)
{
    bodies.setLive(std::move(live));
    bodies.setEvaluation(loaded.project.evaluation);
    bodies.restart();
    Planner planner(*loaded.graph, bodies);
    PlanRequestOptions options = onlineOptions(loaded, state);
    options.judge = false;
    Result<Plan> plan = planner.plan(direction, state.rows, target, options, cancel);
    if (plan)
        plan->assumptions += bodies.decided();
    return plan;
}

} // namespace stillroom

#include "app/project/schemacomparison.h"

#include "app/project/onlineplan.h"
#include "migrations/database/catalogueinspector.h"
#include "migrations/graph/revisiongraph.h"

#include <algorithm>

namespace stillroom
{

namespace
{

NoiseFilter noiseOf(const LoadedProject &loaded)
{
    NoiseFilter noise;
    noise.versionSchema = loaded.project.online.versionTable.schema;
    noise.versionTable = loaded.project.online.versionTable.table;
    return noise;
}

RehearsalRequest requestOf(const LoadedProject &loaded, const Plan &plan, const RehearsalOptions &options,
    const PlanRequestOptions &planning)
{
    RehearsalRequest request;
    request.plan = plan;
    request.place = options.place;
    request.rowsPerTable = options.rowsPerTable;
    request.fullCopy = options.fullCopy;
    request.goBack = options.goBack && plan.direction == Direction::Upgrade;
    request.noise = noiseOf(loaded);
    request.progress = options.progress;
    request.downgradeStep = [&loaded, planning](const RevisionId &revision) -> Result<PlanStep> {
        EvaluatedBodies bodies;
        Planner planner(*loaded.graph, bodies);
        return planner.step(loaded.graph->indexOf(revision), Direction::Downgrade, planning);
    };
    return request;
}

/// All steps from an empty database to the given rows, one after another.
Result<Plan> planFromBase(const LoadedProject &loaded, const std::vector<RevisionId> &rows,
    const PlanRequestOptions &options, const CancelToken &cancel)
{
    EvaluatedBodies bodies;
    Planner planner(*loaded.graph, bodies);
    Plan all;
    all.versionTable = options.versionTable;
    all.createsVersionTable = true;
    for (const RevisionId &row : rows) {
        Result<Plan> part
            = planner.plan(Direction::Upgrade, all.to, RevisionTarget::parse(row.text()), options, cancel);
        if (!part)
            return part.error();
        for (PlanStep &step : part->steps)
            all.steps.push_back(std::move(step));
        all.to = part->to;
    }
    return all;
}

std::vector<RevisionId> headIds(const RevisionGraph &graph)
{
    std::vector<RevisionId> ids;
    for (const int head : graph.heads())
        ids.push_back(graph.id(head));
    return ids;
}

int differences(const Schema &one, const Schema &other, const NoiseFilter &noise)
{
    return int(withoutImplied(diffSchemas(one, other, {noise, {}})).size());
}

} // namespace

Rehearsal rehearsePlan(const LoadedProject &loaded, const ConnectionSettings &live,
    const DatabaseState &state, const Plan &plan, const RehearsalOptions &options, const CancelToken &cancel)
{
    RehearsalRequest request = requestOf(loaded, plan, options, onlineOptions(loaded, state));
    request.live = live;
    return rehearse(request, cancel);
}

Result<Drift> findDrift(const LoadedProject &loaded, const ConnectionSettings &live,
    const DatabaseState &state, const RehearsalOptions &options, const CancelToken &cancel)
{
    Drift drift;
    auto connection = Connection::open(live, cancel);
    if (!connection)
        return connection.error();
    Result<Schema> schema = readSchema(**connection, cancel);
    if (!schema)
        return schema.error();
    drift.live = std::move(*schema);
    const bool unversioned = state.rows.empty() && state.tableCount > 0;
    const std::vector<RevisionId> rows = unversioned ? headIds(*loaded.graph) : state.rows;
    PlanRequestOptions planning = onlineOptions(loaded, state);
    planning.versionTableExists = false;
    planning.versionColumnWidth.reset();
    const Result<Plan> plan = planFromBase(loaded, rows, planning, cancel);
    if (!plan) {
        drift.unknownBecause = plan.error().message;
        return drift;
    }
    RehearsalOptions scratch = options;
    scratch.place = RehearsalPlace::PrivateServer;
    scratch.goBack = false;
    RehearsalRequest request = requestOf(loaded, *plan, scratch, planning);
    const NoiseFilter noise = request.noise;
    if (unversioned) {
        drift.proposal = StampProposal{{}, differences(Schema(), drift.live, noise), 0};
        drift.proposal->atBase = drift.proposal->differences;
        request.snapshot = [&](int step, const Schema &now) {
            const int found = differences(now, drift.live, noise);
            if (found <= drift.proposal->differences)
                drift.proposal = {plan->steps[size_t(step)].revision, found, drift.proposal->atBase};
        };
    }
    const Rehearsal rehearsal = rehearse(request, cancel);
    if (rehearsal.outcome == RehearsalOutcome::Cancelled)
        return *rehearsal.error;
    if (drift.proposal && drift.proposal->revision.isEmpty())
        drift.proposal.reset();
    if (rehearsal.outcome == RehearsalOutcome::Failed) {
        drift.unknownBecause = rehearsal.error->message;
        return drift;
    }
    if (unversioned) {
        drift.unknownBecause = QStringLiteral("the database records no revision");
        return drift;
    }
    drift.expected = rehearsal.after ? *rehearsal.after : Schema();
    drift.changes = withoutImplied(diffSchemas(drift.expected, drift.live, {noise, {}}));
    return drift;
}

} // namespace stillroom

#include "app/project/schemacomparison.h"

#include "app/journal/rehearsalstore.h"
#include "app/project/onlineplan.h"
#include "app/project/scriptchanges.h"
#include "migrations/database/catalogueinspector.h"
#include "migrations/database/privateserver.h"
#include "migrations/graph/revisiongraph.h"

#include <QStandardPaths>

#include <algorithm>

namespace stillroom
{

namespace
{

RehearsalRequest requestOf(const LoadedProject &loaded, const Plan &plan, const RehearsalOptions &options,
    const PlanRequestOptions &planning)
{
    RehearsalRequest request;
    request.plan = plan;
    request.place = options.place;
    request.rowsPerTable = options.rowsPerTable;
    request.fullCopy = options.fullCopy;
    request.goBack = options.goBack && plan.direction == Direction::Upgrade;
    request.noise = comparisonNoise(loaded);
    request.progress = options.progress;
    request.python = options.python;
    request.downgradeStep = [&loaded, planning](const RevisionId &revision) -> Result<PlanStep> {
        EvaluatedBodies bodies(loaded.project.evaluation);
        Planner planner(*loaded.graph, bodies);
        return planner.step(loaded.graph->indexOf(revision), Direction::Downgrade, planning);
    };
    return request;
}

/// All steps from an empty database to the given rows, one after another.
Result<Plan> planFromBase(const LoadedProject &loaded, const std::vector<RevisionId> &rows,
    const PlanRequestOptions &options, const CancelToken &cancel)
{
    EvaluatedBodies bodies(loaded.project.evaluation);
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

/// Runs from base are kept apart from rehearsals of live databases: what they depend on is the plan, the
/// program that ran it and the server it ran on.
RehearsalStore expectedStore()
{
    return RehearsalStore(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/stillroom/expected"));
}

std::optional<RehearsedDatabase> expectedKey(const Plan &plan)
{
    const Result<ServerBinaries> binaries = ServerBinaries::find();
    if (!binaries || !plan.isNative())
        return {};
    return RehearsedDatabase{QStringLiteral("Stillroom " STILLROOM_VERSION), {},
        QStringLiteral("PostgreSQL ") + binaries->version};
}

/// The steps of rows a database starts from as empty, rehearsed on the private server or kept from before.
Rehearsal rehearseFromBase(const LoadedProject &loaded, const Plan &plan, const RehearsalOptions &options,
    const PlanRequestOptions &planning, const CancelToken &cancel)
{
    const std::optional<RehearsedDatabase> key = expectedKey(plan);
    if (key) {
        if (std::optional<Rehearsal> kept = expectedStore().find(*key, plan))
            return std::move(*kept);
    }
    RehearsalOptions scratch = options;
    scratch.place = RehearsalPlace::PrivateServer;
    scratch.rowsPerTable = 0;
    scratch.fullCopy = false;
    scratch.goBack = false;
    Rehearsal rehearsal = rehearse(requestOf(loaded, plan, scratch, planning), cancel);
    if (key && rehearsal.outcome == RehearsalOutcome::Succeeded)
        (void)expectedStore().keep(*key, plan, rehearsal); // one that cannot be kept is run again
    return rehearsal;
}

/// True when the steps that lead to these rows are the first ones of the plan: its schema there is theirs.
bool isPrefix(
    const RevisionGraph &graph, const std::vector<RehearsedStep> &steps, const std::vector<RevisionId> &rows)
{
    const std::vector<bool> applied = graph.appliedSet(rows);
    bool ended = false;
    for (const RehearsedStep &step : steps) {
        const bool part = applied[size_t(graph.indexOf(step.revision))];
        if (part && ended)
            return false;
        ended = ended || !part;
    }
    return true;
}

/// The proposal of an unversioned database, its differences measured on a run to exactly these revisions
/// where that is another run than the one to all heads.
Result<std::optional<StampProposal>> findProposal(const LoadedProject &loaded, const Rehearsal &all,
    const Schema &live, const RehearsalOptions &options, const PlanRequestOptions &planning,
    const CancelToken &cancel)
{
    const NoiseFilter noise = comparisonNoise(loaded);
    std::optional<StampProposal> proposal = proposeStamp(*loaded.graph, all, live, noise);
    if (!proposal)
        return proposal;
    proposal->exact = isPrefix(*loaded.graph, all.steps, proposal->revisions);
    if (proposal->exact)
        return proposal;
    const Result<Plan> plan = planFromBase(loaded, proposal->revisions, planning, cancel);
    if (!plan)
        return proposal;
    const Rehearsal run = rehearseFromBase(loaded, *plan, options, planning, cancel);
    if (run.outcome == RehearsalOutcome::Cancelled)
        return *run.error;
    if (run.outcome == RehearsalOutcome::Succeeded && run.after) {
        proposal->differences = withoutImplied(diffSchemas(*run.after, live, {noise, {}}));
        proposal->exact = true;
    }
    return proposal;
}

} // namespace

NoiseFilter comparisonNoise(const LoadedProject &loaded)
{
    NoiseFilter noise;
    noise.versionSchema = loaded.project.online.versionTable.schema;
    noise.versionTable = loaded.project.online.versionTable.table;
    return noise;
}

Rehearsal orFromScripts(Rehearsal rehearsal, const Plan &plan, const Schema &live, const NoiseFilter &noise)
{
    const bool never = rehearsal.outcome == RehearsalOutcome::Failed && !rehearsal.before;
    if (!never || plan.steps.empty())
        return rehearsal;
    Rehearsal read = changesFromScripts(plan, live, noise);
    read.outcome = rehearsal.outcome;
    read.error = std::move(rehearsal.error);
    read.notes = std::move(rehearsal.notes) + read.notes;
    return read;
}

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
    drift.edited = editedScripts(**connection, *loaded.graph, state);
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
    Rehearsal rehearsal = rehearseFromBase(loaded, *plan, options, planning, cancel);
    if (rehearsal.outcome == RehearsalOutcome::Cancelled)
        return *rehearsal.error;
    if (unversioned) {
        Result<std::optional<StampProposal>> proposal
            = findProposal(loaded, rehearsal, drift.live, options, planning, cancel);
        if (!proposal)
            return proposal.error();
        drift.proposal = std::move(*proposal);
        drift.unknownBecause = QStringLiteral("the database records no revision");
        if (rehearsal.error)
            drift.unknownBecause += QStringLiteral("; %1").arg(rehearsal.error->message);
        return drift;
    }
    if (rehearsal.outcome == RehearsalOutcome::Failed) {
        drift.applied = std::move(rehearsal.steps);
        drift.unknownBecause = rehearsal.error->message;
        return drift;
    }
    drift.applied = std::move(rehearsal.steps);
    drift.expectedAt = rehearsal.at;
    drift.expected = rehearsal.after ? *rehearsal.after : Schema();
    drift.changes = withoutImplied(diffSchemas(drift.expected, drift.live, {comparisonNoise(loaded), {}}));
    return drift;
}

} // namespace stillroom

#include "app/services/pendingrisks.h"

#include "app/journal/journal.h"
#include "app/project/planlint.h"
#include "app/project/scriptbodies.h"
#include "app/services/rehearsing.h"
#include "app/services/workspaceprivate.h"
#include "migrations/database/livefactsreader.h"

#include <algorithm>

namespace stillroom
{

const PlanStep *PendingRisks::step(const RevisionId &revision) const
{
    const auto found = std::find_if(plan.steps.begin(), plan.steps.end(),
        [&](const PlanStep &step) { return step.revision == revision; });
    return found == plan.steps.end() ? nullptr : &*found;
}

std::vector<Finding> PendingRisks::of(const RevisionId &revision) const
{
    std::vector<Finding> result;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(result),
        [&](const Finding &finding) { return finding.revision == revision; });
    std::stable_sort(result.begin(), result.end(),
        [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    return result;
}

std::optional<Severity> worstRisk(const std::vector<Finding> &findings)
{
    const std::optional<Severity> worst = worstOf(findings);
    return worst == Severity::Info ? std::nullopt : worst;
}

std::shared_ptr<PendingRisks> preparePendingRisks(
    const DatabaseQuestion &question, const DatabaseState &measured, const LiveReader &live)
{
    Result<Plan> plan = planFor(question, measured, Direction::Upgrade, QStringLiteral("heads"), live);
    if (!plan)
        return nullptr;
    auto risks = std::make_shared<PendingRisks>();
    risks->plan = std::move(*plan);
    risks->rehearsal = keptRehearsal(measured.server, risks->plan);
    if (const Result<std::vector<JournalEntry>> entries = Journal().entries())
        risks->past = pastDurations(*entries, measured.server);
    return risks;
}

void readLiveSizes(PendingRisks &risks, Connection &connection)
{
    if (Result<LiveFacts> live = readLiveFacts(connection, lintedObjects(risks.plan)))
        risks.live = std::move(*live);
}

void judgePending(PendingRisks &risks, const LintedProject &project)
{
    LintOptions options = lintOptions(risks.plan, project.root, project.ignored);
    options.transaction = project.run.transaction.value_or(TransactionMode::Single);
    options.hasLockTimeout = project.run.lockTimeout.value_or(std::chrono::milliseconds{0}).count() > 0;
    if (risks.live.serverVersion > 0)
        options.live = &risks.live;
    if (risks.rehearsal)
        options.measured = rehearsedTimes(risks.plan, *risks.rehearsal);
    risks.findings = lint(risks.plan, options);
    std::map<RevisionId, std::vector<Finding>> byRevision;
    for (const Finding &finding : risks.findings)
        byRevision[finding.revision].push_back(finding);
    for (const PlanStep &step : risks.plan.steps) {
        risks.engines.insert(step.revision, step.engine);
        if (step.engine == Engine::NativeSql)
            risks.worst.insert(step.revision, worstRisk(byRevision[step.revision]));
    }
}

std::vector<Finding> findingsAlone(const PlanStep &step)
{
    Plan plan;
    plan.steps = {step};
    LintOptions options;
    options.eachRevisionAlone = true;
    options.transaction = TransactionMode::PerMigration;
    if (const Result<QByteArray> text = readScript(step.script.path)) {
        if (Result<ScriptTraits> traits = readTraits(*text, step.script.path, {}))
            options.traits.emplace(step.revision, std::move(*traits));
    }
    std::vector<Finding> findings = lint(plan, options);
    // Of the run as a whole nothing is known here.
    std::erase_if(findings, [](const Finding &finding) { return finding.revision.isEmpty(); });
    return findings;
}

void Workspace::Private::readPendingRisks()
{
    const WorkspaceState &state = *q.m_state;
    const quint64 token = m_connectionToken;
    if (state.pending.empty() || !state.database || !state.project || !state.unknownRows.empty())
        return;
    const LintedProject project{state.project->root, state.lintIgnored, state.runDefaults};
    const auto publish = [this, token](const std::shared_ptr<PendingRisks> &risks) {
        if (token == m_connectionToken)
            change([&](WorkspaceState &changed) { changed.pendingRisks = risks; });
    };
    const auto measure = [this, token, project, publish](const std::shared_ptr<PendingRisks> &risks) {
        if (token != m_connectionToken || !risks)
            return;
        worker().request(
            &q,
            [risks](DatabaseSession &session) {
                if (session.connection && session.connection->isOpen())
                    readLiveSizes(*risks, *session.connection);
                return risks;
            },
            [this, project, publish](const std::shared_ptr<PendingRisks> &measured) {
                background(
                    &q,
                    [measured, project] {
                        judgePending(*measured, project);
                        return measured;
                    },
                    publish);
            });
    };
    background(
        &q,
        [question = question(), database = *state.database, live = m_live] {
            const LiveReader reader = [live]() -> Result<LiveCatalogue> { return *live; };
            return preparePendingRisks(question, database, live ? reader : LiveReader());
        },
        measure);
}

} // namespace stillroom

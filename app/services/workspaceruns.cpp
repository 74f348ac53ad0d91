#include "app/project/codehash.h"
#include "app/services/workspaceprivate.h"

namespace stillroom
{

namespace
{

JournalFacts journalFactsOf(const WorkspaceState &state, const Plan &plan)
{
    JournalFacts facts;
    facts.action
        = plan.direction == Direction::Upgrade ? QStringLiteral("upgrade") : QStringLiteral("downgrade");
    facts.program = QStringLiteral("stillroom");
    facts.target = plan.target;
    if (state.project)
        facts.project = state.project->root;
    if (state.target) {
        facts.targetName = state.target->name;
        facts.targetUrl = state.target->maskedUrl();
    }
    if (state.database) {
        const ServerFacts &server = state.database->server;
        facts.database = server.database;
        facts.databaseUser = server.user;
        facts.databaseHost = server.host;
        facts.serverVersion = server.version;
        facts.systemIdentifier = server.systemIdentifier;
    }
    return facts;
}

} // namespace

quint64 Workspace::Private::plan(const PlanRequest &request)
{
    const quint64 number = ++m_lastRequest;
    const quint64 token = m_projectToken;
    const QString root = q.m_state->project ? q.m_state->project->root : QString();
    using Answer = std::pair<Result<Plan>, QString>;
    const auto compute
        = [question = question(), database = q.m_state->database, live = m_live, request]() -> Result<Plan> {
        if (!database) {
            return Error{ErrorKind::Unreachable,
                Workspace::tr("There is no connection, so nobody knows where to start. Connect first.")};
        }
        const LiveReader reader = [live]() -> Result<LiveCatalogue> { return *live; };
        return planFor(question, *database, request.direction, request.target, live ? reader : LiveReader());
    };
    background(
        &q,
        [compute, root]() -> Answer {
            Result<Plan> plan = compute();
            const bool runsCode = plan && !plan->isNative();
            return {std::move(plan), runsCode ? projectCodeHash(root) : QString()};
        },
        [this, number, token](const Answer &answer) {
            if (token != m_projectToken)
                return;
            const Result<Plan> &plan = answer.first;
            if (!answer.second.isEmpty() && answer.second != q.m_state->codeHash)
                change([&](WorkspaceState &state) { state.codeHash = answer.second; });
            if (plan)
                Q_EMIT q.planReady(number, *plan);
            else
                Q_EMIT q.planRefused(number, plan.error());
        });
    return number;
}

void Workspace::Private::startRun(const Plan &plan, const RunSettings &settings)
{
    if (q.m_state->running || q.m_state->phase != ConnectionPhase::Connected) {
        RunOutcome outcome;
        outcome.result = RunResult::Refused;
        outcome.error = Error{ErrorKind::Refused,
            q.m_state->running ? Workspace::tr("Another run is in progress.")
                               : Workspace::tr("There is no connection. Connect first.")};
        // Queued, so that the caller has returned before it hears the end.
        QMetaObject::invokeMethod(
            &q, [this, outcome] { Q_EMIT q.runFinished(outcome); }, Qt::QueuedConnection);
        return;
    }
    m_runCancel = {};
    m_events = std::make_shared<RunEventBatch>();
    change([&](WorkspaceState &state) {
        state.running = true;
        state.runDirection = plan.direction;
    });
    m_eventTimer.start();
    worker().request(
        &q,
        [question = question(), plan, settings,
            site = ProjectSite{m_folder, q.m_state->target.value_or(Target())},
            journal = journalFactsOf(*q.m_state, plan), cancel = m_runCancel,
            events = m_events](DatabaseSession &session) {
            return runOn(session, question, plan, settings, site, journal, cancel, *events);
        },
        [this](const RunOutcome &outcome) { onRunEnded(outcome); });
}

void Workspace::Private::forwardEvents()
{
    const std::vector<TimedRunEvent> events = m_events->take();
    if (!events.empty())
        Q_EMIT q.runEvents(events);
}

void Workspace::Private::onRunEnded(const RunOutcome &outcome)
{
    m_eventTimer.stop();
    forwardEvents();
    change([](WorkspaceState &state) { state.running = false; });
    Q_EMIT q.runFinished(outcome);
    measureAgain();
}

} // namespace stillroom

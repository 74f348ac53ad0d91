#include "app/services/connectionattempt.h"
#include "app/services/sampleproject.h"
#include "app/services/workspaceprivate.h"
#include "migrations/database/statereader.h"

#include <QStandardPaths>

namespace stillroom
{

namespace
{

void forgetDatabase(WorkspaceState &state)
{
    state.connectionError.reset();
    state.database.reset();
    state.connectionParts.clear();
    state.sync = SyncState::Unknown;
    state.applied.clear();
    state.pending.clear();
    state.unknownRows.clear();
    state.edited.clear();
    state.pendingRisks.reset();
}

} // namespace

DatabaseWorker &Workspace::Private::worker()
{
    if (!m_worker)
        m_worker = std::make_unique<DatabaseWorker>();
    return *m_worker;
}

DatabaseQuestion Workspace::Private::question() const
{
    DatabaseQuestion question;
    question.graph = q.m_state->graph ? q.m_state->graph : std::make_shared<const RevisionGraph>();
    if (q.m_state->project) {
        question.versionTable = q.m_state->project->online.versionTable;
        question.evaluation = q.m_state->project->evaluation;
        question.assumptions = q.m_state->project->online.assumptions;
    }
    return question;
}

void Workspace::Private::connectTo(const TargetChoice &choice)
{
    m_connectCancel.cancel();
    m_connectCancel = {};
    const quint64 token = ++m_connectionToken;
    change([&](WorkspaceState &state) {
        forgetDatabase(state);
        state.target = choice.target;
        state.phase = ConnectionPhase::Connecting;
    });
    keepChoice(choice);
    withPassword(choice, [this, token](const TargetChoice &complete) {
        if (token == m_connectionToken)
            openConnection(complete, token);
    });
}

void Workspace::Private::openConnection(const TargetChoice &choice, quint64 token)
{
    const Result<ConnectionRoute> route = routeOf(choice);
    if (!route) {
        onReading(token, route.error());
        return;
    }
    worker().request(
        &q,
        [route = *route, question = question(), cancel = m_connectCancel](
            DatabaseSession &session) { return openAndRead(session, route, question, cancel); },
        [this, token, choice](const Result<DatabaseReading> &reading) {
            onReading(token, reading);
            if (token == m_connectionToken && reading)
                keepPassword(choice);
        });
}

void Workspace::Private::disconnectTarget()
{
    m_connectCancel.cancel();
    ++m_connectionToken;
    if (m_worker) {
        m_worker->request(
            &q,
            [](DatabaseSession &session) {
                session.disconnect();
                return true;
            },
            [](bool) {});
    }
    change([](WorkspaceState &state) {
        forgetDatabase(state);
        state.target.reset();
        state.phase = ConnectionPhase::NotConnected;
    });
}

void Workspace::Private::measureAgain()
{
    const ConnectionPhase phase = q.m_state->phase;
    if (q.m_state->running || phase == ConnectionPhase::NotConnected || phase == ConnectionPhase::Connecting)
        return;
    const quint64 token = ++m_connectionToken;
    worker().request(
        &q,
        [question = question(), cancel = m_connectCancel](
            DatabaseSession &session) { return readAgain(session, question, cancel); },
        [this, token](const Result<DatabaseReading> &reading) { onReading(token, reading); });
}

void Workspace::Private::onReading(quint64 token, const Result<DatabaseReading> &reading)
{
    if (token != m_connectionToken)
        return;
    m_live = reading ? reading->live : nullptr;
    change([&](WorkspaceState &state) {
        forgetDatabase(state);
        state.readAt = QDateTime::currentDateTime();
        if (!reading) {
            state.phase = ConnectionPhase::Failed;
            state.connectionError = reading.error();
            state.sync = syncStateOf(reading.error());
            return;
        }
        state.phase = ConnectionPhase::Connected;
        state.database = reading->database;
        state.connectionParts = reading->parts;
        state.sync = reading->standing.sync;
        state.applied = reading->standing.applied;
        state.pending = reading->standing.pending;
        state.unknownRows = reading->standing.unknownRows;
        state.edited = reading->edited;
    });
    readPendingRisks();
}

quint64 Workspace::Private::test(const TargetChoice &choice)
{
    const quint64 request = ++m_lastRequest;
    withPassword(choice, [this, request](const TargetChoice &complete) {
        background(
            &q,
            [complete, versionTable = question().versionTable] {
                return tryConnection(complete, versionTable, {});
            },
            [this, request](const ConnectionTest &test) { Q_EMIT q.connectionTested(request, test); });
    });
    return request;
}

void Workspace::Private::openSample()
{
    const quint64 token = ++m_projectToken;
    change([](WorkspaceState &state) {
        state.activity = Workspace::tr("Starting a private PostgreSQL for the sample project…");
    });
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/stillroom");
    worker().request(
        &q, [folder](DatabaseSession &session) { return prepareSample(session, folder); },
        [this, token](const Result<SampleSite> &site) {
            if (token == m_projectToken)
                onSample(site);
        });
}

void Workspace::Private::onSample(const Result<SampleSite> &site)
{
    change([](WorkspaceState &state) { state.activity.clear(); });
    if (!site) {
        Q_EMIT q.projectRefused(site.error());
        return;
    }
    m_sample = site->target;
    openFolder(site->folder);
}

} // namespace stillroom

#pragma once

#include "app/services/workspace.h"
#include "migrations/graph/revisiongraph.h"

#include <QStringList>

namespace stillroom
{

/// A workspace of values: states are set by the test, requests are written down, no thread is started.
class FakeWorkspace : public Workspace
{
public:
    using Workspace::setState;

    QStringList calls; ///< "openProject /x", "connectTo dev", "refresh", …
    TargetChoice lastTarget;
    PlanRequest lastPlan;
    RevisionRequest lastRevision;
    QString lastAllowedCode;

    void openProject(const QString &folder) override { calls << QStringLiteral("openProject ") + folder; }
    void closeProject() override { calls << QStringLiteral("closeProject"); }
    void openSampleProject() override { calls << QStringLiteral("openSampleProject"); }
    void connectTo(const TargetChoice &target) override
    {
        lastTarget = target;
        calls << QStringLiteral("connectTo ") + target.target.name;
    }
    void disconnectTarget() override { calls << QStringLiteral("disconnectTarget"); }
    quint64 testConnection(const TargetChoice &target) override
    {
        lastTarget = target;
        calls << QStringLiteral("testConnection ") + target.target.name;
        return ++m_request;
    }
    void refresh() override { calls << QStringLiteral("refresh"); }
    quint64 requestPlan(const PlanRequest &request) override
    {
        lastPlan = request;
        calls << QStringLiteral("requestPlan ") + request.target;
        return ++m_request;
    }
    quint64 requestRevision(const RevisionId &revision) override
    {
        calls << QStringLiteral("requestRevision ") + revision.text();
        return ++m_request;
    }
    quint64 requestChecklist() override
    {
        calls << QStringLiteral("requestChecklist");
        return ++m_request;
    }
    quint64 requestStartup() override
    {
        calls << QStringLiteral("requestStartup");
        return ++m_request;
    }
    quint64 requestChanges(const QString &revision, const QString &allowedCode) override
    {
        lastAllowedCode = allowedCode;
        calls << QStringLiteral("requestChanges ") + revision;
        return ++m_request;
    }
    quint64 requestPython() override
    {
        calls << QStringLiteral("requestPython");
        return ++m_request;
    }
    quint64 makeRevision(const RevisionRequest &request) override
    {
        lastRevision = request;
        calls << QStringLiteral("makeRevision");
        return ++m_request;
    }
    void cancelRevision() override { calls << QStringLiteral("cancelRevision"); }
    quint64 requestTargets(const QStringList &names) override
    {
        calls << QStringLiteral("requestTargets ") + names.join(u' ');
        return ++m_request;
    }
    void cancelTargets() override { calls << QStringLiteral("cancelTargets"); }
    quint64 requestTeamJournal() override
    {
        calls << QStringLiteral("requestTeamJournal");
        return ++m_request;
    }
    quint64 createTeamJournal() override
    {
        calls << QStringLiteral("createTeamJournal");
        return ++m_request;
    }
    quint64 lastRequest() const { return m_request; }
    quint64 findRehearsal(const Plan &) override
    {
        calls << QStringLiteral("findRehearsal");
        return ++m_request;
    }
    quint64 requestRehearsal(const Plan &, bool projectPython) override
    {
        calls << QStringLiteral("requestRehearsal %1").arg(int(projectPython));
        return ++m_request;
    }
    void cancelRehearsal() override { calls << QStringLiteral("cancelRehearsal"); }
    void cancelChanges() override { calls << QStringLiteral("cancelChanges"); }
    void startRun(const Plan &, const RunSettings &) override { calls << QStringLiteral("startRun"); }
    void cancelRun() override { calls << QStringLiteral("cancelRun"); }

private:
    quint64 m_request = 0;
};

/// A straight line of `count` revisions r01 … with a project called people-core around it.
inline WorkspaceState projectState(int count)
{
    std::vector<Revision> revisions;
    for (int i = 1; i <= count; ++i) {
        Revision revision;
        revision.id = RevisionId(QStringLiteral("r%1").arg(i, 2, 10, QLatin1Char('0')));
        if (i > 1)
            revision.downRevisions = {revisions.back().id};
        revision.message = QStringLiteral("Revision number %1").arg(i);
        revisions.push_back(revision);
    }
    WorkspaceState state;
    Project project;
    project.name = QStringLiteral("people-core");
    project.root = QStringLiteral("/srv/people-core");
    project.scriptLocation = QStringLiteral("/srv/people-core/migrations");
    state.project = project;
    state.graph = std::make_shared<const RevisionGraph>(revisions);
    state.readAt = QDateTime(QDate(2026, 11, 22), QTime(10, 42, 7));
    return state;
}

/// projectState() connected to hr_production with the first `applied` revisions applied.
inline WorkspaceState connectedState(int count, int applied, TargetKind kind)
{
    WorkspaceState state = projectState(count);
    Target target;
    target.name = QStringLiteral("DATABASE_URL");
    target.kind = kind;
    target.url = QStringLiteral("postgresql://hr_app@db-prod-2:5432/hr_production");
    state.target = target;
    state.targets = {target};
    state.phase = ConnectionPhase::Connected;
    DatabaseState database;
    database.server.version = QStringLiteral("15.6");
    database.server.database = QStringLiteral("hr_production");
    database.server.host = QStringLiteral("db-prod-2");
    database.server.port = 5432;
    database.server.user = QStringLiteral("hr_app");
    database.versionTableExists = applied > 0;
    for (int i = 0; i < count; ++i)
        (i < applied ? state.applied : state.pending).push_back(state.graph->id(i));
    if (applied > 0)
        database.rows = {state.graph->id(applied - 1)};
    state.database = database;
    state.sync = applied == count ? SyncState::AtHead : SyncState::Behind;
    return state;
}

} // namespace stillroom

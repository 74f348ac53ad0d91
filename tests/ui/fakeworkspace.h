#pragma once

#include "app/services/workspace.h"
#include "migrations/graph/revisiongraph.h"

#include <QMetaObject>
#include <QStringList>

namespace stillroom::test
{

/// A workspace of values: no files, no server. Answers like the real one: later, from the event loop.
class FakeWorkspace final : public Workspace
{
public:
    using Workspace::Workspace;

    void publish(WorkspaceState state) { setState(std::move(state)); }
    WorkspaceState copy() const { return *state(); }

    void refresh() override { ++refreshes; }
    quint64 requestPlan(const PlanRequest &request) override
    {
        planRequests.push_back(request);
        const quint64 number = ++m_request;
        QMetaObject::invokeMethod(
            this,
            [this, number] {
                if (planError)
                    Q_EMIT planRefused(number, *planError);
                else
                    Q_EMIT planReady(number, plan);
            },
            Qt::QueuedConnection);
        return number;
    }
    quint64 requestRevision(const RevisionId &revision) override
    {
        const quint64 number = ++m_request;
        QMetaObject::invokeMethod(
            this,
            [this, number, revision] {
                RevisionSql answer = sql;
                answer.revision = revision;
                Q_EMIT revisionRead(number, answer);
            },
            Qt::QueuedConnection);
        return number;
    }
    quint64 requestTargets(const QStringList &) override { return lastTargets = ++m_request; }
    quint64 requestPython() override
    {
        ++pythonRequests;
        return lastPython = ++m_request;
    }
    quint64 requestTeamJournal() override { return lastTeam = ++m_request; }
    void startRun(const Plan &started, const RunSettings &settings) override
    {
        runs.push_back({started, settings});
        WorkspaceState running = copy();
        running.running = true;
        publish(running);
    }
    void cancelRun() override { ++cancels; }
    quint64 findRehearsal(const Plan &) override { return kept = ++m_request; }
    quint64 requestRehearsal(const Plan &, bool projectPython) override
    {
        rehearsals.push_back(projectPython);
        return lastRehearsal = ++m_request;
    }
    void cancelRehearsal() override { ++rehearsalCancels; }
    QString rehearsalProgress() const override { return QStringLiteral("Step 2 of 5: 3fa91c60d7be"); }

    void tell(const QDateTime &at, RunEvent event) { Q_EMIT runEvents({{at, std::move(event)}}); }
    void end(const RunOutcome &outcome)
    {
        WorkspaceState ended = copy();
        ended.running = false;
        publish(ended);
        Q_EMIT runFinished(outcome);
    }

    Plan plan;
    std::optional<Error> planError;
    RevisionSql sql;
    std::vector<PlanRequest> planRequests;
    std::vector<std::pair<Plan, RunSettings>> runs;
    int cancels = 0;
    int rehearsalCancels = 0;
    int pythonRequests = 0;
    quint64 lastPython = 0;
    quint64 kept = 0; ///< number of the newest question for a kept rehearsal
    quint64 lastRehearsal = 0;
    quint64 lastTargets = 0;
    quint64 lastTeam = 0;
    std::vector<bool> rehearsals; ///< one a request: whether the project's Python may run
    int refreshes = 0;

private:
    quint64 m_request = 0;
};

/// "id: parent parent | message | date", oldest first, as a graph.
inline std::shared_ptr<const RevisionGraph> graphFromText(const QString &text)
{
    std::vector<Revision> revisions;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList parts = line.split(u'|');
        Revision revision;
        revision.id = RevisionId(parts[0].section(u':', 0, 0).trimmed());
        for (const QString &parent : parts[0].section(u':', 1).split(u' ', Qt::SkipEmptyParts))
            revision.downRevisions.push_back(RevisionId(parent));
        revision.message = parts.value(1).trimmed();
        revision.doc = revision.message;
        revision.createDate = parts.value(2).trimmed();
        revision.place
            = {QStringLiteral("/srv/people-core/migrations/versions/%1_%2.py")
                    .arg(revision.id.text(), QString(revision.message).replace(u' ', u'_').toLower()),
                9, 0};
        revisions.push_back(revision);
    }
    return std::make_shared<const RevisionGraph>(std::move(revisions));
}

/// The newer half of the sample project: two branches, a merge, six revisions from 8b5e0a47f3c1 to the head.
inline QString sampleRevisions()
{
    return QStringLiteral(
        "1c7e94ab20f6: | Add employee manager link | 2026-09-08 09:12:00\n"
        "a3c80d5f7e19: 1c7e94ab20f6 | Index employees by manager | 2026-09-11 09:12:00\n"
        "96e2b1f7a0d3: a3c80d5f7e19 | Create leave requests | 2026-09-22 09:12:00\n"
        "70ac5d9e1f48: a3c80d5f7e19 | Create salary bands | 2026-09-29 09:12:00\n"
        "4bd7039ce6f2: 96e2b1f7a0d3 | Convert leave status to enum | 2026-09-30 09:12:00\n"
        "2e9f60c3b7d1: 70ac5d9e1f48 | Create payroll runs and payslips | 2026-10-06 09:12:00\n"
        "f15e8c2a94b7: 4bd7039ce6f2 | Track leave request approver | 2026-10-09 09:12:00\n"
        "d84b17ea5c20: 2e9f60c3b7d1 | Add payslip line items | 2026-10-13 09:12:00\n"
        "c6f3d0812e9a: f15e8c2a94b7 d84b17ea5c20 | Merge payroll into main | 2026-10-14 09:12:00\n"
        "a91c2e7f0b64: c6f3d0812e9a | Add employee preferred name | 2026-10-21 09:12:00\n"
        "8b5e0a47f3c1: a91c2e7f0b64 | Add leave carry-over policy | 2026-11-03 09:12:00\n"
        "7d20f4b8c19e: 8b5e0a47f3c1 | Add candidate stage \"Offer\" | 2026-11-16 09:12:00\n"
        "3fa91c60d7be: 8b5e0a47f3c1 | Add employee work email | 2026-11-16 09:12:00\n"
        "b06e92c7d418: 7d20f4b8c19e | Index candidates by stage | 2026-11-17 09:12:00\n"
        "51d8b3e9a270: 3fa91c60d7be | Backfill employee work email | 2026-11-18 09:12:00\n"
        "e7a4c1f09b32: 51d8b3e9a270 b06e92c7d418 | Merge recruiting into main | 2026-11-19 09:12:00\n"
        "9c2f7d10e6a5: e7a4c1f09b32 | Require employee work email | 2026-11-19 16:04:11\n");
}

inline WorkspaceState openState(const QString &revisions)
{
    WorkspaceState state;
    state.graph = graphFromText(revisions);
    state.project.emplace();
    state.project->name = QStringLiteral("people-core");
    state.project->root = QStringLiteral("/srv/people-core");
    state.project->versionLocations = {QStringLiteral("/srv/people-core/migrations/versions")};
    return state;
}

inline std::vector<RevisionId> ids(const QString &text)
{
    std::vector<RevisionId> result;
    for (const QString &id : text.split(u' ', Qt::SkipEmptyParts))
        result.emplace_back(id);
    return result;
}

/// As measured on a database whose version table holds `rows`.
inline WorkspaceState connectedState(
    WorkspaceState state, const QString &rows, const QString &applied, const QString &pending)
{
    state.phase = ConnectionPhase::Connected;
    state.database.emplace();
    state.database->server.database = QStringLiteral("hr_staging");
    state.database->server.host = QStringLiteral("db-stg-1");
    state.database->versionTableExists = true;
    state.database->rows = ids(rows);
    state.target.emplace();
    state.target->name = QStringLiteral("STAGING");
    state.target->kind = TargetKind::Staging;
    state.applied = ids(applied);
    state.pending = ids(pending);
    state.sync = state.pending.empty() ? SyncState::AtHead : SyncState::Behind;
    return state;
}

inline WorkspaceState sampleState()
{
    WorkspaceState state = connectedState(openState(sampleRevisions()), QStringLiteral("8b5e0a47f3c1"),
        QStringLiteral(
            "1c7e94ab20f6 a3c80d5f7e19 96e2b1f7a0d3 70ac5d9e1f48 4bd7039ce6f2 2e9f60c3b7d1 f15e8c2a94b7 "
            "d84b17ea5c20 c6f3d0812e9a a91c2e7f0b64 8b5e0a47f3c1"),
        QStringLiteral("7d20f4b8c19e 3fa91c60d7be b06e92c7d418 51d8b3e9a270 e7a4c1f09b32 9c2f7d10e6a5"));
    for (const Revision &revision : state.graph->revisions()) {
        RevisionFacts facts;
        facts.engineKnown = true;
        facts.engine
            = revision.id.text() == QLatin1String("51d8b3e9a270") ? Engine::ProjectPython : Engine::NativeSql;
        facts.statementCount = 1;
        facts.riskKnown = facts.engine == Engine::NativeSql;
        if (revision.id.text() == QLatin1String("9c2f7d10e6a5"))
            facts.risk = Severity::High;
        else if (revision.id.text() == QLatin1String("b06e92c7d418"))
            facts.risk = Severity::Medium;
        facts.tables = {QStringLiteral("employees")};
        facts.sql = QStringLiteral("ALTER TABLE employees ADD COLUMN c_%1 text").arg(revision.id.text());
        state.facts.insert(revision.id, facts);
    }
    return state;
}

inline PlanStep step(const QString &id, const QString &message, const QStringList &statements)
{
    PlanStep step;
    step.revision = RevisionId(id);
    step.message = message;
    step.to = {step.revision};
    step.downgradeGrade = DowngradeGrade::Real;
    for (const QString &sql : statements) {
        PlannedStatement planned;
        planned.statement.sql = sql;
        planned.statement.place
            = {QStringLiteral("/srv/people-core/migrations/versions/%1_x.py").arg(id), 14, 0};
        planned.locksKnown = true;
        const QString table = sql.contains(QStringLiteral("candidates")) ? QStringLiteral("candidates")
                                                                         : QStringLiteral("employees");
        if (!sql.startsWith(QStringLiteral("ALTER TYPE"))) {
            const LockMode mode = sql.startsWith(QStringLiteral("CREATE INDEX")) ? LockMode::Share
                                                                                 : LockMode::AccessExclusive;
            planned.locks.push_back({table, mode});
        }
        step.statements.push_back(planned);
    }
    return step;
}

inline Plan samplePlan()
{
    Plan plan;
    plan.target = QStringLiteral("head");
    plan.from = ids(QStringLiteral("8b5e0a47f3c1"));
    plan.to = ids(QStringLiteral("9c2f7d10e6a5"));
    plan.steps = {
        step(QStringLiteral("7d20f4b8c19e"), QStringLiteral("Add candidate stage \"Offer\""),
            {QStringLiteral("ALTER TYPE candidate_stage ADD VALUE 'offer' AFTER 'interview'")}),
        step(QStringLiteral("3fa91c60d7be"), QStringLiteral("Add employee work email"),
            {QStringLiteral("ALTER TABLE employees ADD COLUMN work_email VARCHAR(254)")}),
        step(QStringLiteral("b06e92c7d418"), QStringLiteral("Index candidates by stage"),
            {QStringLiteral("CREATE INDEX ix_candidates_stage ON candidates (stage, applied_on)")}),
        step(QStringLiteral("e7a4c1f09b32"), QStringLiteral("Merge recruiting into main"), {}),
        step(QStringLiteral("9c2f7d10e6a5"), QStringLiteral("Require employee work email"),
            {QStringLiteral("DROP INDEX ix_employees_login"),
                QStringLiteral("ALTER TABLE employees ALTER COLUMN work_email SET NOT NULL"),
                QStringLiteral(
                    "ALTER TABLE employees ADD CONSTRAINT uq_employees_work_email UNIQUE (work_email)")}),
    };
    return plan;
}

} // namespace stillroom::test

#include "migrations/plan/planner.h"

#include "migrations/graph/walk.h"
#include "migrations/plan/judgement.h"
#include "migrations/plan/versiontable.h"

#include <algorithm>

namespace stillroom
{
namespace
{

QString functionName(Direction direction)
{
    return direction == Direction::Upgrade ? QStringLiteral("upgrade()") : QStringLiteral("downgrade()");
}

Error raises(const Revision &revision, Direction direction)
{
    return Error{.kind = ErrorKind::BrokenProject,
        .message
        = QStringLiteral("%1 of revision %2 raises an error on purpose, so nothing can run past it. Choose a "
                         "target on this side of it.")
              .arg(functionName(direction), revision.id.text()),
        .place = revision.place};
}

/// An id the version column cannot hold would fail only after the step has done its work.
Status checkWidth(const VersionChange &change, const Revision &revision, std::optional<int> width)
{
    if (!width)
        return Done{};
    const auto fits = [width](const RevisionId &id) { return id.text().size() <= *width; };
    bool all = true;
    for (const RevisionId &row : change.inserted)
        all = all && fits(row);
    for (const auto &[from, to] : change.updated)
        all = all && fits(to);
    if (all)
        return Done{};
    return Error{.kind = ErrorKind::BrokenProject,
        .message = QStringLiteral(
            "Revision %1 cannot be recorded: the version column holds %2 characters. Shorten the id, or "
            "widen the column.")
                       .arg(revision.id.text())
                       .arg(*width),
        .place = revision.place};
}

DowngradeGrade gradeOfBody(const ScriptBody &body)
{
    if (body.raises)
        return DowngradeGrade::Raises;
    if (body.engine == Engine::ProjectPython)
        return DowngradeGrade::Unknown;
    if (body.statements.empty())
        return DowngradeGrade::NoOp;
    return body.losesData ? DowngradeGrade::Lossy : DowngradeGrade::Real;
}

std::vector<RevisionId> sorted(std::vector<RevisionId> rows)
{
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

} // namespace

Planner::Planner(const RevisionGraph &graph, ScriptBodies &bodies)
    : m_graph(graph)
    , m_bodies(bodies)
{
}

PlanStep Planner::emptyStep(int index, Direction direction) const
{
    const Revision &revision = m_graph.revision(index);
    PlanStep step;
    step.revision = revision.id;
    step.message = revision.message;
    step.script = revision.place;
    step.direction = direction;
    const std::vector<RevisionId> itself{revision.id};
    step.from = direction == Direction::Upgrade ? revision.downRevisions : itself;
    step.to = direction == Direction::Upgrade ? itself : revision.downRevisions;
    return step;
}

DowngradeGrade Planner::gradeOf(const Revision &revision)
{
    const Result<ScriptBody> body = m_bodies.body(revision, Direction::Downgrade);
    return body ? gradeOfBody(*body) : DowngradeGrade::Unknown;
}

Status Planner::fillBody(PlanStep &step, const Revision &revision, const PlanRequestOptions &options)
{
    Result<ScriptBody> body = m_bodies.body(revision, step.direction);
    if (!body)
        return body.error();
    step.engine = body->engine;
    step.engineReasons = body->reasons;
    if (step.direction == Direction::Downgrade)
        step.downgradeGrade = gradeOfBody(*body);
    else if (options.judge)
        step.downgradeGrade = gradeOf(revision);
    for (Statement &statement : body->statements)
        step.statements.push_back(judged(std::move(statement), options.judge));
    if (body->raises)
        return raises(revision, step.direction);
    return Done{};
}

void Planner::announce(const std::vector<int> &walk, Direction direction)
{
    std::vector<const Revision *> revisions;
    revisions.reserve(walk.size());
    for (const int index : walk)
        revisions.push_back(&m_graph.revision(index));
    m_bodies.expect(revisions, direction);
}

Result<Plan> Planner::plan(Direction direction, const std::vector<RevisionId> &rows,
    const RevisionTarget &target, const PlanRequestOptions &options, const CancelToken &cancel)
{
    const Result<std::vector<int>> walk = direction == Direction::Upgrade
        ? upgradeWalk(m_graph, rows, target)
        : downgradeWalk(m_graph, rows, target);
    if (!walk)
        return walk.error();
    Plan plan{.direction = direction,
        .from = sorted(rows),
        .to = {},
        .target = target.text(),
        .steps = {},
        .versionTable = options.versionTable,
        .createsVersionTable = !options.versionTableExists,
        .assumptions = options.assumptions};
    plan.steps.reserve(walk->size());
    announce(*walk, direction);
    VersionRows state(m_graph, rows);
    for (const int index : *walk) {
        if (cancel.isCancelled())
            return Error{.kind = ErrorKind::Cancelled, .message = QStringLiteral("Planning was cancelled.")};
        const Revision &revision = m_graph.revision(index);
        PlanStep step = emptyStep(index, direction);
        const Result<VersionChange> change
            = direction == Direction::Upgrade ? state.upgrade(index) : state.downgrade(index);
        if (!change)
            return change.error();
        step.versionChange = *change;
        step.versionStatements = versionStatements(options.versionTable, *change);
        if (const Status width = checkWidth(*change, revision, options.versionColumnWidth); !width)
            return width.error();
        if (const Status filled = fillBody(step, revision, options); !filled)
            return filled.error();
        plan.steps.push_back(std::move(step));
    }
    plan.to = state.rows();
    return plan;
}

Result<PlanStep> Planner::step(int index, Direction direction, const PlanRequestOptions &options)
{
    std::vector<RevisionId> rows;
    if (direction == Direction::Downgrade) {
        rows.push_back(m_graph.id(index));
    } else {
        for (const int required : m_graph.requirements(index))
            rows.push_back(m_graph.id(required));
    }
    PlanStep step = emptyStep(index, direction);
    VersionRows state(m_graph, rows);
    const Result<VersionChange> change
        = direction == Direction::Upgrade ? state.upgrade(index) : state.downgrade(index);
    if (change) {
        step.versionChange = *change;
        step.versionStatements = versionStatements(options.versionTable, *change);
    }
    const Status filled = fillBody(step, m_graph.revision(index), options);
    const bool shown = filled.ok() || step.downgradeGrade == DowngradeGrade::Raises;
    if (!shown)
        return filled.error();
    return step;
}

} // namespace stillroom

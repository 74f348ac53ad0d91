#include "app/cli/commands.h"
#include "app/cli/lintwriter.h"
#include "app/cli/planning.h"
#include "app/project/planlint.h"
#include "app/project/scriptbodies.h"
#include "migrations/database/livecataloguereader.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/graph/walk.h"
#include "migrations/plan/offlinescript.h"
#include "migrations/risk/rule.h"

#include <algorithm>

namespace stillroom::cli
{

namespace
{

/// "x" alone is that one revision: from its parents to itself.
Result<QString> wholeRange(const QString &range, const RevisionGraph &graph)
{
    if (range.contains(u':'))
        return range;
    const Result<std::vector<int>> found = resolveTarget(graph, RevisionTarget::parse(range));
    if (!found)
        return found.error();
    if (found->size() != 1)
        return QStringLiteral("base:") + range;
    const Revision &revision = graph.revision(found->front());
    if (revision.downRevisions.empty())
        return QStringLiteral("base:") + graph.id(found->front()).text();
    return revision.downRevisions.front().text() + u':' + graph.id(found->front()).text();
}

/// The plan of a range, without a database.
Result<Plan> rangePlan(const LoadedProject &loaded, const QString &range, bool downgrade)
{
    const Result<QString> whole = wholeRange(range, *loaded.graph);
    if (!whole)
        return whole.error();
    EvaluatedBodies bodies(loaded.project.evaluation);
    Planner planner(*loaded.graph, bodies);
    PlanRequestOptions options{.versionTable = loaded.project.online.versionTable,
        .versionTableExists = false,
        .judge = true,
        .assumptions = loaded.project.online.assumptions};
    QString text = *whole;
    if (downgrade) {
        const qsizetype colon = text.indexOf(u':');
        text = text.mid(colon + 1) + u':' + text.left(colon);
    } else if (text.startsWith(u"base:")) {
        text = text.mid(5); // an upgrade without a start begins at base
    }
    return planOffline(planner, *loaded.graph, downgrade ? Direction::Downgrade : Direction::Upgrade,
        RevisionTarget::parse(text), options);
}

/// The connection when there is one to be had; why not is said once, for linting works without.
std::optional<MeasuredDatabase> database(Session &session, const Project &project)
{
    Result<MeasuredDatabase> measured = measureDatabase(session, project);
    if (measured)
        return std::move(*measured);
    session.output().note(QStringLiteral("Without a database: ") + measured.error().message);
    return {};
}

Result<Plan> planToLint(
    const LintCommand &command, const LoadedProject &loaded, const std::optional<MeasuredDatabase> &measured)
{
    if (!command.range.isEmpty())
        return rangePlan(loaded, command.range, command.downgrade);
    if (!measured)
        return rangePlan(loaded, QStringLiteral("base:heads"), command.downgrade);
    const LiveReader live = liveReader(*measured->connection);
    const Result<Plan> pending = planFrom(loaded, Direction::Upgrade,
        RevisionTarget::parse(QStringLiteral("heads")), measured->state, {}, live);
    if (!pending || !command.downgrade)
        return pending;
    DatabaseState after = measured->state;
    after.rows = pending->to;
    after.versionTableExists = true;
    const QString back = pending->from.empty() ? QStringLiteral("base") : pending->from.front().text();
    return planFrom(loaded, Direction::Downgrade, RevisionTarget::parse(back), after);
}

Result<std::optional<Severity>> failOn(const LintCommand &command, const ProjectSettings &settings)
{
    const QString name = !command.failOn.isEmpty() ? command.failOn
        : !settings.lintFailOn.isEmpty()           ? settings.lintFailOn
                                                   : QStringLiteral("high");
    if (name == u"never")
        return std::optional<Severity>();
    const std::optional<Severity> severity = severityFromName(name);
    if (!severity)
        return Error{ErrorKind::InvalidCall,
            QStringLiteral("lint.fail_on: %1 is no severity; there are info, low, medium, high and never")
                .arg(name)};
    return severity;
}

void warnOfUnknownRules(Output &output, const ProjectSettings &settings)
{
    for (const QString &id : settings.lintIgnore) {
        const bool known = std::any_of(allRules().begin(), allRules().end(),
            [&](const Rule *rule) { return QLatin1String(rule->id) == id; });
        if (!known)
            output.warn({ErrorKind::BrokenProject,
                QStringLiteral("lint.ignore names %1, which is no rule").arg(id), {}, {settings.path, 0, 0}});
    }
}

} // namespace

Result<int> execute(const LintCommand &command, Session &session)
{
    const Result<const LoadedProject *> project = session.project();
    if (!project)
        return project.error();
    const LoadedProject &loaded = **project;
    const Result<std::optional<Severity>> limit = failOn(command, loaded.settings);
    if (!limit)
        return limit.error();
    warnOfUnknownRules(session.output(), loaded.settings);
    const std::optional<MeasuredDatabase> measured = database(session, loaded.project);
    Result<Plan> plan = planToLint(command, loaded, measured);
    if (!plan)
        return plan.error();
    std::optional<int> width;
    if (measured && measured->state.versionTableExists)
        width = measured->state.versionColumnWidth;
    Result<std::vector<Finding>> findings = lintPlan(*plan, loaded, runSettings({}, loaded),
        measured ? measured->connection.get() : nullptr, width, !measured && command.range.isEmpty());
    if (!findings)
        return findings.error();
    const LintReport report{
        std::move(*plan), std::move(*findings), measured.has_value(), loaded.project.root};
    if (command.sarif)
        session.output().result(lintSarif(report));
    else if (session.options().json)
        session.output().result(lintJson(report));
    else
        session.output().result(lintText(report, command.notes));
    const std::optional<Severity> worst = worstOf(report.findings);
    return *limit && worst && *worst >= **limit ? 1 : 0;
}

} // namespace stillroom::cli

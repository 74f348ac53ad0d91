#include "migrations/graph/walk.h"
#include "migrations/plan/planner.h"
#include "migrations/plan/versiontable.h"

#include <algorithm>

namespace stillroom
{

Result<StampPlan> planStamp(const RevisionGraph &graph, const std::vector<RevisionId> &rows,
    const std::vector<RevisionTarget> &targets, bool purge, const PlanRequestOptions &options)
{
    StampPlan plan;
    plan.from = rows;
    std::sort(plan.from.begin(), plan.from.end());
    plan.purge = purge;
    plan.versionTable = options.versionTable;
    plan.createsVersionTable = !options.versionTableExists;
    QStringList names;
    for (const RevisionTarget &target : targets)
        names.append(target.text());
    plan.target = names.join(u' ');
    if (purge)
        plan.purgeStatement = purgeVersionSql(options.versionTable);
    const std::vector<RevisionId> start = purge ? std::vector<RevisionId>() : rows;
    const Result<std::vector<StampStep>> steps = stampWalk(graph, start, targets);
    if (!steps)
        return steps.error();
    VersionRows state(graph, start);
    for (const StampStep &step : *steps) {
        const Result<VersionChange> change = state.stamp(step);
        if (!change)
            return change.error();
        for (const RevisionId &row : step.to) {
            if (options.versionColumnWidth && row.text().size() > *options.versionColumnWidth) {
                return Error{.kind = ErrorKind::BrokenProject,
                    .message = QStringLiteral(
                        "Revision %1 cannot be recorded: the version column holds %2 characters. Shorten "
                        "the id, or widen the column.")
                                   .arg(row.text())
                                   .arg(*options.versionColumnWidth),
                    .place = graph.revision(graph.indexOf(row)).place};
            }
        }
        plan.steps.push_back(StampPlan::Step{.from = step.from,
            .to = step.to,
            .change = step.change,
            .versionStatements = versionStatements(options.versionTable, step.change)});
    }
    plan.to = state.rows();
    return plan;
}

} // namespace stillroom

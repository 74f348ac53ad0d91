#include "migrations/graph/walk.h"
#include "migrations/plan/offlinescript.h"

namespace stillroom
{
namespace
{

Error invalid(const QString &message)
{
    return Error{.kind = ErrorKind::InvalidCall, .message = message};
}

/// The rows a `--sql` run starts from: what stands before the ':'.
Result<std::vector<RevisionId>> startRows(const RevisionGraph &graph, const RangeTarget &range)
{
    if (!range.start || !range.end || range.to.contains(u':')) {
        return invalid(
            QStringLiteral("The range '%1:%2' needs a revision on each side of one ':'. Write 'base' for the "
                           "beginning.")
                .arg(range.from, range.to));
    }
    const Result<int> start = resolveSingle(graph, RevisionTarget::parse(range.from));
    if (!start)
        return start.error();
    std::vector<RevisionId> rows;
    if (*start >= 0)
        rows.push_back(graph.id(*start));
    return rows;
}

} // namespace

Result<Plan> planOffline(Planner &planner, const RevisionGraph &graph, Direction direction,
    const RevisionTarget &target, PlanRequestOptions options)
{
    const auto *range = std::get_if<RangeTarget>(&target.value());
    if (range == nullptr && direction == Direction::Downgrade) {
        return invalid(QStringLiteral(
            "downgrade with --sql requires <fromrev>:<torev>, for example 'head:%1': without a "
            "database nobody knows where to start.")
                           .arg(target.text()));
    }
    std::vector<RevisionId> rows;
    if (range != nullptr) {
        Result<std::vector<RevisionId>> start = startRows(graph, *range);
        if (!start)
            return start.error();
        rows = std::move(start).value();
    }
    options.versionTableExists = !rows.empty();
    const RevisionTarget end = range != nullptr ? RevisionTarget::parse(range->to) : target;
    Result<Plan> plan = planner.plan(direction, rows, end, options);
    if (plan.ok())
        plan.value().target = target.text();
    return plan;
}

Result<StampPlan> planOfflineStamp(
    const RevisionGraph &graph, const std::vector<RevisionTarget> &targets, PlanRequestOptions options)
{
    std::vector<RevisionId> rows;
    std::vector<RevisionTarget> ends;
    QString start;
    for (const RevisionTarget &target : targets) {
        const auto *range = std::get_if<RangeTarget>(&target.value());
        if (range == nullptr) {
            ends.push_back(target);
            continue;
        }
        if (!start.isEmpty() && start != range->from) {
            return invalid(QStringLiteral(
                "Stamp operation with --sql only supports a single starting revision at a time: '%1' "
                "and '%2' are two.")
                               .arg(start, range->from));
        }
        Result<std::vector<RevisionId>> from = startRows(graph, *range);
        if (!from)
            return from.error();
        start = range->from;
        rows = std::move(from).value();
        ends.push_back(RevisionTarget::parse(range->to));
    }
    options.versionTableExists = !rows.empty();
    return planStamp(graph, rows, ends, false, options);
}

} // namespace stillroom

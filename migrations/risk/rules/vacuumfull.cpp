#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkVacuumFull(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    const bool cluster = action.kind == SqlActionKind::Cluster;
    if (action.kind != SqlActionKind::VacuumFull && !cluster)
        return;
    const QString command = cluster ? QStringLiteral("CLUSTER") : QStringLiteral("VACUUM FULL");
    if (action.table.isEmpty()) {
        reporter.report(QStringLiteral("%1 rewrites every table of the database").arg(command));
        return;
    }
    reporter
        .report(QStringLiteral("%1 rewrites %2").arg(command, action.table), context,
            {action.table, LockMode::AccessExclusive, Work::Rewrite})
        .safer
        = {QStringLiteral(
            "Leave it to a repack tool or a time without traffic; it is no part of a migration.")};
}

} // namespace

const Rule vacuumFull{
    .id = "vacuum-full",
    .severity = Severity::High,
    .why = "The table and its indexes are written anew while reads and writes wait.",
    .checkAction = checkVacuumFull,
};

} // namespace stillroom

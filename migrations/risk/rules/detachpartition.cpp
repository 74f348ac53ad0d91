#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDetachPartition(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::DetachPartition || action.concurrently || context.isNew(action.table))
        return;
    Finding &finding
        = reporter.report(QStringLiteral("Detaching %1 locks all of %2").arg(action.otherTable, action.table),
            context, {action.table, LockMode::AccessExclusive, Work::Brief});
    finding.locks.push_back({action.otherTable, LockMode::AccessExclusive});
    finding.safer = {
        QStringLiteral("DETACH PARTITION … CONCURRENTLY, outside the transaction (PostgreSQL 14 and later)."),
        QStringLiteral("with op.get_context().autocommit_block():\n    op.execute('ALTER TABLE %1 DETACH "
                       "PARTITION %2 CONCURRENTLY')")
            .arg(action.table, action.otherTable)};
}

} // namespace

const Rule detachPartition{
    .id = "detach-partition",
    .severity = Severity::High,
    .why = "Every reader and writer of the whole partitioned table waits.",
    .checkAction = checkDetachPartition,
};

} // namespace stillroom

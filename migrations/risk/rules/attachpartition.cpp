#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAttachPartition(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AttachPartition || context.isNew(action.otherTable))
        return;
    Finding &finding = reporter.report(QStringLiteral("Attaching %1 reads all of it").arg(action.otherTable),
        context, {action.otherTable, LockMode::AccessExclusive, Work::Scan});
    finding.locks.push_back({action.table, LockMode::ShareUpdateExclusive});
    finding.safer = {QStringLiteral("Add a CHECK equal to the partition's bounds first (NOT VALID, then "
                                    "validate): nothing is read then.")};
}

} // namespace

const Rule attachPartition{
    .id = "attach-partition",
    .severity = Severity::Medium,
    .why
    = "The new partition is read from end to end while it is locked, to see that every row belongs there.",
    .checkAction = checkAttachPartition,
};

} // namespace stillroom

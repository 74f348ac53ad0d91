#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkCreatePartition(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::CreatePartition || context.isNew(action.otherTable))
        return;
    reporter
        .report(
            QStringLiteral("Creating %1 locks the partitioned table %2").arg(action.table, action.otherTable),
            context, {action.otherTable, LockMode::AccessExclusive, Work::Brief})
        .safer
        = {QStringLiteral("Create a plain table, then attach it: SHARE UPDATE EXCLUSIVE blocks nobody."),
            QStringLiteral("op.execute('CREATE TABLE %1 (LIKE %2 INCLUDING DEFAULTS)')\nop.execute('ALTER "
                           "TABLE %2 ATTACH PARTITION %1 FOR VALUES …')")
                .arg(action.table, action.otherTable)};
}

} // namespace

const Rule createPartition{
    .id = "create-partition",
    .severity = Severity::Medium,
    .why = "Every reader and writer of the whole partitioned table waits for the moment it takes.",
    .checkAction = checkCreatePartition,
};

} // namespace stillroom

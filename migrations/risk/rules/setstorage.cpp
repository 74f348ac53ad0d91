#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkSetStorage(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::SetStorage || context.isNew(action.table))
        return;
    reporter
        .report(QStringLiteral("Changing the storage of %1 rewrites it").arg(action.table), context,
            {action.table, LockMode::AccessExclusive, Work::Rewrite})
        .safer
        = {QStringLiteral("Plan a time without traffic, or move the rows to a new table in batches.")};
}

} // namespace

const Rule setStorage{
    .id = "set-storage",
    .severity = Severity::High,
    .why
    = "SET LOGGED, UNLOGGED, TABLESPACE and ACCESS METHOD write the table anew while reads and writes wait.",
    .checkAction = checkSetStorage,
};

} // namespace stillroom

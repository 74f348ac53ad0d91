#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkTriggerChange(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::Trigger || context.isNew(action.table))
        return;
    reporter
        .report(QStringLiteral("Changing a trigger of %1 makes writes wait").arg(action.table), context,
            {action.table, LockMode::ShareRowExclusive, Work::Brief})
        .safer
        = {QStringLiteral("Run it with a short lock_timeout and retries.")};
}

} // namespace

const Rule triggerChange{
    .id = "trigger",
    .severity = Severity::Low,
    .why = "Writes to the table wait for the moment the trigger is made or switched.",
    .checkAction = checkTriggerChange,
};

} // namespace stillroom

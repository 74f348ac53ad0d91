#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkPolicyChange(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::Policy || context.isNew(action.table))
        return;
    reporter
        .report(QStringLiteral("Changing policies or the owner of %1 makes reads wait").arg(action.table),
            context, {action.table, LockMode::AccessExclusive, Work::Brief})
        .safer
        = {QStringLiteral("Run it with a short lock_timeout and retries.")};
}

} // namespace

const Rule policyChange{
    .id = "policy",
    .severity = Severity::Medium,
    .why = "Policies, row level security and ownership take ACCESS EXCLUSIVE: reads wait too.",
    .checkAction = checkPolicyChange,
};

} // namespace stillroom

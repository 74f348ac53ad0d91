#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAddExclusion(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddExclusion || context.isNew(action.table))
        return;
    reporter
        .report(QStringLiteral("The exclusion constraint %1 is built while %2 is locked")
                    .arg(action.name, action.table),
            context, {action.table, LockMode::AccessExclusive, Work::IndexBuild})
        .safer
        = {QStringLiteral("Plan a time without traffic; there is no concurrent way.")};
}

} // namespace

const Rule addExclusion{
    .id = "add-exclusion",
    .severity = Severity::High,
    .why = "The index is built and the table read twice while reads and writes wait; an exclusion constraint "
           "cannot be added NOT VALID.",
    .checkAction = checkAddExclusion,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDropNotNull(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::DropNotNull || context.isNew(action.table))
        return;
    reporter.report(QStringLiteral("%1.%2 may be NULL from now on").arg(action.table, action.column), context,
        {action.table, LockMode::AccessExclusive, Work::Brief});
}

} // namespace

const Rule dropNotNull{
    .id = "drop-not-null",
    .severity = Severity::Low,
    .why = "Code that reads the column may not expect NULL.",
    .checkAction = checkDropNotNull,
};

} // namespace stillroom

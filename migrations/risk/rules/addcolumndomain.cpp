#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAddColumnDomain(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddColumn || context.isNew(action.table) || !context.run.live)
        return;
    const ColumnShape &column = action.shapes.front();
    if (!context.run.live->constrainedDomains.contains(column.type))
        return;
    reporter
        .report(QStringLiteral("Adding %1 of the constrained domain %2 rewrites %3")
                    .arg(column.name, column.type, action.table),
            context, {action.table, LockMode::AccessExclusive, Work::Rewrite})
        .safer
        = {QStringLiteral("Give the column the domain's base type and a CHECK of its own, added NOT VALID.")};
}

} // namespace

const Rule addColumnDomain{
    .id = "add-column-domain",
    .severity = Severity::Medium,
    .why = "Every row is checked against the domain's constraint: the table is written anew while reads and "
           "writes wait.",
    .checkAction = checkAddColumnDomain,
};

} // namespace stillroom

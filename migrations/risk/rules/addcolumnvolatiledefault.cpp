#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAddColumnVolatileDefault(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddColumn || context.isNew(action.table))
        return;
    const ColumnShape &column = action.shapes.front();
    if (column.volatileDefault != true || column.generatedStored)
        return;
    Finding &finding = reporter.report(
        QStringLiteral("Adding %1 with a default that is computed for every row rewrites %2")
            .arg(column.name, action.table),
        context, {action.table, LockMode::AccessExclusive, Work::Rewrite});
    finding.safer = {QStringLiteral("Add the column without a default, set the default for new rows, then "
                                    "fill old rows in batches in a later revision."),
        QStringLiteral("op.add_column(%1, sa.Column(%2, …)%3)\n"
                       "op.alter_column(%1, %2, server_default=sa.text('…')%3)")
            .arg(tableArgument(action.table), pythonText(column.name), schemaArgument(action.table))};
}

} // namespace

const Rule addColumnVolatileDefault{
    .id = "add-column-volatile-default",
    .severity = Severity::High,
    .why = "The table and all its indexes are written anew while reads and writes wait. A default that is "
           "computed for every row cannot be added in place.",
    .checkAction = checkAddColumnVolatileDefault,
};

} // namespace stillroom

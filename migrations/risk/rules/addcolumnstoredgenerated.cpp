#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAddColumnStoredGenerated(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddColumn || context.isNew(action.table)
        || !action.shapes.front().generatedStored)
        return;
    Finding &finding = reporter.report(
        QStringLiteral("Adding the generated column %1 rewrites %2").arg(action.column, action.table),
        context, {action.table, LockMode::AccessExclusive, Work::Rewrite});
    finding.safer = {QStringLiteral("Add a plain column, keep it up to date with a trigger, and fill old "
                                    "rows in batches; or compute the value in a view."),
        QStringLiteral("op.add_column(%1, sa.Column(%2, …, nullable=True)%3)")
            .arg(tableArgument(action.table), pythonText(action.column), schemaArgument(action.table))};
}

} // namespace

const Rule addColumnStoredGenerated{
    .id = "add-column-stored-generated",
    .severity = Severity::High,
    .why = "A stored generated column is computed for every row: table and indexes are written anew while "
           "reads and writes wait.",
    .checkAction = checkAddColumnStoredGenerated,
};

} // namespace stillroom

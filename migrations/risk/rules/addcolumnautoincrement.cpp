#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAddColumnAutoIncrement(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddColumn || context.isNew(action.table))
        return;
    const ColumnShape &column = action.shapes.front();
    if (!column.serial && !column.identity)
        return;
    Finding &finding = reporter.report(
        QStringLiteral("Adding the numbered column %1 rewrites %2").arg(column.name, action.table), context,
        {action.table, LockMode::AccessExclusive, Work::Rewrite});
    finding.safer = {QStringLiteral("Add a plain column, give it a sequence as default for new rows, and "
                                    "number old rows in batches."),
        QStringLiteral("op.add_column(%1, sa.Column(%2, sa.BigInteger())%3)\n"
                       "op.execute('CREATE SEQUENCE %4')\n"
                       "op.alter_column(%1, %2, server_default=sa.text(\"nextval('%4')\")%3)")
            .arg(tableArgument(action.table), pythonText(column.name), schemaArgument(action.table),
                madeName(QStringLiteral("seq"), action.table, {column.name}))};
}

} // namespace

const Rule addColumnAutoIncrement{
    .id = "add-column-auto-increment",
    .severity = Severity::High,
    .why = "A serial or identity column gives every row a number, so table and indexes are written anew "
           "while reads and writes wait.",
    .checkAction = checkAddColumnAutoIncrement,
};

} // namespace stillroom

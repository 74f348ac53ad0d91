#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDropIndex(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::DropIndex || action.concurrently || context.isNew(action.table))
        return;
    const LiveIndex *live = context.run.live ? context.run.live->index(action.name) : nullptr;
    const QString table = !action.table.isEmpty() ? action.table : live ? live->table : QString();
    Finding &finding
        = reporter.report(table.isEmpty() ? QStringLiteral("DROP INDEX %1 locks its table").arg(action.name)
                                          : QStringLiteral("DROP INDEX %1 locks %2").arg(action.name, table),
            context, {table.isEmpty() ? action.name : table, LockMode::AccessExclusive, Work::Brief});
    finding.safer = {QStringLiteral("Drop it concurrently, outside the transaction."),
        QStringLiteral("with op.get_context().autocommit_block():\n"
                       "    op.drop_index(%1%2, postgresql_concurrently=True)")
            .arg(tableArgument(action.name),
                table.isEmpty() ? QString() : QStringLiteral(", table_name=") + tableArgument(table))};
}

} // namespace

const Rule dropIndex{
    .id = "drop-index",
    .severity = Severity::Medium,
    .why = "Reads and writes of the table wait for the moment the index is dropped, and queue behind every "
           "long reader.",
    .checkAction = checkDropIndex,
};

} // namespace stillroom

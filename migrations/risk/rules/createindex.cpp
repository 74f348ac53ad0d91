#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkCreateIndex(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::CreateIndex || action.concurrently || context.isNew(action.table))
        return;
    Finding &finding = reporter.report(
        QStringLiteral("CREATE INDEX %1 blocks writes to %2").arg(action.name, action.table), context,
        {action.table, LockMode::Share, Work::IndexBuild});
    finding.safer = {QStringLiteral("Build it concurrently, outside the transaction."),
        QStringLiteral("with op.get_context().autocommit_block():\n"
                       "    op.create_index(%1, %2, %3%4%5, postgresql_concurrently=True)")
            .arg(pythonText(action.name), tableArgument(action.table), pythonList(action.columns),
                action.unique ? QStringLiteral(", unique=True") : QString(), schemaArgument(action.table))};
}

} // namespace

const Rule createIndex{
    .id = "create-index",
    .severity = Severity::High,
    .why = "Writes wait while the index is built.",
    .checkAction = checkCreateIndex,
};

} // namespace stillroom

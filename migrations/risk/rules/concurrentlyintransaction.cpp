#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkConcurrentlyInTransaction(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    const bool can = action.kind == SqlActionKind::CreateIndex || action.kind == SqlActionKind::DropIndex
        || action.kind == SqlActionKind::Reindex || action.kind == SqlActionKind::DetachPartition;
    if (!can || !action.concurrently || context.statement.planned->statement.autocommit)
        return;
    reporter.report(QStringLiteral("CONCURRENTLY runs inside a transaction and is refused")).safer
        = {QStringLiteral("Put it into an autocommit block. What the revision did before is committed by "
                          "then, so give it a revision of its own."),
            QStringLiteral("with op.get_context().autocommit_block():\n    …")};
}

} // namespace

const Rule concurrentlyInTransaction{
    .id = "concurrently-in-transaction",
    .severity = Severity::High,
    .why = "PostgreSQL refuses CONCURRENTLY inside a transaction, so the run fails at this statement.",
    .checkAction = checkConcurrentlyInTransaction,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkTransactionControl(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind == SqlActionKind::TransactionControl)
        reporter.report(QStringLiteral("%1 inside a revision breaks its transaction").arg(action.name)).safer
            = {QStringLiteral("Remove it; use an autocommit block where a statement must run alone."),
                QStringLiteral("with op.get_context().autocommit_block():\n    …")};
}

} // namespace

const Rule transactionControl{
    .id = "transaction-control",
    .severity = Severity::High,
    .why = "It ends Alembic's own transaction: what came before is committed, and the version row is written "
           "outside of it.",
    .checkAction = checkTransactionControl,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkReindexTable(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::Reindex || action.concurrently)
        return;
    const QString what = action.table.isEmpty() ? action.name : action.table;
    reporter
        .report(QStringLiteral("REINDEX of %1 blocks writes").arg(what), context,
            {what, action.table.isEmpty() ? LockMode::AccessExclusive : LockMode::Share, Work::IndexBuild})
        .safer
        = {QStringLiteral("REINDEX CONCURRENTLY, outside the transaction (PostgreSQL 12 and later)."),
            QStringLiteral(
                "with op.get_context().autocommit_block():\n    op.execute('REINDEX %1 CONCURRENTLY %2')")
                .arg(action.table.isEmpty() ? QStringLiteral("INDEX") : QStringLiteral("TABLE"), what)};
}

} // namespace

const Rule reindexTable{
    .id = "reindex",
    .severity = Severity::High,
    .why = "Writes to the table and every reader of the index wait while it is built anew.",
    .checkAction = checkReindexTable,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkBackfill(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if ((action.kind != SqlActionKind::Update && action.kind != SqlActionKind::Delete) || action.hasWhere
        || context.isNew(action.table))
        return;
    const bool updates = action.kind == SqlActionKind::Update;
    Finding &finding = reporter.report(
        QStringLiteral("%1 without WHERE touches every row of %2")
            .arg(updates ? QStringLiteral("UPDATE") : QStringLiteral("DELETE"), action.table),
        context, {action.table, LockMode::RowExclusive, Work::Rewrite});
    finding.rewrite.reset();
    finding.scan = true;
    finding.safer
        = {QStringLiteral("Change the rows in batches, outside the transaction that changes the schema."),
            QStringLiteral("op.execute('UPDATE %1 SET … WHERE id BETWEEN … AND …')").arg(action.table)};
}

} // namespace

const Rule backfill{
    .id = "backfill",
    .severity = Severity::Medium,
    .why = "Every row is written and stays locked, with all locks taken before, until the whole transaction "
           "ends; dead rows bloat the table.",
    .checkAction = checkBackfill,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

#include "migrations/risk/typechange.h"

namespace stillroom
{

namespace
{

SaferWay saferWay(const SqlAction &action)
{
    return {QStringLiteral("Add a new column, write both, fill old rows in batches, then swap the names."),
        QStringLiteral("op.add_column(%1, sa.Column(%2, …)%3)")
            .arg(tableArgument(action.table), pythonText(action.column + QStringLiteral("_new")),
                schemaArgument(action.table))};
}

void checkChangeColumnType(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AlterType || context.isNew(action.table))
        return;
    const LiveTable *live = context.live(action.table);
    const LiveColumn *column = live ? live->column(action.column) : nullptr;
    const QString change = QStringLiteral("%1.%2").arg(action.table, action.column);
    if (!column) {
        Finding &finding
            = reporter.report(QStringLiteral("%1 becomes %2: a rewrite, unless the old type is only widened")
                                  .arg(change, action.type));
        finding.tables << action.table;
        finding.locks.push_back({action.table, LockMode::AccessExclusive});
        finding.safer = saferWay(action);
        return;
    }
    const TypeChange effect = typeChange(column->type, action.type, context.run.live->timeZone);
    const bool rewrites = action.hasUsing || effect == TypeChange::Rewrite;
    const bool known = action.hasUsing || effect != TypeChange::Unknown;
    Finding &finding = reporter.report(QStringLiteral("%1: %2 → %3 %4")
                                           .arg(change, column->type, action.type,
                                               rewrites    ? QStringLiteral("rewrites the table")
                                                   : known ? QStringLiteral("only changes the catalogue")
                                                           : QStringLiteral("may rewrite the table")),
        context, {action.table, LockMode::AccessExclusive, rewrites || !known ? Work::Rewrite : Work::Brief});
    if (!known || (action.hasUsing && effect != TypeChange::Rewrite))
        finding.rewrite.reset(); // a USING that is a plain cast is recognised by the server
    if (rewrites || !known)
        finding.safer = saferWay(action);
}

} // namespace

const Rule changeColumnType{
    .id = "change-column-type",
    .severity = Severity::High,
    .why = "Unless the new type only widens the old one, table and indexes are written anew while reads and "
           "writes wait.",
    .checkAction = checkChangeColumnType,
};

} // namespace stillroom

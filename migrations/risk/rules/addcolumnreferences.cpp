#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAddColumnReferences(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddColumn || context.isNew(action.table)
        || action.shapes.front().references.isEmpty())
        return;
    const QString &other = action.shapes.front().references;
    Finding &finding = reporter.report(
        QStringLiteral("Adding %1 locks the referenced table %2 too").arg(action.column, other), context,
        {action.table, LockMode::AccessExclusive, Work::Brief});
    if (!context.isNew(other) && other != action.table) {
        finding.tables << other;
        finding.locks.push_back({other, LockMode::ShareRowExclusive});
    }
}

} // namespace

const Rule addColumnReferences{
    .id = "add-column-references",
    .severity = Severity::Low,
    .why = "Writes to the referenced table wait for the moment the key is made. Nothing is read: the new "
           "column is empty.",
    .checkAction = checkAddColumnReferences,
};

} // namespace stillroom

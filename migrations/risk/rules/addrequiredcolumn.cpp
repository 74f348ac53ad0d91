#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAddRequiredColumn(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddColumn || context.isNew(action.table))
        return;
    const ColumnShape &column = action.shapes.front();
    const bool filled = column.hasDefault || column.serial || column.identity || column.generatedStored;
    if ((!column.notNull && !column.primaryKey) || filled)
        return;
    const LiveTable *live = context.live(action.table);
    Finding &finding
        = reporter.report(QStringLiteral("%1 is NOT NULL without a default: it fails unless %2 is empty")
                              .arg(column.name, action.table));
    finding.tables << action.table;
    finding.locks.push_back({action.table, LockMode::AccessExclusive});
    if (live && live->rows == 0)
        finding.severity = Severity::Low;
    if (live && live->rows)
        finding.estimate = QStringLiteral("%1 rows").arg(groupedNumber(*live->rows));
    finding.safer = {QStringLiteral("Give it a constant server default, which costs nothing since PostgreSQL "
                                    "11, or add it nullable and fill it first."),
        QStringLiteral("op.add_column(%1, sa.Column(%2, …, nullable=False, server_default='…')%3)")
            .arg(tableArgument(action.table), pythonText(column.name), schemaArgument(action.table))};
}

} // namespace

const Rule addRequiredColumn{
    .id = "add-required-column",
    .severity = Severity::High,
    .why = "PostgreSQL refuses the column as soon as the table has one row, and code that is still running "
           "cannot insert without it.",
    .checkAction = checkAddRequiredColumn,
};

} // namespace stillroom

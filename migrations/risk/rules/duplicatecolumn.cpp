#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDuplicateColumn(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    QStringList names = action.kind == SqlActionKind::Insert || action.kind == SqlActionKind::Update
        ? action.columns
        : QStringList();
    if (action.kind == SqlActionKind::CreateTable) {
        for (const ColumnShape &column : action.shapes)
            names << column.name;
    }
    QSet<QString> seen;
    for (const QString &name : names) {
        if (!name.isEmpty() && seen.contains(name))
            reporter.report(QStringLiteral("Column %1 of %2 stands twice").arg(name, action.table));
        seen.insert(name);
    }
}

} // namespace

const Rule duplicateColumn{
    .id = "duplicate-column",
    .severity = Severity::High,
    .why = "PostgreSQL refuses the statement, so the run fails there.",
    .checkAction = checkDuplicateColumn,
};

} // namespace stillroom

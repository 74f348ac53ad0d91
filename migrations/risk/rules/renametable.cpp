#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkRenameTable(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    const bool schema = action.kind == SqlActionKind::RenameSchema;
    if ((action.kind != SqlActionKind::RenameTable && !schema) || context.isNew(action.table))
        return;
    Finding &finding = reporter.report(
        QStringLiteral("%1 %2 is renamed to %3")
            .arg(schema ? QStringLiteral("Schema") : QStringLiteral("Table"), action.table, action.newName));
    if (schema)
        return;
    finding.tables << action.table;
    finding.locks.push_back({action.table, LockMode::AccessExclusive});
    finding.rewrite = false;
    finding.scan = false;
    finding.safer = {QStringLiteral("Leave a view under the old name until every instance is new."),
        QStringLiteral("op.execute('CREATE VIEW %1 AS SELECT * FROM %2')").arg(action.table, action.newName)};
}

} // namespace

const Rule renameTable{
    .id = "rename-table",
    .severity = Severity::Medium,
    .why = "Code that still runs fails on its next query, until every instance is new.",
    .checkAction = checkRenameTable,
};

} // namespace stillroom

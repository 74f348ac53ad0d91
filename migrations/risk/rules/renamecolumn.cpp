#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkRenameColumn(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::RenameColumn || context.isNew(action.table))
        return;
    Finding &finding = reporter.report(
        QStringLiteral("%1.%2 is renamed to %3").arg(action.table, action.column, action.newName));
    finding.tables << action.table;
    finding.locks.push_back({action.table, LockMode::AccessExclusive});
    finding.rewrite = false;
    finding.scan = false;
    finding.safer = {QStringLiteral("Keep the column and map the new name in the model, or add the new "
                                    "column, copy, and drop the old one later."),
        QStringLiteral("%1 = sa.Column(%2, …)  # in the model")
            .arg(action.newName, pythonText(action.column))};
}

} // namespace

const Rule renameColumn{
    .id = "rename-column",
    .severity = Severity::Medium,
    .why = "Code that still runs fails on its next query that names the column, until every instance is new.",
    .checkAction = checkRenameColumn,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDropColumn(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::DropColumn || context.isNew(action.table))
        return;
    Finding &finding
        = reporter.report(QStringLiteral("%1.%2 and its data are dropped").arg(action.table, action.column));
    finding.tables << action.table;
    finding.locks.push_back({action.table, LockMode::AccessExclusive});
    finding.rewrite = false;
    finding.scan = false;
    if (const LiveTable *live = context.live(action.table); live && live->rows) {
        finding.estimate = QStringLiteral("values of %1 rows").arg(groupedNumber(*live->rows));
        if (*live->rows == 0)
            finding.severity = Severity::Low;
    }
    finding.safer = {QStringLiteral(
        "Stop using the column, deploy, and drop it in a later revision; keep a backup of the table.")};
}

} // namespace

const Rule dropColumn{
    .id = "drop-column",
    .severity = Severity::High,
    .why = "The data is gone, and code that still runs fails on its next query that names the column.",
    .checkAction = checkDropColumn,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDropTable(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::DropTable || context.isNew(action.table))
        return;
    Finding &finding = reporter.report(action.cascade
            ? QStringLiteral("Table %1, its data and everything that depends on it are dropped")
                  .arg(action.table)
            : QStringLiteral("Table %1 and its data are dropped").arg(action.table));
    finding.tables << action.table;
    finding.locks.push_back({action.table, LockMode::AccessExclusive});
    if (const LiveTable *live = context.live(action.table); live && live->rows) {
        finding.estimate = QStringLiteral("%1 rows").arg(groupedNumber(*live->rows));
        if (*live->rows == 0)
            finding.severity = Severity::Low;
    }
    finding.safer = {QStringLiteral("Rename it away, deploy, and drop it when nobody misses it."),
        QStringLiteral("op.rename_table(%1, %2%3)")
            .arg(tableArgument(action.table), pythonText(madeName(QStringLiteral("old"), action.table, {})),
                schemaArgument(action.table))};
}

} // namespace

const Rule dropTable{
    .id = "drop-table",
    .severity = Severity::High,
    .why = "The data is gone, and code that still runs fails on its next query.",
    .checkAction = checkDropTable,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkTruncateTable(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::Truncate || context.isNew(action.table))
        return;
    Finding &finding = reporter.report(action.cascade
            ? QStringLiteral("TRUNCATE CASCADE empties %1 and every table that refers to it")
                  .arg(action.table)
            : QStringLiteral("TRUNCATE empties %1").arg(action.table));
    finding.tables << action.table;
    finding.locks.push_back({action.table, LockMode::AccessExclusive});
    if (const LiveTable *live = context.live(action.table); live && live->rows)
        finding.estimate = QStringLiteral("%1 rows").arg(groupedNumber(*live->rows));
    finding.safer = {QStringLiteral(
        "Name every table that is to be emptied; without CASCADE a forgotten one is refused.")};
}

} // namespace

const Rule truncateTable{
    .id = "truncate",
    .severity = Severity::High,
    .why = "The rows are gone at once, and with CASCADE those of every table that refers to it.",
    .checkAction = checkTruncateTable,
};

} // namespace stillroom

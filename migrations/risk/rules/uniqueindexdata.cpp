#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkUniqueIndexData(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::CreateIndex || !action.unique || context.isNew(action.table))
        return;
    const QString columns = QStringList(action.columns).join(QLatin1String(", "));
    Finding &finding
        = reporter.report(QStringLiteral("The unique index %1 needs rows of %2 without duplicates")
                              .arg(action.name, action.table));
    finding.tables << action.table;
    finding.safer = {QStringLiteral("Look for duplicates first."),
        QStringLiteral("SELECT %1, count(*) FROM %2 GROUP BY %1 HAVING count(*) > 1;")
            .arg(columns, action.table)};
}

} // namespace

const Rule uniqueIndexData{
    .id = "unique-index-data",
    .severity = Severity::Low,
    .why = "One duplicate among the rows that are there fails the run; a concurrent build then leaves an "
           "invalid index.",
    .checkAction = checkUniqueIndexData,
};

} // namespace stillroom

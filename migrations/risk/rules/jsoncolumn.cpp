#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkJsonColumn(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddColumn && action.kind != SqlActionKind::CreateTable)
        return;
    for (const ColumnShape &column : action.shapes) {
        if (column.type == u"json")
            reporter.report(QStringLiteral("%1.%2 is json").arg(action.table, column.name)).safer
                = {QStringLiteral("Take jsonb unless the text must be kept as written."),
                    QStringLiteral("postgresql.JSONB()")};
    }
}

} // namespace

const Rule jsonColumn{
    .id = "json-column",
    .severity = Severity::Info,
    .why = "The type json has no equality: DISTINCT, GROUP BY and UNION fail on a query that includes it.",
    .checkAction = checkJsonColumn,
};

} // namespace stillroom

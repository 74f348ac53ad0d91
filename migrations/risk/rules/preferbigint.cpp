#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkPreferBigint(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::CreateTable || action.temporary)
        return;
    for (const ColumnShape &column : action.shapes) {
        const bool isKey
            = column.primaryKey || (action.columns.size() == 1 && action.columns.front() == column.name);
        const bool isNumbered = column.serial || column.identity;
        if (isKey && isNumbered && (column.type == u"integer" || column.type == u"smallint"))
            reporter
                .report(
                    QStringLiteral("%1.%2 is a key of type %3").arg(action.table, column.name, column.type))
                .safer
                = {QStringLiteral("Start with sa.BigInteger() where the table may grow."),
                    QStringLiteral("sa.Column(%1, sa.BigInteger(), primary_key=True)")
                        .arg(pythonText(column.name))};
    }
}

} // namespace

const Rule preferBigint{
    .id = "prefer-bigint-key",
    .severity = Severity::Info,
    .why = "A key of four bytes ends at 2,147,483,647, and widening it later writes the table anew.",
    .checkAction = checkPreferBigint,
};

} // namespace stillroom

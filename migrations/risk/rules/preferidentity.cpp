#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkPreferIdentity(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddColumn && action.kind != SqlActionKind::CreateTable)
        return;
    for (const ColumnShape &column : action.shapes) {
        if (column.serial)
            reporter.report(QStringLiteral("%1.%2 is serial").arg(action.table, column.name)).safer
                = {QStringLiteral("Say sa.Identity() in the column."),
                    QStringLiteral("sa.Column(%1, sa.BigInteger(), sa.Identity(), primary_key=True)")
                        .arg(pythonText(column.name))};
    }
}

} // namespace

const Rule preferIdentity{
    .id = "prefer-identity",
    .severity = Severity::Info,
    .why
    = "The sequence of a serial column is a separate object: rights and ownership have to be given twice.",
    .checkAction = checkPreferIdentity,
};

} // namespace stillroom

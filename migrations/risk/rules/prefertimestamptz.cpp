#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkPreferTimestamptz(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddColumn && action.kind != SqlActionKind::CreateTable)
        return;
    QStringList columns;
    for (const ColumnShape &column : action.shapes) {
        if (column.type.startsWith(u"timestamp") && column.type.endsWith(u"without time zone"))
            columns << column.name;
    }
    if (!columns.isEmpty())
        reporter
            .report(QStringLiteral("%1 of %2 without time zone")
                        .arg(columns.join(QLatin1String(", ")), action.table))
            .safer
            = {QStringLiteral("Say timezone=True when the moment matters."),
                QStringLiteral("sa.DateTime(timezone=True)")};
}

} // namespace

const Rule preferTimestamptz{
    .id = "prefer-timestamptz",
    .severity = Severity::Info,
    .why = "A timestamp without time zone loses the offset it was written with.",
    .checkAction = checkPreferTimestamptz,
};

} // namespace stillroom

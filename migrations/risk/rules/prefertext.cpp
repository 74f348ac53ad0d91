#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkPreferText(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddColumn && action.kind != SqlActionKind::CreateTable)
        return;
    QStringList columns;
    for (const ColumnShape &column : action.shapes) {
        if (column.type.startsWith(u"character"))
            columns << column.name;
    }
    if (!columns.isEmpty())
        reporter
            .report(QStringLiteral("%1 of %2: a length limit in the type")
                        .arg(columns.join(QLatin1String(", ")), action.table))
            .safer
            = {QStringLiteral("Take text, with a CHECK where a limit is part of the meaning."),
                QStringLiteral("sa.Text()")};
}

} // namespace

const Rule preferText{
    .id = "prefer-text",
    .severity = Severity::Info,
    .why = "A length limit costs nothing to write down, and a rewrite of the table to make narrower later; "
           "character(n) pads with blanks besides.",
    .checkAction = checkPreferText,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkUnqualifiedName(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    const bool names = action.kind == SqlActionKind::CreateTable || action.kind == SqlActionKind::DropTable;
    if (names && !action.temporary && !action.table.isEmpty() && !action.table.contains(u'.'))
        reporter.report(QStringLiteral("%1 is named without its schema").arg(action.table)).safer
            = {QStringLiteral("Name the schema where more than one is in use."),
                QStringLiteral("schema='public'")};
}

} // namespace

const Rule unqualifiedName{
    .id = "unqualified-name",
    .severity = Severity::Info,
    .why = "The search path of whoever runs it decides which schema the table is in.",
    .checkAction = checkUnqualifiedName,
};

} // namespace stillroom

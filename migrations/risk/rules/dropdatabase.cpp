#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDropDatabase(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind == SqlActionKind::DropDatabase)
        reporter.report(QStringLiteral("Database %1 is dropped").arg(action.table));
}

} // namespace

const Rule dropDatabase{
    .id = "drop-database",
    .severity = Severity::High,
    .why = "The whole database is gone; and the statement cannot run inside a transaction.",
    .checkAction = checkDropDatabase,
};

} // namespace stillroom

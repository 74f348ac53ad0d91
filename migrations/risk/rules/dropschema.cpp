#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDropSchema(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind == SqlActionKind::DropSchema)
        reporter.report(
            QStringLiteral("Schema %1 is dropped%2")
                .arg(action.table, action.cascade ? QStringLiteral(" with all it holds") : QString()));
}

} // namespace

const Rule dropSchema{
    .id = "drop-schema",
    .severity = Severity::High,
    .why = "Everything in it is gone.",
    .checkAction = checkDropSchema,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkWideIndex(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind == SqlActionKind::CreateIndex && !action.unique && action.columns.size() > 3)
        reporter.report(
            QStringLiteral("Index %1 has %2 columns").arg(action.name).arg(action.columns.size()));
}

} // namespace

const Rule wideIndex{
    .id = "wide-index",
    .severity = Severity::Info,
    .why = "An index of many columns is rarely used beyond the first and slows every write.",
    .checkAction = checkWideIndex,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkEnumValueOrder(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind == SqlActionKind::AddEnumValue && !action.placed)
        reporter.report(QStringLiteral("Value '%1' of %2 sorts last").arg(action.newName, action.name)).safer
            = {QStringLiteral("Say where it belongs."),
                QStringLiteral("op.execute(\"ALTER TYPE %1 ADD VALUE '%2' AFTER '…'\")")
                    .arg(action.name, action.newName)};
}

} // namespace

const Rule enumValueOrder{
    .id = "enum-value-order",
    .severity = Severity::Info,
    .why
    = "Without BEFORE or AFTER the value sorts behind all others, and its place cannot be changed later.",
    .checkAction = checkEnumValueOrder,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkRenameEnumValue(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind == SqlActionKind::RenameEnumValue)
        reporter
            .report(QStringLiteral("Value '%1' of %2 becomes '%3'")
                        .arg(action.column, action.name, action.newName))
            .safer
            = {QStringLiteral("Add the new value, move the rows, and leave the old one."),
                QStringLiteral("op.execute(\"ALTER TYPE %1 ADD VALUE '%2'\")")
                    .arg(action.name, action.newName)};
}

} // namespace

const Rule renameEnumValue{
    .id = "rename-enum-value",
    .severity = Severity::Medium,
    .why = "Code that still runs writes and compares the old value and fails.",
    .checkAction = checkRenameEnumValue,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAddCheck(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddCheck || action.notValid || context.isNew(action.table))
        return;
    Finding &finding
        = reporter.report(QStringLiteral("The CHECK %1 reads all of %2").arg(action.name, action.table),
            context, {action.table, LockMode::AccessExclusive, Work::Scan});
    const QString name = action.name.isEmpty() ? QStringLiteral("ck_…") : action.name;
    finding.safer
        = {QStringLiteral("Add it NOT VALID and validate it in a revision of its own, which blocks nobody."),
            QStringLiteral("op.create_check_constraint(%1, %2, '…', postgresql_not_valid=True%3)\n"
                           "# next revision\n"
                           "op.execute('ALTER TABLE %4 VALIDATE CONSTRAINT %5')")
                .arg(pythonText(name), tableArgument(action.table), schemaArgument(action.table),
                    action.table, name)};
}

} // namespace

const Rule addCheck{
    .id = "add-check",
    .severity = Severity::High,
    .why = "Reads and writes wait while every row is checked.",
    .checkAction = checkAddCheck,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkSetNotNull(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::SetNotNull || context.isNew(action.table))
        return;
    const LiveTable *live = context.live(action.table);
    if (const LiveColumn *column = live ? live->column(action.column) : nullptr; column && column->notNull)
        return;
    const bool proven
        = live && context.run.live->serverVersion >= 120000 && live->provesNotNull(action.column);
    Finding &finding = reporter.report(proven
            ? QStringLiteral("SET NOT NULL on %1.%2 (a valid CHECK proves it: nothing is read)")
                  .arg(action.table, action.column)
            : QStringLiteral("SET NOT NULL reads all of %1 for NULLs in %2").arg(action.table, action.column),
        context, {action.table, LockMode::AccessExclusive, proven ? Work::Brief : Work::Scan});
    if (proven) {
        finding.severity = Severity::Low;
        return;
    }
    const QString check
        = madeName(QStringLiteral("ck"), action.table, {action.column, QStringLiteral("not_null")});
    finding.safer = {QStringLiteral("Prove it first with a CHECK that is added NOT VALID and validated in a "
                                    "revision of its own; then SET NOT NULL reads nothing."),
        QStringLiteral("op.create_check_constraint(%1, %2, '%3 IS NOT NULL', postgresql_not_valid=True%4)\n"
                       "# next revision\n"
                       "op.execute('ALTER TABLE %5 VALIDATE CONSTRAINT %6')\n"
                       "op.alter_column(%2, %7, nullable=False%4)\n"
                       "op.drop_constraint(%1, %2%4)")
            .arg(pythonText(check), tableArgument(action.table), action.column, schemaArgument(action.table),
                action.table, check, pythonText(action.column))};
}

} // namespace

const Rule setNotNull{
    .id = "set-not-null",
    .severity = Severity::High,
    .why = "The whole table is read for NULLs while reads and writes wait, and one NULL fails the run.",
    .checkAction = checkSetNotNull,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAddForeignKey(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddForeignKey || action.notValid || context.isNew(action.table))
        return;
    const bool locksOther = !context.isNew(action.otherTable) && action.otherTable != action.table;
    Finding &finding = reporter.report(locksOther
            ? QStringLiteral("The foreign key %1 → %2 is checked under a lock on both tables")
                  .arg(action.table, action.otherTable)
            : QStringLiteral("The foreign key %1 → %2 is checked under a lock on %1")
                  .arg(action.table, action.otherTable),
        context, {action.table, LockMode::ShareRowExclusive, Work::Scan});
    if (locksOther) {
        finding.tables << action.otherTable;
        finding.locks.push_back({action.otherTable, LockMode::ShareRowExclusive});
    }
    const QString name
        = action.name.isEmpty() ? madeName(QStringLiteral("fk"), action.table, action.columns) : action.name;
    finding.safer = {QStringLiteral("Add it NOT VALID, which checks new rows only, and validate it in a "
                                    "revision of its own, which blocks nobody."),
        QStringLiteral("op.create_foreign_key(%1, %2, %3, %4, […], postgresql_not_valid=True)\n"
                       "# next revision\n"
                       "op.execute('ALTER TABLE %5 VALIDATE CONSTRAINT %6')")
            .arg(pythonText(name), tableArgument(action.table), tableArgument(action.otherTable),
                pythonList(action.columns), action.table, name)};
}

} // namespace

const Rule addForeignKey{
    .id = "add-foreign-key",
    .severity = Severity::High,
    .why = "Writes to the table, and to the one it refers to, wait while every row is checked.",
    .checkAction = checkAddForeignKey,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAddUnique(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddUnique || action.usingIndex || context.isNew(action.table))
        return;
    Finding &finding = reporter.report(QStringLiteral("UNIQUE (%1) builds its index while %2 is locked")
                                           .arg(action.columns.join(QLatin1String(", ")), action.table),
        context, {action.table, LockMode::AccessExclusive, Work::IndexBuild});
    const QString name
        = action.name.isEmpty() ? madeName(QStringLiteral("uq"), action.table, action.columns) : action.name;
    finding.safer
        = {QStringLiteral(
               "Build a unique index concurrently, then make it the constraint, which takes a moment."),
            QStringLiteral("with op.get_context().autocommit_block():\n"
                           "    op.create_index(%1, %2, %3, unique=True, postgresql_concurrently=True%4)\n"
                           "op.execute('ALTER TABLE %5 ADD CONSTRAINT %6 UNIQUE USING INDEX %6')")
                .arg(pythonText(name), tableArgument(action.table), pythonList(action.columns),
                    schemaArgument(action.table), action.table, name)};
}

} // namespace

const Rule addUnique{
    .id = "add-unique",
    .severity = Severity::High,
    .why = "An index is built while reads and writes wait, and one duplicate fails the run.",
    .checkAction = checkAddUnique,
};

} // namespace stillroom

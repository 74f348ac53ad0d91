#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDropConstraint(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::DropConstraint || context.isNew(action.table))
        return;
    const LiveTable *live = context.live(action.table);
    const LiveConstraint *constraint = live ? live->constraint(action.name) : nullptr;
    const bool named = action.name.startsWith(u"fk") || action.name.endsWith(u"_fkey");
    if (constraint ? constraint->kind != u'f' : !named)
        return;
    const QString other = constraint ? constraint->otherTable : QStringLiteral("the table it refers to");
    Finding &finding = reporter.report(
        QStringLiteral("Dropping the foreign key %1 locks %2 and %3").arg(action.name, action.table, other),
        context, {action.table, LockMode::AccessExclusive, Work::Brief});
    if (constraint && constraint->otherTable != action.table) {
        finding.tables << constraint->otherTable;
        finding.locks.push_back({constraint->otherTable, LockMode::AccessExclusive});
    }
    finding.safer = {QStringLiteral(
        "Run it with a short lock_timeout and retries, so that it gives up instead of queueing everybody.")};
}

} // namespace

const Rule dropConstraint{
    .id = "drop-constraint",
    .severity = Severity::Medium,
    .why = "Dropping a foreign key takes ACCESS EXCLUSIVE on the referenced table as well, which the "
           "statement does not name.",
    .checkAction = checkDropConstraint,
};

} // namespace stillroom

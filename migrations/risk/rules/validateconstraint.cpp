#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkValidateConstraint(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::ValidateConstraint || context.isNew(action.table))
        return;
    const bool alone = context.step.statements.size() == 1 && context.run.steps.size() == 1;
    Finding &finding = reporter.report(alone
            ? QStringLiteral("Validating %1 reads %2 without blocking it").arg(action.name, action.table)
            : QStringLiteral("Validating %1 reads %2 while the locks of this transaction are held")
                  .arg(action.name, action.table),
        context, {action.table, LockMode::ShareUpdateExclusive, Work::Scan});
    if (alone)
        finding.severity = Severity::Info;
    finding.safer = {QStringLiteral(
        "Validate in a revision of its own and run it with one transaction for each revision.")};
}

} // namespace

const Rule validateConstraint{
    .id = "validate-constraint",
    .severity = Severity::Low,
    .why = "Reads and writes go on while the rows are checked, but every lock the transaction took before is "
           "held until it ends.",
    .checkAction = checkValidateConstraint,
};

} // namespace stillroom

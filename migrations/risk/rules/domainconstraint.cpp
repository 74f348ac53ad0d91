#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDomainConstraint(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::CreateDomain && action.kind != SqlActionKind::AlterDomain)
        return;
    if (action.kind == SqlActionKind::AlterDomain && action.notValid)
        return;
    Finding &finding = reporter.report(action.kind == SqlActionKind::CreateDomain
            ? QStringLiteral("Domain %1 carries a constraint").arg(action.name)
            : QStringLiteral("Constraining domain %1 checks every table that uses it").arg(action.name));
    finding.safer = {
        QStringLiteral("Put the CHECK on the column, where it can be added NOT VALID and validated later."),
        QStringLiteral("op.create_check_constraint('ck_…', '…', '…', postgresql_not_valid=True)")};
}

} // namespace

const Rule domainConstraint{
    .id = "domain-constraint",
    .severity = Severity::Medium,
    .why = "Every column of a constrained domain is checked again when the domain changes, and adding such a "
           "column writes its table anew, all under ACCESS EXCLUSIVE.",
    .checkAction = checkDomainConstraint,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkNotAnalysed(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind == SqlActionKind::Opaque)
        reporter.report(QStringLiteral("What %1 does inside is not in the text").arg(action.name));
    else if (action.kind == SqlActionKind::NotUnderstood)
        reporter.report(QStringLiteral("PostgreSQL 15's grammar does not understand this text"));
}

} // namespace

const Rule notAnalysed{
    .id = "not-analysed",
    .severity = Severity::Medium,
    .why = "What this text locks, rewrites or deletes is not known: it is shown as it stands, never as safe.",
    .checkAction = checkNotAnalysed,
};

} // namespace stillroom

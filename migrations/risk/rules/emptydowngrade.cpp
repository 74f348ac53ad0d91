#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkEmptyDowngrade(const LintRun &, const LintStep &step, Reporter &reporter)
{
    if (!step.traits.emptyDowngrade)
        return;
    Finding &finding = reporter.report(QStringLiteral("The downgrade does nothing"));
    if (step.traits.downgrade)
        finding.place = *step.traits.downgrade;
}

} // namespace

const Rule emptyDowngrade{
    .id = "empty-downgrade",
    .severity = Severity::Low,
    .why = "A downgrade records the older revision and leaves the schema as it is.",
    .checkStep = checkEmptyDowngrade,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkSwallowsErrors(const LintRun &, const LintStep &step, Reporter &reporter)
{
    if (step.traits.swallowsErrors)
        reporter.report(QStringLiteral("Catches its own errors and goes on")).place
            = *step.traits.swallowsErrors;
}

} // namespace

const Rule swallowsErrors{
    .id = "swallows-errors",
    .severity = Severity::High,
    .why = "After the first error PostgreSQL refuses everything until the transaction ends; the statement "
           "that is blamed later is innocent.",
    .checkStep = checkSwallowsErrors,
};

} // namespace stillroom

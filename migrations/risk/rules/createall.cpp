#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkCreateAll(const LintRun &, const LintStep &step, Reporter &reporter)
{
    if (step.traits.createAll)
        reporter.report(QStringLiteral("Creates or drops tables from the models")).place
            = *step.traits.createAll;
}

} // namespace

const Rule createAll{
    .id = "create-all",
    .severity = Severity::High,
    .why = "The tables come from today's models, not from this revision: the revision can never be compared "
           "with the database.",
    .checkStep = checkCreateAll,
};

} // namespace stillroom

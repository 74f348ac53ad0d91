#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkOfflineUnsafe(const LintRun &, const LintStep &step, Reporter &reporter)
{
    if (step.traits.readsDatabase)
        reporter.report(QStringLiteral("Reads the database without an offline test")).place
            = *step.traits.readsDatabase;
}

} // namespace

const Rule offlineUnsafe{
    .id = "offline-unsafe",
    .severity = Severity::Low,
    .why = "Printing the SQL of this revision (--sql) stops here: there is no database to ask.",
    .checkStep = checkOfflineUnsafe,
};

} // namespace stillroom

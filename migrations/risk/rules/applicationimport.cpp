#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkApplicationImport(const LintRun &, const LintStep &step, Reporter &reporter)
{
    for (const auto &[module, place] : step.traits.applicationImports) {
        Finding &finding = reporter.report(QStringLiteral("Uses %1 of the application").arg(module));
        finding.place = place;
        finding.safer
            = {QStringLiteral("Name the tables and columns that are needed in the revision itself."),
                QStringLiteral("users = sa.table('users', sa.column('id', sa.Integer))")};
    }
}

} // namespace

const Rule applicationImport{
    .id = "application-import",
    .severity = Severity::Medium,
    .why = "The revision means whatever the application's code means on the day it runs; when models move it "
           "breaks, and a downgrade may do something else.",
    .checkStep = checkApplicationImport,
};

} // namespace stillroom

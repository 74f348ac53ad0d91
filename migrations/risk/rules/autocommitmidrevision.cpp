#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkAutocommitMidRevision(const LintRun &, const LintStep &step, Reporter &reporter)
{
    for (int i = 1; i < int(step.statements.size()); ++i) {
        const LintStatement &statement = step.statements[std::size_t(i)];
        if (!statement.planned->statement.autocommit
            || step.statements[std::size_t(i) - 1].planned->statement.autocommit)
            continue;
        reporter.enter(autocommitMidRevision, &step, &statement, i);
        reporter.report(QStringLiteral("An autocommit block in mid-revision commits what came before it"))
            .safer
            = {QStringLiteral("Give the block a revision of its own.")};
        return;
    }
}

} // namespace

const Rule autocommitMidRevision{
    .id = "autocommit-mid-revision",
    .severity = Severity::Medium,
    .why = "What the revision did before the block is committed when the block begins; a failure behind it "
           "leaves half a revision.",
    .checkStep = checkAutocommitMidRevision,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkRerunnable(const LintRun &, const LintStep &step, Reporter &reporter)
{
    int own = 0;
    for (const LintStatement &statement : step.statements)
        own += statement.planned->statement.autocommit ? 1 : 0;
    if (own == 0 || step.statements.size() < 2)
        return;
    for (int i = 0; i < int(step.statements.size()); ++i) {
        const LintStatement &statement = step.statements[std::size_t(i)];
        for (const SqlAction &action : statement.actions) {
            const bool makes = action.kind == SqlActionKind::CreateIndex
                || action.kind == SqlActionKind::DropIndex || action.kind == SqlActionKind::AddEnumValue
                || action.kind == SqlActionKind::CreateTable;
            if (!statement.planned->statement.autocommit || !makes || action.ifExists)
                continue;
            reporter.enter(rerunnable, &step, &statement, i);
            reporter.report(QStringLiteral("This revision cannot simply be run again after a failure")).safer
                = {QStringLiteral(
                    "Give the statement a revision of its own, or guard it so that a second run passes.")};
            return;
        }
    }
}

} // namespace

const Rule rerunnable{
    .id = "rerunnable",
    .severity = Severity::Low,
    .why = "What an autocommit block did stays when a later statement fails; the next run then fails on the "
           "first statement.",
    .checkStep = checkRerunnable,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkDropAndCreate(const LintRun &run, Reporter &reporter)
{
    QSet<QString> dropped;
    QSet<QString> created;
    for (const LintStep &step : run.steps) {
        for (int i = 0; i < int(step.statements.size()); ++i) {
            for (const SqlAction &action : step.statements[std::size_t(i)].actions) {
                if (action.kind == SqlActionKind::DropTable && !created.contains(action.table))
                    dropped.insert(action.table);
                if (action.kind != SqlActionKind::CreateTable)
                    continue;
                created.insert(action.table);
                if (!dropped.contains(action.table))
                    continue;
                reporter.enter(dropAndCreate, &step, &step.statements[std::size_t(i)], i);
                reporter.report(QStringLiteral("Table %1 is dropped and made anew in the same run")
                                    .arg(action.table))
                        .tables
                    << action.table;
            }
        }
    }
}

} // namespace

const Rule dropAndCreate{
    .id = "drop-and-create",
    .severity = Severity::High,
    .why = "The rows are lost although a table of the same name is there afterwards.",
    .checkRun = checkDropAndCreate,
};

} // namespace stillroom

#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkInvalidIndex(const LintRun &run, Reporter &reporter)
{
    if (!run.live)
        return;
    for (const LiveIndex &index : run.live->indexes) {
        if (index.valid)
            continue;
        Finding &finding
            = reporter.report(QStringLiteral("Index %1 on %2 is invalid").arg(index.name, index.table));
        finding.tables << index.table;
        finding.safer = {QStringLiteral("Drop it concurrently and build it again."),
            QStringLiteral("DROP INDEX CONCURRENTLY %1;").arg(index.name)};
    }
}

} // namespace

const Rule invalidIndex{
    .id = "invalid-index",
    .severity = Severity::High,
    .why = "An index that a failed concurrent build left behind is paid for on every write and never used.",
    .checkRun = checkInvalidIndex,
};

} // namespace stillroom

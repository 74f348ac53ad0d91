#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkLockTimeout(const LintRun &run, Reporter &reporter)
{
    if (run.hasLockTimeout)
        return;
    QSet<QString> created;
    QStringList waiting;
    for (const LintStep &step : run.steps) {
        for (const LintStatement &statement : step.statements) {
            const bool sets = statement.planned->statement.sql.contains(
                QLatin1String("lock_timeout"), Qt::CaseInsensitive);
            if (sets)
                return;
            for (const SqlAction &action : statement.actions) {
                if (action.kind == SqlActionKind::CreateTable || action.kind == SqlActionKind::CreateTableAs)
                    created.insert(action.table);
            }
            for (const LockClaim &lock : statement.planned->locks) {
                if (lock.mode >= LockMode::Share && !created.contains(lock.table)
                    && !waiting.contains(lock.table))
                    waiting << lock.table;
            }
        }
    }
    if (waiting.isEmpty())
        return;
    Finding &finding = reporter.report(
        QStringLiteral("No lock_timeout is set while %1 is locked")
            .arg(waiting.size() > 3
                    ? QStringLiteral("%1 and %2 more tables").arg(waiting.first()).arg(waiting.size() - 1)
                    : waiting.join(QLatin1String(", "))));
    finding.tables = waiting;
    finding.safer = {QStringLiteral("Run with a lock timeout and retries, or set both for the project."),
        QStringLiteral("[tool.stillroom.run]\nlock_timeout = \"5s\"\nretries = 5")};
}

} // namespace

const Rule lockTimeout{
    .id = "lock-timeout",
    .severity = Severity::Medium,
    .why = "A statement that waits for its lock makes every later reader wait behind it, for as long as "
           "somebody in front holds on.",
    .checkRun = checkLockTimeout,
};

} // namespace stillroom

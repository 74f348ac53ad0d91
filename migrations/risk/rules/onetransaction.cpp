#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkOneTransaction(const LintRun &run, Reporter &reporter)
{
    if (run.transaction != TransactionMode::Single)
        return;
    int steps = 0;
    QStringList tables;
    QSet<QString> created;
    for (const LintStep &step : run.steps) {
        bool strong = false;
        for (const LintStatement &statement : step.statements) {
            for (const SqlAction &action : statement.actions) {
                if (action.kind == SqlActionKind::CreateTable)
                    created.insert(action.table);
            }
            for (const LockClaim &lock : statement.planned->locks) {
                if (lock.mode != LockMode::AccessExclusive || created.contains(lock.table))
                    continue;
                strong = true;
                if (!tables.contains(lock.table))
                    tables << lock.table;
            }
        }
        steps += strong ? 1 : 0;
    }
    if (steps < 2)
        return;
    Finding &finding
        = reporter.report(QStringLiteral("%1 revisions hold ACCESS EXCLUSIVE on %2 together until the end")
                              .arg(steps)
                              .arg(tables.size() > 4 ? QStringLiteral("%1 tables").arg(tables.size())
                                                     : tables.join(QLatin1String(", "))));
    finding.tables = tables;
    finding.safer = {QStringLiteral("Run each revision in its own transaction."),
        QStringLiteral("context.configure(…, transaction_per_migration=True)  # env.py")};
}

} // namespace

const Rule oneTransaction{
    .id = "one-transaction",
    .severity = Severity::Medium,
    .why = "All revisions run in one transaction, Alembic's default: every lock is held until the last one "
           "commits, and one failure undoes the chain.",
    .checkRun = checkOneTransaction,
};

} // namespace stillroom

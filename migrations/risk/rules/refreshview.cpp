#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkRefreshView(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::RefreshView || action.concurrently || context.isNew(action.table))
        return;
    Finding &finding = reporter.report(QStringLiteral("REFRESH blocks readers of %1").arg(action.table));
    finding.tables << action.table;
    finding.locks.push_back({action.table, LockMode::AccessExclusive});
    finding.safer = {QStringLiteral("REFRESH … CONCURRENTLY, which needs a unique index on the view."),
        QStringLiteral("op.execute('REFRESH MATERIALIZED VIEW CONCURRENTLY %1')").arg(action.table)};
}

} // namespace

const Rule refreshView{
    .id = "refresh-view",
    .severity = Severity::Medium,
    .why = "Readers of the view wait until it is built anew.",
    .checkAction = checkRefreshView,
};

} // namespace stillroom

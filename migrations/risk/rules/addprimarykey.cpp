#include "migrations/risk/rules/rules.h"

#include <algorithm>

namespace stillroom
{

namespace
{

void check(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddPrimaryKey || context.isNew(action.table))
        return;
    const LiveTable *live = context.live(action.table);
    const bool nullable
        = !live || !std::all_of(action.columns.begin(), action.columns.end(), [&](const QString &name) {
              const LiveColumn *column = live->column(name);
              return column && column->notNull;
          });
    if (action.usingIndex && live && !nullable)
        return;
    Finding &finding = reporter.report(action.usingIndex
            ? QStringLiteral("The primary key of %1 reads nullable columns for NULLs").arg(action.table)
            : QStringLiteral("The primary key builds its index while %1 is locked").arg(action.table),
        context,
        {action.table, LockMode::AccessExclusive, action.usingIndex ? Work::Scan : Work::IndexBuild});
    finding.safer = {QStringLiteral("Make the columns NOT NULL by way of a validated CHECK, build a unique "
                                    "index concurrently, then add the key USING INDEX."),
        QStringLiteral("op.execute('ALTER TABLE %1 ADD PRIMARY KEY USING INDEX …')").arg(action.table)};
}

} // namespace

const Rule addPrimaryKey{
    .id = "add-primary-key",
    .severity = Severity::High,
    .why = "An index is built and the columns are read for NULLs while reads and writes wait.",
    .checkAction = check,
};

} // namespace stillroom

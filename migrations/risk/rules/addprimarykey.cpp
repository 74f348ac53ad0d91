#include "migrations/risk/rules/rules.h"

#include <algorithm>

namespace stillroom
{

namespace
{

/// Whether the index has a column that may be NULL; also when that is not known.
bool readsNulls(const ActionContext &context)
{
    const LiveTable *table = context.live(context.action.table);
    const LiveIndex *index = context.run.live ? context.run.live->index(context.action.newName) : nullptr;
    if (!table || !index)
        return true;
    return !std::all_of(index->columns.begin(), index->columns.end(), [&](const QString &name) {
        const LiveColumn *column = table->column(name);
        return column && column->notNull;
    });
}

void checkAddPrimaryKey(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::AddPrimaryKey || context.isNew(action.table))
        return;
    if (action.usingIndex && !readsNulls(context))
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
    .checkAction = checkAddPrimaryKey,
};

} // namespace stillroom

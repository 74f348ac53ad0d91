#include "migrations/plan/judgement.h"

#include "migrations/sql/statementfacts.h"

namespace stillroom
{

PlannedStatement judged(Statement statement, bool judge)
{
    PlannedStatement planned{.statement = std::move(statement)};
    if (!judge)
        return planned;
    const StatementFacts facts = factsOf(planned.statement.sql);
    planned.locks = facts.locks;
    // The grammar sees only the name of a dropped index; the lock people wait for is the table's.
    if (!planned.statement.indexedTable.isEmpty() && planned.locks.size() == 1)
        planned.locks.front().table = planned.statement.indexedTable;
    planned.locksKnown = facts.locksKnown;
    planned.hiddenTables = facts.hiddenTables && planned.statement.indexedTable.isEmpty();
    planned.rewrite = facts.rewrite;
    planned.scan = facts.scan;
    return planned;
}

} // namespace stillroom

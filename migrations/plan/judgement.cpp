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
    planned.locksKnown = facts.locksKnown;
    planned.rewrite = facts.rewrite;
    planned.scan = facts.scan;
    return planned;
}

} // namespace stillroom

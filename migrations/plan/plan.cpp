#include "migrations/plan/plan.h"

#include <algorithm>

namespace stillroom
{

namespace
{

bool stepRunsAs(const PlanStep &one, const PlanStep &other)
{
    return one.revision == other.revision && one.script == other.script && one.direction == other.direction
        && one.from == other.from && one.to == other.to && one.engine == other.engine
        && one.engineReasons == other.engineReasons && one.versionChange == other.versionChange
        && one.versionStatements == other.versionStatements
        && std::equal(one.statements.begin(), one.statements.end(), other.statements.begin(),
            other.statements.end(),
            [](const PlannedStatement &a, const PlannedStatement &b) { return a.statement == b.statement; });
}

} // namespace

bool Plan::runsAs(const Plan &other) const
{
    return direction == other.direction && from == other.from && to == other.to
        && versionTable == other.versionTable && createsVersionTable == other.createsVersionTable
        && std::equal(steps.begin(), steps.end(), other.steps.begin(), other.steps.end(), stepRunsAs);
}

bool Plan::isNative() const
{
    return std::all_of(
        steps.begin(), steps.end(), [](const PlanStep &step) { return step.engine == Engine::NativeSql; });
}

int Plan::statementCount() const
{
    size_t count = 0;
    for (const PlanStep &step : steps)
        count += step.statements.size();
    return int(count);
}

} // namespace stillroom

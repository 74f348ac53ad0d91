#include "migrations/plan/plan.h"

#include <algorithm>

namespace stillroom
{

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

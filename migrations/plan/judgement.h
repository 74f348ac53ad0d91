#pragma once

#include "migrations/plan/plan.h"

namespace stillroom
{

/// A statement with what its text tells: locks, rewrite, scan. Without \a judge only the statement.
PlannedStatement judged(Statement statement, bool judge);

} // namespace stillroom

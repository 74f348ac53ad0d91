#pragma once

#include "migrations/plan/plan.h"
#include "migrations/risk/livefacts.h"
#include "migrations/scripts/scripttraits.h"
#include "migrations/sql/sqlaction.h"

#include <chrono>
#include <optional>
#include <vector>

namespace stillroom
{

struct LintStatement {
    const PlannedStatement *planned = nullptr;
    std::vector<SqlAction> actions;
    std::optional<std::chrono::microseconds> measured{}; ///< in a rehearsal of this very statement
};

struct LintStep {
    const PlanStep *step = nullptr;
    std::vector<LintStatement> statements; ///< empty for Project Python
    ScriptTraits traits; ///< of the whole script
};

/// What the rules look at: a plan, its statements taken apart, the scripts' texts and, when there is a
/// connection, what the database says. Points into the plan, which must outlive it.
struct LintRun {
    const Plan *plan = nullptr;
    std::vector<LintStep> steps;
    const LiveFacts *live = nullptr; ///< null without a database
    TransactionMode transaction = TransactionMode::Single;
    bool hasLockTimeout = false;
    std::optional<int> versionColumnWidth{}; ///< characters; unset: not known
};

} // namespace stillroom

#pragma once

#include "migrations/base/result.h"
#include "migrations/plan/planner.h"

namespace stillroom
{

/// The settings of env.py that shape the text.
struct OfflineOptions {
    TransactionMode transaction = TransactionMode::Single;
    bool transactionalDdl = true; ///< false: no BEGIN and COMMIT at all
};

/// The text `alembic upgrade … --sql` prints, byte for byte. Errors: NeedsProjectPython, naming the first
/// step only the project's Python can run and why.
Result<QString> offlineScript(const Plan &plan, const OfflineOptions &options = {});

/// The text `alembic stamp … --sql` prints.
QString offlineScript(const StampPlan &plan, const OfflineOptions &options = {});

/// From a target of the command line with `--sql` to the plan it prints: `a:b` starts at a, without a
/// range an upgrade starts at base. Errors: InvalidCall when a downgrade has no range.
Result<Plan> planOffline(Planner &planner, const RevisionGraph &graph, Direction direction,
    const RevisionTarget &target, PlanRequestOptions options);
Result<StampPlan> planOfflineStamp(
    const RevisionGraph &graph, const std::vector<RevisionTarget> &targets, PlanRequestOptions options);

} // namespace stillroom

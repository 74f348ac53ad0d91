#pragma once

#include "migrations/plan/plan.h"
#include "migrations/plan/planner.h"

#include <QByteArray>
#include <QString>

namespace stillroom::cli
{

/// `plan … --json` of spec/cli.md.
QByteArray planJson(const Plan &plan);
/// The same for people; `settings` when the run's limits are known.
QString planText(const Plan &plan, const RunSettings *settings = nullptr);

/// `stamp … --dry-run`.
QByteArray stampJson(const StampPlan &plan);
QString stampText(const StampPlan &plan);

/// "a1, b2"; "base" for none.
QString revisionList(const std::vector<RevisionId> &ids);
/// "upgrade", "downgrade".
QString directionName(Direction direction);
/// "Running upgrade a1 -> b2, add users", as Alembic's log has it.
QString runningLine(const PlanStep &step);

} // namespace stillroom::cli

#pragma once

#include "app/project/scriptbodies.h"
#include "app/startup/startupproject.h"
#include "migrations/database/databasestate.h"
#include "migrations/plan/plan.h"

#include <variant>

namespace stillroom
{

/// What `flask db upgrade` to head would do in a project at these rows: the plan, or how it ends before a
/// statement runs, told apart as Flask-Migrate does (spec/auto-run.md 1.2, rows 7 and 8): several heads, an
/// unknown row, no migrations folder and cycles are command errors, everything else an exception.
std::variant<Plan, UpgradeResult> forecastUpgrade(const StartupProject &project, const DatabaseState &state,
    RememberedBodies &bodies, const CancelToken &cancel = {});

/// Of the tables missing now, those that an upgrade leaves missing: no revision creates them, or nothing is
/// pending.
QStringList missingAfterUpgrade(
    const StartupProject &project, const QStringList &missing, bool anythingPending);

} // namespace stillroom

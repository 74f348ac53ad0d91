#pragma once

#include "app/project/projectloader.h"
#include "app/project/scriptbodies.h"
#include "migrations/base/canceltoken.h"
#include "migrations/database/databasestate.h"
#include "migrations/graph/revisiontarget.h"
#include "migrations/plan/planner.h"

namespace stillroom
{

/// What env.py sets for a connection, and what was measured there.
PlanRequestOptions onlineOptions(const LoadedProject &loaded, const DatabaseState &state);

/// The plan from the measured rows to the target, with the options env.py sets for a connection.
/// `live` answers what scripts ask the database; the plan's assumptions name the revisions it decided.
/// Errors: as Planner::plan().
Result<Plan> planFrom(const LoadedProject &loaded, Direction direction, const RevisionTarget &target,
    const DatabaseState &state, const CancelToken &cancel = {}, LiveReader live = {});

/// The same for running: without locks and downgrade grades, which are for showing (the executor compares
/// what runs), and with bodies kept in \a bodies from one call to the next.
Result<Plan> runnablePlan(const LoadedProject &loaded, Direction direction, const RevisionTarget &target,
    const DatabaseState &state, RememberedBodies &bodies, const CancelToken &cancel = {},
    LiveReader live = {});

} // namespace stillroom

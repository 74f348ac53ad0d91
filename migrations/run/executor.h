#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/database/connection.h"
#include "migrations/plan/plan.h"
#include "migrations/plan/planner.h"
#include "migrations/run/pythonsteps.h"
#include "migrations/run/runevent.h"

#include <functional>

namespace stillroom
{

/// Plans again from rows measured under the run lock; the executor compares the answer with the plan it
/// was given (Plan::runsAs: it need not be judged). Called on the thread of the run.
using Replan = std::function<Result<Plan>(const DatabaseState &measured)>;
using ReplanStamp = std::function<Result<StampPlan>(const DatabaseState &measured)>;

/// Runs a plan on a connection, on the calling thread, and returns when the run has ended, whatever the
/// end. Steps, in this order:
///
/// 1. refuse before touching anything: a Project Python step without \a python, COPY FROM STDIN, a statement
/// PostgreSQL refuses
///    inside a transaction outside an autocommit block, a pooler;
/// 2. take the run lock, visibly, for at most RunSettings::waitForRunLock;
/// 3. measure the rows again, refuse a standby, plan again, refuse when the plan moved;
/// 4. run: one transaction for all steps or one per step, a missing version table first. Statements inside an
///    autocommit block run between transactions; what came before them is committed first, as Alembic does.
///    With one transaction per step, a step that fails on a lock timeout is tried again
///    (RunSettings::retries) unless a part of it is committed already. A Project Python step commits by
///    itself: the native steps between two of them are what "one transaction" holds, and after each the
///    version table must say what was planned;
/// 5. measure the rows, on a new connection when the old one was lost, and release the lock.
///
/// Setting \a cancel from any thread cancels the statement in the server, rolls back and measures.
/// The last event is always event::Finished with the outcome that is also returned.
RunOutcome runPlan(Connection &connection, const Plan &plan, const RunSettings &settings,
    const Replan &replan, const CancelToken &cancel, RunEventSink &sink, PythonSteps *python = nullptr);

/// The same for `stamp`: changes rows of the version table only, in one transaction.
RunOutcome runStamp(Connection &connection, const StampPlan &plan, const RunSettings &settings,
    const ReplanStamp &replan, const CancelToken &cancel, RunEventSink &sink);

} // namespace stillroom

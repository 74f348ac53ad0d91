#pragma once

#include "migrations/database/blocker.h"
#include "migrations/database/databasestate.h"
#include "migrations/plan/plan.h"

#include <variant>

namespace stillroom
{

/// One failed statement, complete enough for cli.md's status 4 and the Failed page.
struct RunFailure {
    int step = -1; ///< index into Plan::steps; -1 when not tied to one, e.g. creating the version table
    int statement = -1; ///< index into the step's statements; -1: a version-table statement, BEGIN or COMMIT
    RevisionId revision;
    QString sql;
    SourcePlace place;
    QString sqlState;
    QString message;
    QString detail;
    QString hint;
    QString context; ///< the server's CONTEXT: lines, e.g. inside a function
    int position = 0; ///< character in `sql` from 1; 0: none

    bool operator==(const RunFailure &) const = default;
};

enum class RunResult {
    Succeeded,
    NothingToDo,
    Failed,
    Cancelled,
    Refused, ///< plan moved, lock not had, standby, Project Python
    ConnectionLost, ///< the end state was measured on a new connection, or is unknown
};

/// How a run ended. `endRows` is measured after the end, never assumed; unset: unknown.
struct RunOutcome {
    RunResult result = RunResult::NothingToDo;
    std::optional<RunFailure> failure{};
    std::optional<Error> error{};
    std::optional<std::vector<RevisionId>> endRows{};
    int stepsCommitted = 0; ///< steps whose effect is in the database for good
    /// A step of which a part was committed (autocommit block, COMMIT in the script) but not the whole, nor
    /// its row in the version table; -1: none.
    int partlyCommittedStep = -1;
    qint64 durationMs = 0;
    qint64 lockWaitMs = 0;

    bool operator==(const RunOutcome &) const = default;
};

namespace event
{

struct WaitingForRunLock {
    Blocker holder;
    qint64 waitedMs = 0;
    qint64 limitMs = 0;
};
struct RunLockTaken {
    qint64 waitedMs = 0;
};
/// The plan that will run, after the lock was taken and it was found equal to the reviewed one.
struct Started {
    int steps = 0;
    int statements = 0;
};
struct StepStarted {
    int step = 0;
};
struct StatementStarted {
    int step = 0; ///< -1: creating the version table
    int statement = 0; ///< -1: version-table statements
};
struct StatementFinished {
    int step = 0;
    int statement = 0;
    double durationMs = 0;
    qint64 rows = -1; ///< affected rows; -1: not reported
    bool skipped = false; ///< its guard did not hold
};
struct StepFinished {
    int step = 0;
    double durationMs = 0;
};
struct Notice {
    int step = -1;
    QString severity;
    QString text;
};
/// The run waits for a lock inside the server.
struct Blocked {
    std::vector<Blocker> blockers;
    qint64 waitedMs = 0;
    qint64 lockTimeoutMs = 0;
};
/// A step failed on a lock timeout and is run again from its start (RunSettings::retries).
struct Retrying {
    int step = 0;
    int attempt = 0; ///< the one that follows, from 2
    qint64 pauseMs = 0;
    QString reason; ///< the server's message
};
struct RollingBack {
};
struct Finished {
    RunOutcome outcome;
};

} // namespace event

using RunEvent = std::variant<event::WaitingForRunLock, event::RunLockTaken, event::Started,
    event::StepStarted, event::StatementStarted, event::StatementFinished, event::StepFinished, event::Notice,
    event::Blocked, event::Retrying, event::RollingBack, event::Finished>;

/// Receives the events of a run, on the thread that runs it.
class RunEventSink
{
public:
    virtual ~RunEventSink() = default;
    virtual void onRunEvent(const RunEvent &event) = 0;
};

} // namespace stillroom

#pragma once

#include "migrations/database/databasestate.h"
#include "migrations/plan/plan.h"

#include <variant>

namespace stillroom
{

/// Another session that stands in the way, from pg_stat_activity and pg_locks.
struct Blocker {
    int pid = 0;
    QString user;
    QString application;
    QString address;
    QString state; ///< "idle in transaction"
    QString query; ///< shortened
    QString lock; ///< mode held on the object waited for
    QString object;
    qint64 ageMs = 0; ///< of its transaction

    bool operator==(const Blocker &) const = default;
};

/// One failed statement, complete enough for cli.md's status 4 and the Failed page.
struct RunFailure {
    int step = -1; ///< index into Plan::steps; -1 when not tied to one
    int statement = -1; ///< index into the step's statements; -1: a version-table statement
    RevisionId revision;
    QString sql;
    SourcePlace place;
    QString sqlState;
    QString message;
    QString detail;
    QString hint;
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
    int step = 0;
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
struct RollingBack {
};
struct Finished {
    RunOutcome outcome;
};

} // namespace event

using RunEvent = std::variant<event::WaitingForRunLock, event::RunLockTaken, event::Started,
    event::StepStarted, event::StatementStarted, event::StatementFinished, event::StepFinished, event::Notice,
    event::Blocked, event::RollingBack, event::Finished>;

/// Receives the events of a run, on the thread that runs it.
class RunEventSink
{
public:
    virtual ~RunEventSink() = default;
    virtual void onRunEvent(const RunEvent &event) = 0;
};

} // namespace stillroom

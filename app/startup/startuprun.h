#pragma once

#include "app/startup/startupproject.h"
#include "migrations/database/connection.h"
#include "migrations/database/databasestate.h"
#include "migrations/plan/plan.h"
#include "migrations/run/pythonsteps.h"
#include "migrations/run/runevent.h"
#include "migrations/run/seedrun.h"

#include <chrono>
#include <functional>
#include <memory>

namespace stillroom
{

struct StartupOptions {
    StartupMode mode = StartupMode::Reference;
    bool strict = false; ///< a limited start (row 5) stops
    bool dryRun = false; ///< looks and decides; writes nothing
    QString refuseWriting{}; ///< why nothing may be written there (production without consent); empty: it may
    RunSettings run{}; ///< waitForRunLock bounds the wait for other starters
    std::chrono::milliseconds waitForDatabase{0}; ///< tries again this long while the server does not answer
};

/// What a start needs from the face that performs it. Called on the thread of the start.
class StartupHost
{
public:
    virtual ~StartupHost() = default;
    virtual Result<std::unique_ptr<Connection>> connect() = 0;
    /// A message of the procedure, as soon as it is known.
    virtual void say(const StartupMessage &message) = 0;
    /// Progress and warnings beside the procedure's own messages.
    virtual void note(const QString &text) = 0;
    /// Receives the events of the upgrade; \a plan lives until it ended.
    virtual RunEventSink &sink(const Plan &plan, const DatabaseState &state) = 0;
    /// The upgrade has ended, however; the connection stands outside a transaction, or is lost.
    virtual void runEnded(Connection &) { }
    /// A seed script ran or failed; \a error: why it failed.
    virtual void seedEnded(
        Connection &, const SeedScript &, const QDateTime &, qint64, const std::optional<Error> &)
    {
    }
    /// What runs the plan's steps of Project Python; null: they may not run here. Errors: no Python of the
    /// project was found.
    virtual Result<PythonSteps *> python(const Plan &) { return nullptr; }
};

struct StartupReport {
    StartupDecision decision;
    bool alreadyRun = false; ///< another starter did it while this one waited for the lock
    std::vector<RevisionId> applied; ///< by this start, in order
    QStringList seeded; ///< seed scripts that ran
    std::optional<Plan> plan{};
    std::optional<RunOutcome> run{}; ///< of the upgrade, when one was tried
    std::optional<Error> error{}; ///< refused or broken off outside the decision table
    int exitStatus = 0; ///< of the start; as the decision's, or of the error (spec/cli.md)

    bool mayStart() const { return exitStatus == 0; }
};

/// Performs the start-up procedure (spec/auto-run.md 1 and 2) safely beside other starters: when nothing is
/// to be done it takes no lock and asks the server once; otherwise it takes the run lock, looks again,
/// upgrades to head, looks again, runs the seed scripts, and lets go. Whatever fails, the end state is in the
/// report.
StartupReport performStartup(const StartupProject &project, const StartupSituation &situation,
    const StartupOptions &options, StartupHost &host, const CancelToken &cancel = {});

} // namespace stillroom

#pragma once

#include "app/startup/message.h"
#include "migrations/base/error.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

/// When a start migrates. Reference: only while a required table is missing, as the projects' own code does.
/// Pending: whenever a revision is pending. Both only when the flag is truthy.
enum class StartupMode { Reference, Pending };

/// How the upgrade of a start ended, or will end.
struct UpgradeResult {
    enum class Kind {
        Success,
        Failed, ///< row 7: an error while a revision runs or loads
        CommandError, ///< row 8: Alembic's command errors, which leave the process without a message
    };
    Kind kind = Kind::Success;
    QString text{}; ///< of the failure, one line

    bool operator==(const UpgradeResult &) const = default;
};

/// How one seed script ended.
struct SeedOutcome {
    enum class Kind { Done, NotNeeded, Failed };
    QString name; ///< "01_users.sql"
    Kind kind = Kind::NotNeeded;
    QString message{}; ///< what success prints; may be empty
    QString failure{}; ///< one line

    bool operator==(const SeedOutcome &) const = default;
};

/// Everything a start depends on. Unset means "not known yet": the decision then says what to find out.
struct StartupSituation {
    StartupMode mode = StartupMode::Reference;
    std::optional<QString> skip{}; ///< value of FLASK_SKIP_DB_INIT the process gets
    std::optional<QString> flag{}; ///< value of AUTO_MIGRATE_ON_STARTUP the process gets
    bool markSet = false; ///< the procedure ran in this process before
    QString refusal{}; ///< why the application itself refuses to start (no database URL); empty: it does not
    bool looked = false; ///< the database was looked at: what follows counts
    QString connectError{}; ///< one line; empty: reachable
    QStringList required{}; ///< names of the required tables
    QStringList missing{}; ///< those that are not there, in the order of the list
    QStringList pending{}; ///< revisions to head; decides in mode Pending, told in both
    std::optional<UpgradeResult> upgrade{};
    std::optional<QStringList> missingAfter{}; ///< after a successful upgrade
    std::optional<std::vector<SeedOutcome>> seeds{};

    bool operator==(const StartupSituation &) const = default;
};

/// Nodes of the picture of 1.7, in its order.
enum class StartupNode {
    Start,
    Skip,
    AlreadyRun,
    Connect,
    Tables,
    Flag,
    Upgrade,
    DefaultData,
    Ready,
    ReadyNotVerified,
    Limited,
    Stopped
};

/// "start", "skip?", "already run?", … as the picture labels them.
QString startupNodeName(StartupNode node);

struct PathStep {
    StartupNode node = StartupNode::Start;
    QString answer; ///< "no", "yes", "all present", "2 of 4 missing"; empty at the ends
    QString reason; ///< one sentence: `AUTO_MIGRATE_ON_STARTUP is "on", which is not truthy`

    bool operator==(const PathStep &) const = default;
};

/// spec/cli.md, `startup --json`.
enum class StartupOutcome { Skipped, Ready, Migrated, WaitingForManualUpgrade, Failed };
QString startupOutcomeName(StartupOutcome outcome);

/// What the situation does not say yet and the decision needs.
enum class StartupNeed { Nothing, LookAtDatabase, Upgrade, LookAgain, Seeds };

struct StartupDecision {
    int row = 0; ///< of the decision table 1.2; 0: the application refuses before it
    std::vector<PathStep> path; ///< as far as it is known
    std::vector<StartupMessage> messages; ///< in order; grows only at its end as the situation becomes known
    StartupNeed need = StartupNeed::Nothing;
    StartupOutcome outcome = StartupOutcome::Ready;
    StartupNode finalState = StartupNode::Ready;
    bool defaultData = false; ///< default data is tried
    int exitStatus = 0; ///< of the start, before a COMMAND runs
    QString standardError{}; ///< the one line of row 8, or why the application refuses

    bool operator==(const StartupDecision &) const = default;
};

/// The decision table of spec/auto-run.md 1.2 with its messages and final states. Pure: the prediction, the
/// what-if, the tests and the real run all ask here. \a strict: row 5 stops the start.
StartupDecision decideStartup(const StartupSituation &situation, bool strict = false);

} // namespace stillroom

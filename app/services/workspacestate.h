#pragma once

#include "app/connections/connectionreport.h"
#include "app/project/project.h"
#include "app/project/settings.h"
#include "app/project/target.h"
#include "migrations/database/databasestate.h"
#include "migrations/plan/plan.h"
#include "migrations/risk/finding.h"
#include "migrations/run/runevent.h"

#include <QDateTime>
#include <QHash>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace stillroom
{

class RevisionGraph;

/// Whether the system keeps passwords, as found out by Workspace::askKeychain().
enum class KeychainState { Unknown, Available, Missing };

enum class ConnectionPhase { NotConnected, Connecting, Connected, Failed };

/// A target with the secret a person typed, if any, and what is to be kept of it.
struct TargetChoice {
    Target target;
    QString password; ///< empty: the URL's, the remembered one, the keychain's, or libpq's own
    bool remember = false; ///< keep the password in the system keychain once the login succeeded
    bool forget = false; ///< take a kept password out of the keychain
    bool confirmKind = false; ///< a person saw the kind and left or chose it
    QString saveAs; ///< the profile to keep the target in; empty: none
    std::chrono::milliseconds connectTimeout{10'000};
};

/// What the timeline says about one revision beyond its header.
struct RevisionFacts {
    Engine engine = Engine::NativeSql;
    bool engineKnown = false; ///< false until the script body was evaluated
    int statementCount = 0;
    QStringList tables; ///< touched by the upgrade, for the filter
    QString sql; ///< of the upgrade, for the filter; empty for Project Python
    bool riskKnown = false; ///< false for Project Python: its statements are not known
    std::optional<Severity>
        risk{}; ///< the worst finding of the upgrade by itself, as for large tables; unset: none

    bool operator==(const RevisionFacts &) const = default;
};

/// Both directions of one revision, for the inspector.
struct RevisionSql {
    RevisionId revision;
    PlanStep upgrade;
    PlanStep downgrade;
    QString script; ///< the file's text
};

struct PlanRequest {
    Direction direction = Direction::Upgrade;
    QString target; ///< Alembic's grammar
};

struct ConnectionTest {
    bool ok = false;
    ServerFacts server;
    std::optional<ConnectionReport> report;
    std::optional<Error> error;
    double durationMs = 0;
};

/// An event of a run with the time it happened on the thread that ran it. Handed over in batches:
/// a run of a thousand revisions has tens of thousands of them.
struct TimedRunEvent {
    QDateTime at;
    RunEvent event;
};

/// Everything the window shows, as one immutable value.
struct WorkspaceState {
    std::optional<Project> project;
    std::shared_ptr<const RevisionGraph> graph; ///< null without a project
    QHash<RevisionId, RevisionFacts> facts;
    RunDefaults runDefaults; ///< `run.*` of the project's settings; win over the program's own
    std::vector<Target> targets; ///< profiles and the project's own, in the order of spec/cli.md
    KeychainState keychain = KeychainState::Unknown;
    QString keychainReason; ///< of Missing: its own words
    QString activity; ///< what is being read or started now ("Reading migrations…"); empty when idle
    bool running = false; ///< a run is in progress
    Direction runDirection = Direction::Upgrade; ///< of the run in progress
    std::optional<Target> target;
    ConnectionPhase phase = ConnectionPhase::NotConnected;
    std::optional<Error> connectionError;
    std::optional<DatabaseState> database;
    std::vector<ConnectionPart> connectionParts; ///< of the connected database: where each value came from
    SyncState sync = SyncState::Unknown;
    std::vector<RevisionId> applied; ///< ancestors-or-self of the rows, in graph order
    std::vector<RevisionId> pending; ///< run order
    std::vector<RevisionId> unknownRows; ///< rows no script has
    QDateTime readAt;
};

} // namespace stillroom

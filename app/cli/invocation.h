#pragma once

#include "migrations/graph/direction.h"
#include "migrations/plan/plan.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace stillroom::cli
{

/// Options every command takes.
struct GlobalOptions {
    QString project; ///< empty: the current folder or a parent
    QString target;
    QString databaseUrl;
    bool json = false;
    bool quiet = false;
    bool verbose = false;
};

/// Options of the commands that change a database; unset ones fall back to the project's settings.
/// Who runs the steps. Auto: Native SQL where a script can be read exactly, else the project's Python.
enum class EngineChoice { Auto, Native, Python };

struct RunOptions {
    std::optional<std::chrono::milliseconds> lockTimeout{};
    std::optional<std::chrono::milliseconds> statementTimeout{};
    std::optional<std::chrono::milliseconds> wait{};
    std::optional<int> retries{};
    std::optional<TransactionMode> transaction{};
    EngineChoice engine = EngineChoice::Auto;
    bool yes = false;
    bool dryRun = false;
    QStringList confirmed{}; ///< what `production.require` asks for and a person says is there
};

/// Of "auto", "native", "python"; empty: Auto.
EngineChoice engineChoiceOf(const std::string &text);

struct StatusCommand {
};
struct HistoryCommand {
    std::optional<QString> range{};
    bool verbose = false;
    bool indicateCurrent = false;
};
struct CurrentCommand {
    bool verbose = false;
};
struct HeadsCommand {
    bool verbose = false;
    bool resolveDependencies = false;
};
struct BranchesCommand {
    bool verbose = false;
};
struct ShowCommand {
    QString revision;
};
struct PlanCommand {
    Direction direction = Direction::Upgrade;
    QString revision;
    std::optional<QString> from{}; ///< comma-separated revisions, or "base"
};
struct UpgradeCommand {
    QString revision;
    bool sql = false;
    RunOptions run;
};
struct DowngradeCommand {
    QString revision;
    bool sql = false;
    RunOptions run;
};
struct StampCommand {
    QStringList revisions;
    bool purge = false;
    bool sql = false;
    RunOptions run;
};
struct CheckCommand {
};
struct LintCommand {
    QString range; ///< empty: what is pending
    QString failOn; ///< a severity, "never", or empty: the project's setting
    bool sarif = false;
    bool downgrade = false;
    bool notes = false;
};
struct StartupCommand {
    bool pendingMode = false; ///< migrate whenever anything is pending
    QString messages = QStringLiteral("symbol"); ///< symbol, bracket, json
    QStringList requiredTables; ///< empty: the project's own list
    bool strict = false;
    std::chrono::milliseconds waitForDatabase{0};
    QString log; ///< a log to read instead; "-": standard input; empty: perform the start
    QString scenario; ///< of the log: first-deployment, restart, flag-off, forced-failure; empty: none
    RunOptions run;
    std::vector<QByteArray> command; ///< program and arguments, as given; empty: none
};
struct EnvCommand {
    enum class Action { Show, Get, Set, Unset, Diff, Preset };
    Action action = Action::Show;
    QString file; ///< empty: .env
    QString with; ///< of `diff`; empty: .env.example
    QString service; ///< of a blueprint; empty: the only one
    QString key;
    QString value;
    bool readsValue = false; ///< of `set`: from standard input
    QString preset;
    bool dryRun = false;
};
struct JournalCommand {
    int limit = 0; ///< 0: all
    bool csv = false;
    bool fromDatabase = false; ///< the table a team shares, instead of this user's file
    bool createTable = false;
    bool dryRun = false; ///< of createTable: prints its statements
    bool yes = false; ///< of createTable: on a production database
};
struct RehearseCommand {
    QString revision; ///< empty: heads
    bool onTarget = false; ///< the copy lives on the target's own server
    bool fullCopy = false;
    int rows = 0; ///< of every table to copy
};
struct DiffCommand {
    RehearseCommand rehearsal;
    bool exitCode = false; ///< status 1 when there is drift
    bool drift = true;
    QString html; ///< a file to write the report to; empty: none
    QStringList with; ///< other targets to compare the database with; not empty: nothing is rehearsed
};
/// `revision`, and `merge` with several parents.
struct RevisionCommand {
    QString message;
    QStringList heads; ///< empty: head
    bool splice = false;
    QString branchLabel;
    QStringList dependsOn;
    QString revisionId; ///< empty: a random one
    bool merges = false;
    bool runsHooks = true; ///< the project's post_write_hooks, as Alembic does
};
/// `migrate -m`: autogeneration by the project's own Python.
struct MigrateCommand {
    QString message;
    bool yes = false; ///< against a production database
};
struct VerifyCommand {
    bool mirror = false;
    QStringList requiredTables; ///< empty: the project's own list
    QString workingDirectory; ///< empty: the project's root
    QString html, junit, pdf; ///< files to write; empty: none
};
struct SandboxCommand {
    enum class Action { Start, Stop, Status, Url };
    Action action = Action::Status;
    QString database; ///< of `url`
    bool removeData = false;
    QString folder; ///< data and state of another sandbox than the user's own; empty: that one
};

using Command = std::variant<StatusCommand, HistoryCommand, CurrentCommand, HeadsCommand, BranchesCommand,
    ShowCommand, PlanCommand, UpgradeCommand, DowngradeCommand, StampCommand, CheckCommand, LintCommand,
    StartupCommand, VerifyCommand, EnvCommand, JournalCommand, RehearseCommand, DiffCommand, RevisionCommand,
    MigrateCommand, SandboxCommand>;

/// One call of stillroom-cli, understood completely before anything is done.
struct Invocation {
    GlobalOptions global;
    Command command;
};

} // namespace stillroom::cli

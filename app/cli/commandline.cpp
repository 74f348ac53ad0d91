#include "app/cli/commandline.h"

#include "app/cli/commandregistry.h"
#include "app/cli/envoptions.h"
#include "app/cli/journaloptions.h"
#include "app/cli/lintoptions.h"
#include "app/cli/revisionoptions.h"
#include "app/cli/schemaoptions.h"
#include "app/cli/startupoptions.h"
#include "app/cli/verifyoptions.h"
#include "app/project/settings.h"

#include <map>
#include <string>
#include <vector>

namespace stillroom::cli
{

namespace
{

constexpr int wrongCall = 2;

QString toQString(const std::string &text)
{
    return QString::fromLocal8Bit(text.data(), qsizetype(text.size()));
}

/// What CLI11 writes into; turned into an Invocation when all of it was understood.
struct Raw {
    std::string project, target, databaseUrl;
    bool json = false, quiet = false, verbose = false;
    std::string range, revision, direction, from, database, action, folder;
    std::vector<std::string> revisions;
    bool commandVerbose = false, indicateCurrent = false, resolveDependencies = false;
    bool sql = false, purge = false, yes = false, dryRun = false, removeData = false;
    std::string lockTimeout, statementTimeout, wait, engine, transaction;
    std::vector<std::string> confirmed;
    int retries = -1;
};

std::string checkDuration(const std::string &text)
{
    const Result<std::chrono::milliseconds> parsed = parseDuration(toQString(text));
    return parsed ? std::string() : parsed.error().message.toStdString();
}

std::optional<std::chrono::milliseconds> durationOf(const std::string &text)
{
    if (text.empty())
        return {};
    const Result<std::chrono::milliseconds> parsed = parseDuration(toQString(text));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

/// Builds the parser: one function for each group of commands.
class Parser : private CommandRegistry
{
public:
    Parser()
        : m_app("Reads, plans and runs the Alembic migrations of a project on PostgreSQL.", "stillroom-cli")
    {
        m_app.set_version_flag("--version", "stillroom-cli " STILLROOM_VERSION);
        m_app.set_help_all_flag("--help-all", "Help for all commands");
        m_app.require_subcommand(1);
        m_app.failure_message(failureMessage);
        m_app.add_option("--project", m_raw.project, "Project folder (default: here or a parent folder)")
            ->type_name("DIR");
        m_app.add_option("--target", m_raw.target, "Named database destination of the project")
            ->type_name("NAME");
        m_app.add_option("--database-url", m_raw.databaseUrl, "Database URL; wins over --target")
            ->type_name("URL");
        m_app.add_flag("--json", m_raw.json, "Machine-readable result");
        m_app.add_flag("--quiet", m_raw.quiet, "Less text on standard error");
        m_app.add_flag("--verbose", m_raw.verbose, "More text on standard error");
        addReaders();
        addPlan();
        addRunners();
        addLintCommand(*this);
        addStartupCommand(*this);
        addVerifyCommand(*this);
        addEnvCommand(*this);
        addJournalCommand(*this);
        addSchemaCommands(*this);
        addRevisionCommands(*this);
        addSandbox();
    }

    std::variant<Invocation, int> parse(int argc, char **argv)
    {
        try {
            m_app.parse(argc, argv);
            return invocation();
        } catch (const CLI::ParseError &error) {
            return m_app.exit(error) == 0 ? 0 : wrongCall;
        }
    }

private:
    static std::string failureMessage(const CLI::App *app, const CLI::Error &error)
    {
        return "error: " + std::string(error.what()) + "\nSee: " + app->get_name() + " --help\n";
    }

    CLI::App *add(const std::string &name, const std::string &help, std::function<Command()> command) override
    {
        m_groups[name] = std::move(command);
        return add(name, help);
    }

    CLI::App *add(const std::string &name, const std::string &help)
    {
        CLI::App *command = m_app.add_subcommand(name, help);
        command->fallthrough();
        command->set_version_flag("--version", "stillroom-cli " STILLROOM_VERSION);
        return command;
    }

    void addVerbose(CLI::App *command)
    {
        command->add_flag("-v,--verbose", m_raw.commandVerbose, "Every field of each revision");
    }

    void addReaders()
    {
        add("status", "State of the database against the scripts");
        add("check", "Status 1 while anything is pending, several heads stand or a script is broken");
        CLI::App *history = add("history", "Revisions, newest first");
        history->add_option("-r,--rev-range", m_raw.range, "Range: [start]:[end]")->type_name("RANGE");
        history->add_flag("-i,--indicate-current", m_raw.indicateCurrent, "Mark the current revisions");
        addVerbose(history);
        addVerbose(add("current", "Revisions recorded in the database"));
        CLI::App *heads = add("heads", "Newest revisions of the scripts");
        heads->add_flag(
            "--resolve-dependencies", m_raw.resolveDependencies, "Count dependencies as children");
        addVerbose(heads);
        addVerbose(add("branches", "Branch points"));
        CLI::App *show = add("show", "One revision");
        show->add_option("REV", m_raw.revision, "Revision")->required();
    }

    void addPlan()
    {
        CLI::App *plan = add("plan", "The steps that would run now");
        plan->add_option("DIRECTION", m_raw.direction, "upgrade or downgrade")
            ->required()
            ->check(CLI::IsMember({"upgrade", "downgrade"}));
        plan->add_option("REV", m_raw.revision, "Target (default: head, or -1)");
        plan->add_option("--from", m_raw.from, "Start here, without a database: revisions, or base")
            ->type_name("REVS");
    }

    void addRunners()
    {
        CLI::App *upgrade = add("upgrade", "Apply revisions");
        upgrade->add_option("REV", m_raw.revision, "Target (default: head); a range with --sql");
        CLI::App *downgrade = add("downgrade", "Revert revisions");
        downgrade->add_option("REV", m_raw.revision, "Target (default: -1); a range with --sql");
        CLI::App *stamp = add("stamp", "Record a revision without running anything");
        stamp->add_option("REV", m_raw.revisions, "Revisions to record")->required();
        stamp->add_flag("--purge", m_raw.purge, "Forget all recorded revisions first");
        for (CLI::App *command : {upgrade, downgrade, stamp}) {
            command->add_flag("--sql", m_raw.sql, "Print the SQL; touch no database");
            command->add_flag("--yes", m_raw.yes, "Confirm a run on production");
            command->add_flag("--dry-run", m_raw.dryRun, "Print the plan and stop");
            addDuration(command, "--wait", m_raw.wait, "Wait this long for another run to end");
            addDuration(
                command, "--lock-timeout", m_raw.lockTimeout, "Give up waiting for a lock after this");
            addDuration(command, "--statement-timeout", m_raw.statementTimeout, "End a statement after this");
        }
        for (CLI::App *command : {upgrade, downgrade}) {
            command->add_option("--retries", m_raw.retries, "Tries again after a lock timeout")
                ->check(CLI::Range(0, 1000));
            command->add_option("--engine", m_raw.engine, "Who runs the steps: auto, native or python")
                ->check(CLI::IsMember({"auto", "native", "python"}));
            command->add_option("--confirm", m_raw.confirmed, confirmHelp)
                ->check(CLI::IsMember({"rehearsal", "backup", "checklist"}))
                ->allow_extra_args(false);
            command->add_option("--transaction", m_raw.transaction, "per-migration or single")
                ->check(CLI::IsMember({"per-migration", "single"}));
        }
    }

    void addDuration(
        CLI::App *command, const std::string &name, std::string &value, const std::string &help) override
    {
        command->add_option(name, value, help)
            ->type_name("DURATION")
            ->check(CLI::Validator(checkDuration, "", "duration"));
    }

    void addSandbox()
    {
        CLI::App *sandbox = add("sandbox", "A private PostgreSQL for trying things");
        sandbox->add_option("ACTION", m_raw.action, "start, stop, status or url")
            ->required()
            ->check(CLI::IsMember({"start", "stop", "status", "url"}));
        sandbox->add_option("--database", m_raw.database, "Database of the URL (default: postgres)")
            ->type_name("NAME");
        sandbox->add_flag("--remove-data", m_raw.removeData, "Delete its databases when stopping");
        sandbox
            ->add_option("--folder", m_raw.folder, "Another sandbox: its data and state (default: your own)")
            ->type_name("DIR");
    }

    Invocation invocation() const
    {
        GlobalOptions global;
        global.project = toQString(m_raw.project);
        global.target = toQString(m_raw.target);
        global.databaseUrl = toQString(m_raw.databaseUrl);
        global.json = m_raw.json;
        global.quiet = m_raw.quiet;
        global.verbose = m_raw.verbose;
        return {global, command(m_app.get_subcommands().front()->get_name())};
    }

    Command command(const std::string &name) const
    {
        if (const auto group = m_groups.find(name); group != m_groups.end())
            return group->second();
        const QString revision = toQString(m_raw.revision);
        if (name == "status")
            return StatusCommand{};
        if (name == "check")
            return CheckCommand{};
        if (name == "history")
            return HistoryCommand{
                given("history", "-r") ? std::optional(toQString(m_raw.range)) : std::nullopt,
                m_raw.commandVerbose, m_raw.indicateCurrent};
        if (name == "current")
            return CurrentCommand{m_raw.commandVerbose};
        if (name == "heads")
            return HeadsCommand{m_raw.commandVerbose, m_raw.resolveDependencies};
        if (name == "branches")
            return BranchesCommand{m_raw.commandVerbose};
        if (name == "show")
            return ShowCommand{revision};
        if (name == "plan")
            return planCommand();
        if (name == "upgrade")
            return UpgradeCommand{orDefault(revision, "head"), m_raw.sql, runOptions()};
        if (name == "downgrade")
            return DowngradeCommand{orDefault(revision, "-1"), m_raw.sql, runOptions()};
        if (name == "stamp")
            return stampCommand();
        return sandboxCommand();
    }

    bool given(const std::string &command, const std::string &option) const
    {
        return m_app.get_subcommand(command)->get_option(option)->count() > 0;
    }

    static QString orDefault(const QString &text, const char *fallback)
    {
        return text.isEmpty() ? QLatin1String(fallback) : text;
    }

    PlanCommand planCommand() const
    {
        PlanCommand plan;
        const bool down = m_raw.direction == "downgrade";
        plan.direction = down ? Direction::Downgrade : Direction::Upgrade;
        plan.revision = orDefault(toQString(m_raw.revision), down ? "-1" : "head");
        if (given("plan", "--from"))
            plan.from = toQString(m_raw.from);
        return plan;
    }

    StampCommand stampCommand() const
    {
        StampCommand stamp;
        for (const std::string &revision : m_raw.revisions)
            stamp.revisions += toQString(revision);
        stamp.purge = m_raw.purge;
        stamp.sql = m_raw.sql;
        stamp.run = runOptions();
        return stamp;
    }

    SandboxCommand sandboxCommand() const
    {
        SandboxCommand sandbox;
        sandbox.action = m_raw.action == "start" ? SandboxCommand::Action::Start
            : m_raw.action == "stop"             ? SandboxCommand::Action::Stop
            : m_raw.action == "url"              ? SandboxCommand::Action::Url
                                                 : SandboxCommand::Action::Status;
        sandbox.database = orDefault(toQString(m_raw.database), "postgres");
        sandbox.removeData = m_raw.removeData;
        sandbox.folder = toQString(m_raw.folder);
        return sandbox;
    }

    RunOptions runOptions() const
    {
        RunOptions options;
        options.lockTimeout = durationOf(m_raw.lockTimeout);
        options.statementTimeout = durationOf(m_raw.statementTimeout);
        options.wait = durationOf(m_raw.wait);
        if (m_raw.retries >= 0)
            options.retries = m_raw.retries;
        options.engine = engineChoiceOf(m_raw.engine);
        if (!m_raw.transaction.empty()) {
            options.transaction
                = m_raw.transaction == "single" ? TransactionMode::Single : TransactionMode::PerMigration;
        }
        options.yes = m_raw.yes;
        for (const std::string &name : m_raw.confirmed)
            options.confirmed << toQString(name);
        options.dryRun = m_raw.dryRun;
        return options;
    }

    CLI::App m_app;
    Raw m_raw;
    std::map<std::string, std::function<Command()>> m_groups; // by command, see CommandRegistry
};

} // namespace

EngineChoice engineChoiceOf(const std::string &text)
{
    return text == "python" ? EngineChoice::Python
        : text == "native"  ? EngineChoice::Native
                            : EngineChoice::Auto;
}

std::variant<Invocation, int> parseCommandLine(int argc, char **argv)
{
    return Parser().parse(argc, argv);
}

} // namespace stillroom::cli

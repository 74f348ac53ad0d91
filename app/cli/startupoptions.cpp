#include "app/cli/startupoptions.h"
#include "app/cli/commandregistry.h"
#include "app/project/settings.h"

#include <memory>
#include <vector>

namespace stillroom::cli
{

namespace
{

struct Raw {
    std::string mode = "reference", messages = "symbol", requiredTables, log, scenario;
    std::string wait, waitForDatabase, lockTimeout, statementTimeout, engine, transaction;
    std::vector<std::string> command;
    int retries = -1;
    bool strict = false, yes = false, dryRun = false;
    std::vector<std::string> confirmed;
};

/// The text was checked by the parser.
std::optional<std::chrono::milliseconds> durationOf(const std::string &text)
{
    if (text.empty())
        return {};
    const auto parsed = parseDuration(QString::fromLocal8Bit(text.c_str()));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

StartupCommand commandOf(const Raw &raw)
{
    StartupCommand command;
    command.pendingMode = raw.mode == "pending";
    command.messages = QString::fromLatin1(raw.messages.c_str());
    for (const QString &name : QString::fromLocal8Bit(raw.requiredTables.c_str()).split(u',')) {
        if (!name.trimmed().isEmpty())
            command.requiredTables += name.trimmed();
    }
    command.strict = raw.strict;
    command.waitForDatabase = durationOf(raw.waitForDatabase).value_or(std::chrono::milliseconds(0));
    command.log = QString::fromLocal8Bit(raw.log.c_str());
    command.scenario = QString::fromLatin1(raw.scenario.c_str());
    command.run.lockTimeout = durationOf(raw.lockTimeout);
    command.run.statementTimeout = durationOf(raw.statementTimeout);
    command.run.wait = durationOf(raw.wait);
    if (raw.retries >= 0)
        command.run.retries = raw.retries;
    if (!raw.transaction.empty())
        command.run.transaction
            = raw.transaction == "single" ? TransactionMode::Single : TransactionMode::PerMigration;
    command.run.engine = engineChoiceOf(raw.engine);
    command.run.yes = raw.yes;
    for (const std::string &name : raw.confirmed)
        command.run.confirmed << QString::fromStdString(name);
    command.run.dryRun = raw.dryRun;
    for (const std::string &argument : raw.command)
        command.command.emplace_back(argument.c_str());
    return command;
}

} // namespace

void addStartupCommand(CommandRegistry &registry)
{
    const auto raw = std::make_shared<Raw>();
    CLI::App *startup
        = registry.add("startup", "The start-up procedure; on success runs COMMAND in its place",
            [raw] { return Command(commandOf(*raw)); });
    startup
        ->add_option("--mode", raw->mode,
            "reference: migrate while a required table is missing; pending: while anything is pending")
        ->check(CLI::IsMember({"reference", "pending"}));
    startup->add_option("--messages", raw->messages, "Form of the messages: symbol, bracket or json")
        ->check(CLI::IsMember({"symbol", "bracket", "json"}));
    startup
        ->add_option(
            "--required-tables", raw->requiredTables, "Names, comma-separated (default: the project's)")
        ->type_name("NAMES");
    startup->add_flag("--strict", raw->strict, "Fail when tables are missing and the flag is off");
    registry.addDuration(startup, "--wait", raw->wait, "Wait this long for other starters (default: 2min)");
    registry.addDuration(startup, "--wait-for-database", raw->waitForDatabase,
        "Try again this long while the server does not answer");
    registry.addDuration(
        startup, "--lock-timeout", raw->lockTimeout, "Give up waiting for a lock after this");
    registry.addDuration(startup, "--statement-timeout", raw->statementTimeout, "End a statement after this");
    startup->add_option("--retries", raw->retries, "Tries again after a lock timeout")
        ->check(CLI::Range(0, 1000));
    startup->add_option("--engine", raw->engine, "Who runs the steps: auto, native or python")
        ->check(CLI::IsMember({"auto", "native", "python"}));
    startup->add_option("--transaction", raw->transaction, "per-migration or single")
        ->check(CLI::IsMember({"per-migration", "single"}));
    startup->add_flag("--yes", raw->yes, "Confirm changes on production");
    startup->add_option("--confirm", raw->confirmed, confirmHelp)
        ->check(CLI::IsMember({"rehearsal", "backup", "checklist"}))
        ->allow_extra_args(false);
    startup->add_flag("--dry-run", raw->dryRun, "Say what the next start would do; write nothing");
    CLI::Option *log
        = startup->add_option("--read-log", raw->log, "Explain a start-up log instead (-: standard input)")
              ->type_name("FILE");
    startup
        ->add_option("--scenario", raw->scenario, "Check the last start of the log; status 1 when it differs")
        ->check(CLI::IsMember({"first-deployment", "restart", "flag-off", "forced-failure"}))
        ->needs(log);
    startup->add_option("COMMAND", raw->command, "Runs in place of stillroom-cli when the start succeeded");
}

} // namespace stillroom::cli

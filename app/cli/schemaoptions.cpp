#include "app/cli/schemaoptions.h"
#include "app/cli/commandregistry.h"

#include <memory>
#include <vector>

namespace stillroom::cli
{

namespace
{

struct Raw {
    std::string revision, html, on = "private";
    std::vector<std::string> with;
    int rows = 0;
    bool fullCopy = false, exitCode = false, noDrift = false;
};

RehearseCommand commandOf(const Raw &raw)
{
    RehearseCommand command;
    command.revision = QString::fromLocal8Bit(raw.revision.c_str());
    command.onTarget = raw.on == "target";
    command.rows = raw.rows;
    command.fullCopy = raw.fullCopy;
    return command;
}

void addCopyOptions(CLI::App *command, Raw &raw)
{
    command->add_option("--on", raw.on, "Where the copy lives: private (server of our own) or target")
        ->check(CLI::IsMember({"private", "target"}));
    command->add_option("--with-rows", raw.rows, "Copy up to N rows of every table too")
        ->check(CLI::NonNegativeNumber)
        ->type_name("N");
    command->add_flag("--full-copy", raw.fullCopy, "All rows, with --on target");
}

} // namespace

void addSchemaCommands(CommandRegistry &registry)
{
    const auto raw = std::make_shared<Raw>();
    CLI::App *rehearse = registry.add("rehearse",
        "Run the pending revisions on a copy of the schema; status 1 when that fails",
        [raw] { return Command(commandOf(*raw)); });
    rehearse->add_option("REV", raw->revision, "Target (default: heads)");
    addCopyOptions(rehearse, *raw);
    CLI::App *diff = registry.add("diff", "Pending versus applied by revision and object, and drift", [raw] {
        DiffCommand command;
        command.rehearsal = commandOf(*raw);
        command.exitCode = raw->exitCode;
        command.drift = !raw->noDrift;
        command.html = QString::fromLocal8Bit(raw->html.c_str());
        for (const std::string &name : raw->with)
            command.with << QString::fromLocal8Bit(name.c_str());
        return Command(command);
    });
    diff->add_option("REV", raw->revision, "Compare with this revision (default: heads)");
    diff->add_flag("--exit-code", raw->exitCode, "Status 1 when there is drift");
    diff->add_flag("--no-drift", raw->noDrift, "Leave out what somebody changed by hand");
    diff->add_option("--with", raw->with,
            "Compare with other targets of the project: which revision is applied where, and the schemas")
        ->type_name("TARGET")
        ->allow_extra_args(false);
    diff->add_option("--html", raw->html, "Write a report with SQL, risks and rehearsal as one HTML file")
        ->type_name("FILE");
    addCopyOptions(diff, *raw);
}

} // namespace stillroom::cli

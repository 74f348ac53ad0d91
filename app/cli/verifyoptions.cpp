#include "app/cli/verifyoptions.h"
#include "app/cli/commandregistry.h"

#include <memory>

namespace stillroom::cli
{

void addVerifyCommand(CommandRegistry &registry)
{
    struct Raw {
        std::string requiredTables, workingDirectory, html, junit, pdf;
        bool mirror = false;
    };
    const auto raw = std::make_shared<Raw>();
    CLI::App *verify = registry.add("verify", "The set-up checklist; status 1 when a check fails", [raw] {
        VerifyCommand command;
        command.mirror = raw->mirror;
        for (const QString &name : QString::fromLocal8Bit(raw->requiredTables.c_str()).split(u',')) {
            if (!name.trimmed().isEmpty())
                command.requiredTables += name.trimmed();
        }
        command.workingDirectory = QString::fromLocal8Bit(raw->workingDirectory.c_str());
        command.html = QString::fromLocal8Bit(raw->html.c_str());
        command.junit = QString::fromLocal8Bit(raw->junit.c_str());
        command.pdf = QString::fromLocal8Bit(raw->pdf.c_str());
        return Command(command);
    });
    verify->add_flag("--mirror", raw->mirror,
        "The report and the status of the project's own verify_migration_setup.py, without running it");
    verify
        ->add_option(
            "--required-tables", raw->requiredTables, "Names, comma-separated (default: the project's)")
        ->type_name("NAMES");
    verify
        ->add_option("--working-directory", raw->workingDirectory,
            "Where the project's own program would be started (default: the project)")
        ->type_name("DIR");
    verify->add_option("--html", raw->html, "Write the report as one HTML file")->type_name("FILE");
    verify->add_option("--pdf", raw->pdf, "Write the report as PDF")->type_name("FILE");
    verify->add_option("--junit", raw->junit, "Write the report as JUnit XML")->type_name("FILE");
}

} // namespace stillroom::cli

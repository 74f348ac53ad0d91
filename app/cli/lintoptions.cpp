#include "app/cli/lintoptions.h"
#include "app/cli/commandregistry.h"

#include <memory>

namespace stillroom::cli
{

void addLintCommand(CommandRegistry &registry)
{
    struct Raw {
        std::string range, failOn;
        bool sarif = false, downgrade = false, notes = false;
    };
    const auto raw = std::make_shared<Raw>();
    CLI::App *lint = registry.add("lint", "Risks of the pending revisions, or of a range", [raw] {
        LintCommand command;
        command.range = QString::fromLocal8Bit(raw->range.c_str());
        command.sarif = raw->sarif;
        command.downgrade = raw->downgrade;
        command.notes = raw->notes;
        command.failOn = QString::fromLatin1(raw->failOn.c_str());
        return Command(command);
    });
    lint->add_option("RANGE", raw->range, "start:end, or one revision (default: what is pending)");
    lint->add_flag("--sarif", raw->sarif, "SARIF 2.1.0, for code scanning");
    lint->add_flag("--downgrade", raw->downgrade, "The way back instead");
    lint->add_flag("--notes", raw->notes, "Show notes (severity info) too");
    lint->add_option("--fail-on", raw->failOn, "Status 1 from this severity on (default: high)")
        ->check(CLI::IsMember({"info", "low", "medium", "high", "never"}));
}

} // namespace stillroom::cli

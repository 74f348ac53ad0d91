#include "app/cli/journaloptions.h"
#include "app/cli/commandregistry.h"

#include <memory>

namespace stillroom::cli
{

void addJournalCommand(CommandRegistry &registry)
{
    struct Raw {
        int limit = 0;
        bool csv = false;
    };
    const auto raw = std::make_shared<Raw>();
    CLI::App *journal
        = registry.add("journal", "What was run, by whom, when, for how long, with what outcome", [raw] {
              JournalCommand command;
              command.limit = raw->limit;
              command.csv = raw->csv;
              return Command(command);
          });
    journal->add_option("--limit", raw->limit, "The newest N only")->check(CLI::PositiveNumber);
    journal->add_flag("--csv", raw->csv, "As a spreadsheet reads it");
}

} // namespace stillroom::cli

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
        bool fromDatabase = false;
        bool createTable = false;
        bool dryRun = false;
        bool yes = false;
    };
    const auto raw = std::make_shared<Raw>();
    CLI::App *journal
        = registry.add("journal", "What was run, by whom, when, for how long, with what outcome", [raw] {
              JournalCommand command;
              command.limit = raw->limit;
              command.csv = raw->csv;
              command.fromDatabase = raw->fromDatabase;
              command.createTable = raw->createTable;
              command.dryRun = raw->dryRun;
              command.yes = raw->yes;
              return Command(command);
          });
    journal->add_option("--limit", raw->limit, "The newest N only")->check(CLI::PositiveNumber);
    journal->add_flag("--csv", raw->csv, "As a spreadsheet reads it");
    CLI::Option *shared = journal->add_flag("--from-database", raw->fromDatabase,
        "The history a team shares: the table stillroom.journal of the database");
    CLI::Option *create = journal->add_flag("--create-table", raw->createTable,
        "Makes that table; from then on every run on the database adds its row");
    create->excludes(shared);
    journal->add_flag("--dry-run", raw->dryRun, "Prints the statements of --create-table and stops")
        ->needs(create);
    journal->add_flag("--yes", raw->yes, "Makes the table on a production database too")->needs(create);
}

} // namespace stillroom::cli

#include "app/cli/commands.h"
#include "app/cli/migraterun.h"

namespace stillroom::cli
{

Result<int> execute(const DowngradeCommand &command, Session &session)
{
    return migrate({Direction::Downgrade, command.revision, command.sql, command.run}, session);
}

} // namespace stillroom::cli

#include "app/cli/commands.h"
#include "app/cli/migraterun.h"

namespace stillroom::cli
{

Result<int> execute(const UpgradeCommand &command, Session &session)
{
    return migrate({Direction::Upgrade, command.revision, command.sql, command.run}, session);
}

} // namespace stillroom::cli

#pragma once

#include "app/cli/session.h"

namespace stillroom::cli
{

/// `upgrade` and `downgrade` differ in direction and defaults alone.
struct MigrateRequest {
    Direction direction = Direction::Upgrade;
    QString revision;
    bool sql = false;
    RunOptions run;
};

Result<int> migrate(const MigrateRequest &request, Session &session);

/// Refused for a production target without --yes.
Status confirmTarget(const Target &target, const RunOptions &options);

} // namespace stillroom::cli

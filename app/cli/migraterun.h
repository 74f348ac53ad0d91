#pragma once

#include "app/cli/session.h"
#include "app/project/productiongate.h"

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
/// Refused while something that `production.require` asks for is missing; any other target passes.
Status meetRequirements(
    const Target &target, const std::vector<ProductionRequirement> &required, const ProductionFacts &facts);

} // namespace stillroom::cli

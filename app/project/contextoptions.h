#pragma once

#include "app/project/alembicconfig.h"
#include "app/project/project.h"
#include "migrations/base/result.h"

namespace stillroom
{

/// The options of env.py's `context.configure(…)` calls, for the two modes.
struct ContextOptionPair {
    ContextOptions online;
    ContextOptions offline;

    bool operator==(const ContextOptionPair &) const = default;
};

/// Reads env.py without running it: literals, module constants and `config.get_main_option(…)`; whatever
/// else decides an option becomes an assumption with its line. Errors: env.py is missing or no Python.
Result<ContextOptionPair> readContextOptions(const QString &envFile, const AlembicConfig &config);

} // namespace stillroom

#pragma once

#include "app/cli/invocation.h"
#include "app/project/onlineplan.h"
#include "app/project/projectloader.h"
#include "migrations/base/canceltoken.h"
#include "migrations/database/databasestate.h"
#include "migrations/graph/revisiontarget.h"
#include "migrations/plan/planner.h"

#include <optional>

namespace stillroom::cli
{

/// As planFrom() of app/project/onlineplan.h, of `stamp`.
Result<StampPlan> planStampFrom(const LoadedProject &loaded, const std::vector<RevisionTarget> &targets,
    bool purge, const DatabaseState &state);

/// The text of `upgrade|downgrade … --sql`.
Result<QString> sqlOf(const LoadedProject &loaded, Direction direction, const QString &target);
/// The text of `stamp … --sql`.
Result<QString> stampSqlOf(const LoadedProject &loaded, const std::vector<RevisionTarget> &targets);

std::vector<RevisionTarget> parsedTargets(const QStringList &texts);

/// What was asked for over what the project's settings and env.py say.
RunSettings runSettings(const RunOptions &options, const LoadedProject &loaded);

} // namespace stillroom::cli

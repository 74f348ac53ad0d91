#pragma once

#include "app/project/projectloader.h"
#include "migrations/plan/plan.h"
#include "migrations/risk/linter.h"

#include <optional>

namespace stillroom
{

class Connection;

/// Names of modules and packages in the project's root folder: importing one of them in a revision is
/// importing the application.
QStringList projectModules(const QString &root);

/// The linter's options of a project: its scripts' traits, `lint.ignore`, the run's limits. Scripts that
/// cannot be read show no traits.
LintOptions lintOptions(const Plan &plan, const LoadedProject &loaded, const RunSettings &settings);

/// Every finding of a plan; with a connection sizes, types and constraints of the live tables decide how
/// severe each is. Errors: Database, when the catalogue could not be read.
/// \a eachRevisionAlone: which of them will run together is not known.
Result<std::vector<Finding>> lintPlan(const Plan &plan, const LoadedProject &loaded,
    const RunSettings &settings, Connection *connection = nullptr, std::optional<int> versionColumnWidth = {},
    bool eachRevisionAlone = false);

/// Puts the ids of the findings at their statements; allowed ones and notes are left out. The plan then
/// no longer equals the one that runs: for showing only.
Plan withRisks(Plan plan, const std::vector<Finding> &findings);

} // namespace stillroom

#pragma once

#include "app/project/projectloader.h"
#include "migrations/plan/plan.h"
#include "migrations/risk/linter.h"
#include "migrations/run/rehearsalresult.h"

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
/// The part that asks the project: traits and ignored rules.
LintOptions lintOptions(const Plan &plan, const QString &root, const QStringList &ignored);

/// How long each statement took in the rehearsal, for LintOptions::measured: of the native steps whose
/// statements are those that ran there. Empty unless all rows were on the copy: how long a statement takes
/// on an empty table says nothing.
std::map<RevisionId, std::vector<std::chrono::microseconds>> rehearsedTimes(
    const Plan &plan, const Rehearsal &rehearsal);

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

#pragma once

#include "migrations/risk/finding.h"
#include "migrations/risk/lintrun.h"

#include <map>

namespace stillroom
{

struct LintOptions {
    const LiveFacts *live = nullptr; ///< null: without a database
    TransactionMode transaction = TransactionMode::Single;
    bool hasLockTimeout = false;
    std::optional<int> versionColumnWidth{};
    QStringList ignored{}; ///< rule ids that say nothing
    /// Nobody knows which revisions will run together: only what a revision makes itself is new to it.
    bool eachRevisionAlone = false;
    std::map<RevisionId, ScriptTraits> traits{}; ///< of the plan's scripts; missing ones show nothing
    /// Times of a rehearsal, by revision and statement; empty: not rehearsed.
    std::map<RevisionId, std::vector<std::chrono::microseconds>> measured{};
};

/// Every rule over a plan: findings in the order in which the plan runs, those of one statement with the
/// most severe first, those of the run as a whole at the end. Allowed ones are in it, with their reason.
std::vector<Finding> lint(const Plan &plan, const LintOptions &options);

/// Tables and indexes whose live facts the rules ask for, as the statements write them.
struct LintedObjects {
    QStringList tables;
    QStringList indexes;
    QStringList types; ///< of added columns, that the system does not know
};
LintedObjects lintedObjects(const Plan &plan);

} // namespace stillroom

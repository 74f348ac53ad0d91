#pragma once

#include "migrations/base/result.h"
#include "migrations/plan/plan.h"
#include "migrations/plan/planner.h"

#include <vector>

namespace stillroom
{

/// What a run works through: a plan or a stamp plan, brought to one form.
struct RunScript {
    struct Step {
        RevisionId revision;
        SourcePlace script;
        std::vector<Statement> statements;
        std::vector<QString> versionStatements;
        VersionChange change;
    };
    std::vector<Step> steps;
    std::vector<RevisionId> from;
    VersionTableName versionTable;
    bool createsVersionTable = false;

    int statementCount() const;
    /// Some steps of it as a script of their own.
    RunScript part(int first, int count) const;
    /// The rows after the first \a count steps, sorted.
    std::vector<RevisionId> rowsAfter(int count) const;
};

RunScript runScriptOf(const Plan &plan);
RunScript runScriptOf(const StampPlan &plan);

/// Why this plan may not be run at all, before anything is touched: a step only the project's Python can run
/// (NeedsProjectPython, unless \a withPython), COPY FROM STDIN, a NUL character, a statement PostgreSQL
/// refuses inside a transaction outside an autocommit block (Refused).
Status checkRunnable(const Plan &plan, bool withPython = false);

/// How a statement's text is to be sent.
enum class Sending {
    Pipelined, ///< one statement, plain
    Alone, ///< by itself: ends or begins a transaction, copies, holds several statements or is not understood
};
Sending sendingOf(const QString &sql);

/// A lock_timeout would leave an invalid index behind (CONCURRENTLY waits for old snapshots too).
bool isConcurrent(const QString &sql);

/// Where and how two plans differ, one line each; for a plan that moved.
QStringList planDifferences(const Plan &reviewed, const Plan &now);
QStringList planDifferences(const StampPlan &reviewed, const StampPlan &now);

} // namespace stillroom

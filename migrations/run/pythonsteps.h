#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/database/connectionsettings.h"
#include "migrations/plan/plan.h"
#include "migrations/run/rehearsalresult.h"

#include <functional>

namespace stillroom
{

/// Runs the steps that only the project's own Python can run, live and on a rehearsal's copy.
class PythonSteps
{
public:
    virtual ~PythonSteps() = default;

    /// What arrives on the calling thread while a step runs: one line of output, secrets masked.
    using Lines = std::function<void(const QString &)>;

    /// Runs one direction of a revision, which commits by itself and writes the version table, in the
    /// database the settings lead to and in no other, and returns what it sent (`captured`). Every revision
    /// the step rests on is applied. Errors: MigrationFailed with the script's line, Cancelled,
    /// NeedsProjectPython (it cannot be started, or it would have gone to another database).
    virtual Result<std::vector<RehearsedStatement>> run(const PlanStep &step,
        const ConnectionSettings &database, const Lines &lines, const CancelToken &cancel)
        = 0;
};

} // namespace stillroom

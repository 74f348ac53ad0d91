#pragma once

#include "migrations/operations/compiler.h"
#include "migrations/plan/planner.h"
#include "migrations/scripts/evaluator.h"

#include <map>

namespace stillroom
{

/// The largest script that is evaluated; a larger one is Project Python with that reason.
inline constexpr qint64 evaluatedScriptLimit = 8 * 1024 * 1024;

/// Script bodies from the files of a project: read, evaluated and compiled on demand. One object serves
/// one plan, because the compiler remembers the ENUM types a run has created.
class EvaluatedBodies final : public ScriptBodies
{
public:
    /// For SQL that runs or is shown: `%` stands as it is. `--sql` text asks for percentDoubling.
    explicit EvaluatedBodies(CompileOptions compile = {Generation::Newest, false}, bool offline = false);

    Result<ScriptBody> body(const Revision &revision, Direction direction) override;

private:
    Status compileInto(ScriptBody &body, const std::vector<Operation> &operations, Direction direction);

    CompileOptions m_compile;
    EvaluationOptions m_evaluation;
    std::map<Direction, Compiler> m_compilers; ///< one each: a downgrade creates no types
};

/// The text of a script. Errors: Unreadable, with the path; also for one larger than `limit`.
Result<QByteArray> readScript(const QString &path, qint64 limit = evaluatedScriptLimit);

} // namespace stillroom

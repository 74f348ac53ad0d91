#pragma once

#include "migrations/base/result.h"
#include "migrations/graph/direction.h"
#include "migrations/python/parser.h"
#include "migrations/scripts/evaluationoptions.h"

#include <QByteArray>

#include <vector>

namespace stillroom
{

class LiveTables;

/// Why a function is Project Python.
struct RefusalReason {
    SourcePlace place;
    QString reason; ///< "line 24 reads rows with fetchall(); only the project's Python knows the result"

    bool operator==(const RefusalReason &) const = default;
};

/// One function of a revision script, evaluated.
struct EvaluatedBody {
    std::vector<Operation> operations; ///< in order; empty when not native
    std::vector<RefusalReason> reasons; ///< in source order; empty when native
    bool missing = false; ///< the script has no such function
    bool raises = false; ///< the function only raises, e.g. NotImplementedError

    bool native() const { return reasons.empty() && !missing && !raises; }
    bool operator==(const EvaluatedBody &) const = default;
};

/// Turns upgrade() or downgrade() into operations without running Python, exactly or not at all: one
/// construct that is not known exactly yields reasons and no operation. Never loops longer than a
/// fixed number of steps. `module` must have been parsed with ParseDepth::Full.
/// `live` answers sa.inspect() and learns what the function does; without it such a function has a reason.
/// After reasons it must forget().
EvaluatedBody evaluate(const python::Module &module, Direction direction,
    const EvaluationOptions &options = {}, LiveTables *live = nullptr);

/// Parses and evaluates. Errors: the text is no Python (BrokenProject, with the place).
Result<EvaluatedBody> evaluateScript(QByteArray bytes, const QString &path, Direction direction,
    const EvaluationOptions &options = {}, LiveTables *live = nullptr);

} // namespace stillroom

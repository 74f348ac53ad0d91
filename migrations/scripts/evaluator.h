#pragma once

#include "migrations/base/result.h"
#include "migrations/graph/direction.h"
#include "migrations/operations/compiler.h"
#include "migrations/operations/namingconvention.h"
#include "migrations/python/parser.h"

#include <QByteArray>

#include <vector>

namespace stillroom
{

/// What the script may ask about the run it is part of.
struct EvaluationOptions {
    bool offline = false; ///< what context.is_offline_mode() answers: true for `--sql` text
    Generation generation = Generation::Newest; ///< which Alembic and SQLAlchemy the project has
    NamingConvention naming{}; ///< of the project's metadata
    /// Column types that are not SQLAlchemy's, by dotted name: "app.types.Money" -> "NUMERIC(12, 2)".
    QMap<QString, QString> types{};

    bool operator==(const EvaluationOptions &) const = default;
};

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
EvaluatedBody evaluate(
    const python::Module &module, Direction direction, const EvaluationOptions &options = {});

/// Parses and evaluates. Errors: the text is no Python (BrokenProject, with the place).
Result<EvaluatedBody> evaluateScript(
    QByteArray bytes, const QString &path, Direction direction, const EvaluationOptions &options = {});

} // namespace stillroom

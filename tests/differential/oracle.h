#pragma once

#include "migrations/base/result.h"
#include "migrations/graph/direction.h"

#include <QHash>
#include <QStringList>

namespace stillroom::differential
{

/// What real Alembic made of one function of a script.
struct OracleAnswer {
    bool missing = false; ///< no such function
    QString error{}; ///< non-empty: it stopped, and why
    QStringList statements{}; ///< as printed, with `;`, BEGIN and COMMIT included
};

struct ScriptFunction {
    QString path;
    Direction direction = Direction::Upgrade;
    bool operator==(const ScriptFunction &) const = default;
};
size_t qHash(const ScriptFunction &function, size_t seed = 0);

using OracleAnswers = QHash<ScriptFunction, OracleAnswer>;

/// Runs oracle.py once for all `paths`. `python` is the interpreter, by default Debian's with Debian's
/// Alembic; environment variable STILLROOM_ORACLE_PYTHON names another one. Errors: it did not start.
Result<OracleAnswers> askOracle(const QStringList &paths);

} // namespace stillroom::differential

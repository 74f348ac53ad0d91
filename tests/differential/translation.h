#pragma once

#include "migrations/operations/compiler.h"
#include "tests/differential/oracle.h"

namespace stillroom::differential
{

/// One printed statement, and which neighbours it may change places with.
struct PrintedStatement {
    QString text; ///< with `;`
    /// Statements of one operation whose order Alembic takes from a Python set: equal numbers above
    /// zero, next to each other, are compared as a set.
    int unordered = 0;
};

/// What Stillroom made of one function of a script.
struct Translation {
    bool missing = false;
    bool raises = false; ///< the function only raises
    QStringList reasons{}; ///< why it is handed over; empty: native
    std::vector<PrintedStatement> statements{};

    bool native() const { return reasons.isEmpty() && !missing && !raises; }
};

/// What the text is for: `--sql`, or a run without a database to ask, where values beside SQL text are known.
enum class Purpose { Print, Run };
Translation translate(
    const ScriptFunction &function, Generation generation, Purpose purpose = Purpose::Print);

} // namespace stillroom::differential

#pragma once

#include "migrations/base/error.h"

#include <optional>

namespace stillroom
{

/// A test on the live catalogue that decides whether a statement runs online. Offline (`--sql`)
/// the statement is printed without it, as Alembic does (`checkfirst`).
struct ExistenceGuard {
    enum class Kind { TypeMissing, TypePresent, SequenceMissing, SequencePresent };
    Kind kind = Kind::TypeMissing;
    QString schema; ///< empty: found through the search path
    QString name;

    bool operator==(const ExistenceGuard &) const = default;
};

/// One SQL statement without the closing `;`, and where it comes from.
struct Statement {
    QString sql; ///< what runs
    SourcePlace place; ///< the call in the script
    bool autocommit = false; ///< inside an autocommit_block: runs outside the transaction
    std::optional<ExistenceGuard> guard{};
    /// What `alembic … --sql` prints, where that is not what runs: `%` doubled for the driver's
    /// paramstyle, backslashes in literals doubled because no server said otherwise.
    std::optional<QString> printed{};
    QString indexedTable{}; ///< DROP INDEX: the table the script names, which the text does not
    int autocommitBlock = 0; ///< which of the function's blocks, from 1: each is left and entered anew

    const QString &printedSql() const { return printed ? *printed : sql; }
    bool operator==(const Statement &) const = default;
};

} // namespace stillroom

#pragma once

#include "migrations/base/result.h"

#include <QString>

#include <vector>

namespace stillroom
{

/// One statement inside a longer text.
struct SqlPiece {
    QString sql; ///< trimmed, without the closing `;`
    int start = 0; ///< character offset in the text, from 0
    int line = 1; ///< line of its first character, from 1

    bool operator==(const SqlPiece &) const = default;
};

/// A text cut into its statements.
struct SplitSql {
    std::vector<SqlPiece> pieces;
    /// False: the grammar did not understand the text, which is then one single piece, to be sent whole.
    bool understood = true;
    QString error; ///< the grammar's message when not understood
    int errorPosition = 0; ///< character in the text from 1; 0: none

    bool operator==(const SplitSql &) const = default;
};

/// Cuts a text at the statement boundaries PostgreSQL's own parser sees (bodies of functions stay whole).
/// Errors: InvalidCall for a NUL character, which would end the text silently.
Result<SplitSql> splitSql(const QString &text);

} // namespace stillroom

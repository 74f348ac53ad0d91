#pragma once

#include "migrations/sql/locks.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

/// What kind of command a statement is.
enum class StatementClass {
    NotUnderstood, ///< PostgreSQL 15's grammar refuses it: newer syntax, or an error
    Empty, ///< nothing but blanks and comments
    Ddl,
    Dml,
    Select,
    TransactionControl, ///< BEGIN, COMMIT, ROLLBACK, SAVEPOINT, …
    Copy,
    Session, ///< SET, RESET, DISCARD, LISTEN, …
    Utility, ///< VACUUM, ANALYZE, CALL, DO, LOCK, …
};

/// What the text of one statement tells about it; nothing here was asked of a server.
struct StatementFacts {
    StatementClass kind = StatementClass::NotUnderstood;
    int statementCount = 0; ///< in the text; 0 also when not understood
    QString command; ///< "ALTER TABLE", "CREATE INDEX", …; empty when not understood
    /// Why PostgreSQL refuses it inside a transaction block, as a sentence; empty when it may run there.
    QString transactionRefusal;
    bool concurrently = false; ///< builds, drops or detaches without blocking writes: no lock_timeout
    bool copyFromStdin = false; ///< needs data that a migration statement does not have
    /// ALTER TYPE … ADD VALUE: the new value cannot be used before the transaction commits.
    bool addsEnumValue = false;
    std::vector<LockClaim> locks{}; ///< table locks on named tables, strongest per table
    bool locksKnown = false; ///< false: the text does not tell (functions, DO, not understood)
    /// Tables the text does not name are locked too: the other side of a dropped foreign key, the table of a
    /// dropped index, what CASCADE reaches.
    bool hiddenTables = false;
    std::optional<bool> rewrite{}; ///< a table is written anew; unset: the text alone does not tell
    std::optional<bool> scan{}; ///< a table is read from end to end
    QStringList createdTables{}; ///< qualified as written: locks on these block nobody in the same plan
    QString syntaxError; ///< the grammar's message when not understood
    int syntaxErrorPosition = 0; ///< character from 1; 0: none

    bool operator==(const StatementFacts &) const = default;
};

/// Judges the text of one statement with PostgreSQL 15's own grammar. Several statements in one text are
/// judged together: the union of locks, the strictest of the rest. Safe from any thread.
StatementFacts factsOf(const QString &sql);

} // namespace stillroom

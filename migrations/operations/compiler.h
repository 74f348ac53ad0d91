#pragma once

#include "migrations/base/result.h"
#include "migrations/operations/operation.h"
#include "migrations/operations/statement.h"

#include <set>

namespace stillroom
{

/// Whose output is imitated. The two differ in few places (reference: `compile` of each operation).
enum class Generation {
    Newest, ///< Alembic 1.19 with SQLAlchemy 2.0
    Debian12, ///< Alembic 1.8.1 with SQLAlchemy 1.4.46
};

struct CompileOptions {
    Generation generation = Generation::Newest;
    /// paramstyle pyformat (psycopg2, Flask-Migrate's env.py): `%` prints as `%%` in the `--sql` text.
    /// The text that runs never has it doubled.
    bool percentDoubling = true;

    bool operator==(const CompileOptions &) const = default;
};

/// Turns operations into the statements `alembic upgrade --sql` prints, byte for byte. Mirrors
/// alembic/ddl/{impl,postgresql}.py and SQLAlchemy's PostgreSQL compiler.
///
/// One object serves one run of migrations, from its first revision to its last: like Alembic it
/// remembers which ENUM types CREATE TABLE has created and does not create them again.
class Compiler
{
public:
    explicit Compiler(CompileOptions options = {});

    /// The statements of one operation, in order; each carries the operation's place and autocommit.
    /// Errors (kind BrokenProject, with the place): what Alembic refuses, e.g. dropping a constraint
    /// without a name, and kind NeedsProjectPython where only SQLAlchemy knows how a value prints.
    Result<std::vector<Statement>> compile(const Operation &operation);

private:
    CompileOptions m_options;
    std::set<std::pair<QString, QString>> m_createdEnums; ///< schema, name
};

/// A single operation by a Compiler of its own.
Result<std::vector<Statement>> compile(const Operation &operation, const CompileOptions &options = {});

} // namespace stillroom

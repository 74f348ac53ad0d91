#pragma once

#include "migrations/graph/direction.h"
#include "migrations/graph/revisionid.h"
#include "migrations/graph/versionchange.h"
#include "migrations/operations/statement.h"
#include "migrations/sql/locks.h"

#include <QStringList>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace stillroom
{

/// Who runs a step. Native SQL: Stillroom turned the whole function into statements, exactly.
/// Project Python: only the project's own interpreter knows; the reasons say why.
enum class Engine { NativeSql, ProjectPython };

struct EngineReason {
    SourcePlace place;
    QString reason; ///< one sentence naming the construct
    bool operator==(const EngineReason &) const = default;
};

struct PlannedStatement {
    Statement statement;
    std::vector<LockClaim> locks{}; ///< read from the statement; empty also when unknown
    bool locksKnown = false; ///< false: the statement could not be judged
    /// Tables its text does not name are locked too: the other side of a dropped foreign key, what CASCADE
    /// reaches.
    bool hiddenTables = false;
    std::optional<bool> rewrite{}; ///< unset: not known
    std::optional<bool> scan{};
    QStringList risks{};

    bool operator==(const PlannedStatement &) const = default;
};

enum class DowngradeGrade { Real, Lossy, NoOp, Raises, Unknown };

struct PlanStep {
    RevisionId revision;
    QString message;
    SourcePlace script;
    Direction direction = Direction::Upgrade;
    std::vector<RevisionId> from; ///< as the log line "Running upgrade FROM -> TO" names them
    std::vector<RevisionId> to;
    Engine engine = Engine::NativeSql;
    std::vector<EngineReason> engineReasons;
    std::vector<PlannedStatement> statements; ///< empty and meaningless for Project Python
    VersionChange versionChange;
    std::vector<QString> versionStatements; ///< SQL for the version table, in order, without `;`
    DowngradeGrade downgradeGrade = DowngradeGrade::Unknown;

    bool operator==(const PlanStep &) const = default;
};

/// Where the applied revisions are recorded.
struct VersionTableName {
    QString schema; ///< empty: through the search path
    QString table = QStringLiteral("alembic_version");
    bool primaryKey = true;

    bool operator==(const VersionTableName &) const = default;
    /// Quoted where needed, for SQL.
    QString sqlName() const;
    /// "public.alembic_version" style text for people and JSON.
    QString displayName() const;
};

enum class TransactionMode { Single, PerMigration };

/// Limits of a run. Zero means "not set by Stillroom: the server's own setting holds".
struct RunSettings {
    TransactionMode transaction = TransactionMode::Single;
    std::chrono::milliseconds lockTimeout{0};
    std::chrono::milliseconds statementTimeout{0};
    std::chrono::milliseconds waitForRunLock{0}; ///< zero: refuse at once when somebody holds it
    int retries = 0;
    bool projectPython = false; ///< a person allowed the project's own code to run in this run

    bool operator==(const RunSettings &) const = default;
};

/// A migration as one value: shown, linted, printed and executed from the same object.
struct Plan {
    Direction direction = Direction::Upgrade;
    std::vector<RevisionId> from; ///< rows of the version table the plan starts from; empty: base
    std::vector<RevisionId> to; ///< rows when it has run
    QString target; ///< the target as the user wrote it
    std::vector<PlanStep> steps;
    VersionTableName versionTable;
    bool createsVersionTable = false;
    QStringList assumptions; ///< e.g. "env.py could not be read: default options are assumed"

    bool operator==(const Plan &) const = default;
    /// Whether both would run the same: everything but what is judged from the statements' text (locks,
    /// risks, downgrade grades) and what is only said about them.
    bool runsAs(const Plan &other) const;
    /// False when one step is Project Python.
    bool isNative() const;
    int statementCount() const;
};

} // namespace stillroom

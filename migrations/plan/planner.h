#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/graph/revisiontarget.h"
#include "migrations/plan/plan.h"

#include <optional>
#include <vector>

namespace stillroom
{

/// One direction of one revision script, read without running it.
struct ScriptBody {
    Engine engine = Engine::NativeSql;
    std::vector<Statement> statements; ///< in order; empty for Project Python
    std::vector<EngineReason> reasons; ///< why it is Project Python
    bool raises = false; ///< the function raises on every path: it cannot run
    bool losesData = false; ///< an operation drops a table or column or deletes rows

    bool operator==(const ScriptBody &) const = default;
};

/// Reads the functions of revision scripts for the planner; the evaluator of migrations/scripts stands
/// behind it, tests write their own. Called from one thread at a time.
class ScriptBodies
{
public:
    virtual ~ScriptBodies() = default;
    /// Errors: the script could not be read (Unreadable) or is not Python (BrokenProject).
    virtual Result<ScriptBody> body(const Revision &revision, Direction direction) = 0;
    /// What will be asked for next, in this order: may be worked out ahead. The revisions outlive the plan.
    virtual void expect(const std::vector<const Revision *> &, Direction) { }
};

/// Characters of the version column in a table Alembic creates.
constexpr int newVersionColumnWidth = 32;

struct PlanRequestOptions {
    VersionTableName versionTable{};
    bool versionTableExists = true; ///< false: the plan creates it
    /// Characters the version column takes: 32 when the plan creates the table, else what was measured;
    /// unset: longer ids are not refused.
    std::optional<int> versionColumnWidth{};
    bool judge = true; ///< locks and downgrade grades too; off for printing SQL only
    QStringList assumptions{}; ///< what the reader of env.py had to assume; kept in the plan
};

/// Graph + rows + target -> Plan. Pure: reads no database. Mirrors `_upgrade_revs` and
/// `_downgrade_revs` of alembic/script/base.py and run_migrations of alembic/runtime/migration.py.
class Planner
{
public:
    Planner(const RevisionGraph &graph, ScriptBodies &bodies);

    /// Errors: InvalidCall for a target that names nothing or several things; BrokenProject when a
    /// revision on the way is unsound, a row is in no script, or a function raises.
    Result<Plan> plan(Direction direction, const std::vector<RevisionId> &rows, const RevisionTarget &target,
        const PlanRequestOptions &options, const CancelToken &cancel = {});

    /// One step as it would be when its parents are applied, for showing a revision by itself.
    Result<PlanStep> step(int index, Direction direction, const PlanRequestOptions &options);

private:
    PlanStep emptyStep(int index, Direction direction) const;
    void announce(const std::vector<int> &walk, Direction direction);
    Status fillBody(PlanStep &step, const Revision &revision, const PlanRequestOptions &options);
    DowngradeGrade gradeOf(const Revision &revision);

    const RevisionGraph &m_graph;
    ScriptBodies &m_bodies;
};

/// What `stamp` would do; the same value is shown, printed and executed.
struct StampPlan {
    struct Step {
        std::vector<RevisionId> from;
        std::vector<RevisionId> to;
        VersionChange change;
        std::vector<QString> versionStatements; ///< in order, without `;`

        bool operator==(const Step &) const = default;
    };

    std::vector<RevisionId> from; ///< rows before
    std::vector<RevisionId> to; ///< rows after
    QString target; ///< as written
    bool purge = false;
    QString purgeStatement; ///< DELETE without WHERE, runs first; empty without purge
    std::vector<Step> steps;
    VersionTableName versionTable;
    bool createsVersionTable = false;

    bool operator==(const StampPlan &) const = default;
};

/// Errors: InvalidCall as the planner; BrokenProject for a row no script has (unless \a purge).
Result<StampPlan> planStamp(const RevisionGraph &graph, const std::vector<RevisionId> &rows,
    const std::vector<RevisionTarget> &targets, bool purge, const PlanRequestOptions &options);

} // namespace stillroom

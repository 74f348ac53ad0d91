#include "app/cli/planning.h"

#include "app/project/onlineplan.h"
#include "app/project/scriptbodies.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/plan/offlinescript.h"

namespace stillroom::cli
{

namespace
{

PlanRequestOptions offlineOptions(const LoadedProject &loaded)
{
    return {.versionTable = loaded.project.offline.versionTable,
        .versionTableExists = false,
        .judge = false,
        .assumptions = loaded.project.offline.assumptions};
}

OfflineOptions textOptions(const LoadedProject &loaded)
{
    const ContextOptions &offline = loaded.project.offline;
    return {offline.transactionPerMigration ? TransactionMode::PerMigration : TransactionMode::Single,
        offline.transactionalDdl};
}

/// Flask-Migrate turns a downgrade without range into one from head; Alembic refuses it.
QString offlineTarget(ProjectKind kind, Direction direction, const QString &target)
{
    const bool meant
        = kind == ProjectKind::FlaskMigrate && direction == Direction::Downgrade && target == u"-1";
    return meant ? QStringLiteral("head:-1") : target;
}

} // namespace

Result<StampPlan> planStampFrom(const LoadedProject &loaded, const std::vector<RevisionTarget> &targets,
    bool purge, const DatabaseState &state)
{
    return planStamp(*loaded.graph, state.rows, targets, purge, onlineOptions(loaded, state));
}

Result<QString> sqlOf(const LoadedProject &loaded, Direction direction, const QString &target)
{
    EvaluationOptions evaluation = loaded.project.evaluation;
    evaluation.offline = true;
    EvaluatedBodies bodies(std::move(evaluation), loaded.project.offline.percentDoubled);
    Planner planner(*loaded.graph, bodies);
    const RevisionTarget parsed
        = RevisionTarget::parse(offlineTarget(loaded.project.kind, direction, target));
    const Result<Plan> plan = planOffline(planner, *loaded.graph, direction, parsed, offlineOptions(loaded));
    if (!plan)
        return plan.error();
    return offlineScript(*plan, textOptions(loaded));
}

Result<QString> stampSqlOf(const LoadedProject &loaded, const std::vector<RevisionTarget> &targets)
{
    const Result<StampPlan> plan = planOfflineStamp(*loaded.graph, targets, offlineOptions(loaded));
    if (!plan)
        return plan.error();
    return offlineScript(*plan, textOptions(loaded));
}

std::vector<RevisionTarget> parsedTargets(const QStringList &texts)
{
    std::vector<RevisionTarget> targets;
    for (const QString &text : texts)
        targets.push_back(RevisionTarget::parse(text));
    return targets;
}

RunSettings runSettings(const RunOptions &options, const LoadedProject &loaded)
{
    using std::chrono::milliseconds;
    const RunDefaults &defaults = loaded.settings.run;
    const TransactionMode ofEnvironment = loaded.project.online.transactionPerMigration
        ? TransactionMode::PerMigration
        : TransactionMode::Single;
    const auto either = [](const auto &asked, const auto &set, auto fallback) {
        return asked ? *asked : set.value_or(fallback);
    };
    RunSettings settings;
    settings.transaction = either(options.transaction, defaults.transaction, ofEnvironment);
    settings.lockTimeout = either(options.lockTimeout, defaults.lockTimeout, milliseconds(0));
    settings.statementTimeout = either(options.statementTimeout, defaults.statementTimeout, milliseconds(0));
    settings.waitForRunLock = options.wait.value_or(milliseconds(0));
    settings.retries = either(options.retries, defaults.retries, 0);
    return settings;
}

} // namespace stillroom::cli

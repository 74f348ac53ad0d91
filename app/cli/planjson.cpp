#include "app/cli/planwriter.h"
#include "app/cli/revisionjson.h"

namespace stillroom::cli
{

namespace
{

QString gradeName(DowngradeGrade grade)
{
    switch (grade) {
    case DowngradeGrade::Real:
        return QStringLiteral("real");
    case DowngradeGrade::Lossy:
        return QStringLiteral("lossy");
    case DowngradeGrade::NoOp:
        return QStringLiteral("no-op");
    case DowngradeGrade::Raises:
        return QStringLiteral("raises");
    case DowngradeGrade::Unknown:
        return QStringLiteral("unknown");
    }
    Q_UNREACHABLE();
}

void writeFlag(JsonWriter &json, const char *name, const std::optional<bool> &flag)
{
    json.key(name);
    if (flag)
        json.boolean(*flag);
    else
        json.null();
}

void writePlace(JsonWriter &json, const SourcePlace &place)
{
    json.field("path", place.path);
    json.key("line");
    if (place.line > 0)
        json.number(qint64(place.line));
    else
        json.null();
}

void writeStatement(JsonWriter &json, const PlannedStatement &planned)
{
    json.beginObject();
    json.field("sql", planned.statement.sql);
    writePlace(json, planned.statement.place);
    json.key("locks");
    if (planned.locksKnown) {
        json.beginList();
        for (const LockClaim &lock : planned.locks) {
            json.beginObject();
            json.field("table", lock.table);
            json.field("mode", lockModeName(lock.mode));
            json.endObject();
        }
        json.endList();
    } else {
        json.null();
    }
    writeFlag(json, "rewrite", planned.rewrite);
    writeFlag(json, "scan", planned.scan);
    json.key("risks");
    writeTexts(json, planned.risks);
    json.endObject();
}

void writeChange(JsonWriter &json, const VersionChange &change)
{
    json.key("version_change");
    json.beginObject();
    json.key("insert");
    writeIds(json, change.inserted);
    json.key("update");
    json.beginList();
    for (const auto &[from, to] : change.updated)
        writeIds(json, {from, to});
    json.endList();
    json.key("delete");
    writeIds(json, change.deleted);
    json.endObject();
}

/// False as soon as one statement leaves the transaction.
bool isTransactional(const PlanStep &step)
{
    for (const PlannedStatement &planned : step.statements) {
        if (planned.statement.autocommit)
            return false;
    }
    return true;
}

void writeStep(JsonWriter &json, const PlanStep &step)
{
    const bool native = step.engine == Engine::NativeSql;
    json.beginObject();
    json.field("revision", step.revision.text());
    json.field("message", step.message);
    json.field("engine", native ? QStringLiteral("native") : QStringLiteral("python"));
    json.key("engine_reasons");
    json.beginList();
    for (const EngineReason &reason : step.engineReasons) {
        json.beginObject();
        writePlace(json, reason.place);
        json.field("reason", reason.reason);
        json.endObject();
    }
    json.endList();
    json.key("transactional");
    if (native)
        json.boolean(isTransactional(step));
    else
        json.null();
    json.field("downgrade_grade", gradeName(step.downgradeGrade));
    json.key("statements");
    if (native) {
        json.beginList();
        for (const PlannedStatement &planned : step.statements)
            writeStatement(json, planned);
        json.endList();
    } else {
        json.null();
    }
    writeChange(json, step.versionChange);
    json.endObject();
}

} // namespace

QByteArray planJson(const Plan &plan)
{
    JsonWriter json;
    json.beginObject();
    json.field("direction", directionName(plan.direction));
    json.key("from");
    writeIds(json, plan.from);
    json.key("to");
    writeIds(json, plan.to);
    json.key("assumptions");
    writeTexts(json, plan.assumptions);
    json.key("steps");
    json.beginList();
    for (const PlanStep &step : plan.steps)
        writeStep(json, step);
    json.endList();
    json.endObject();
    return json.take();
}

QByteArray stampJson(const StampPlan &plan)
{
    JsonWriter json;
    json.beginObject();
    json.field("direction", QStringLiteral("stamp"));
    json.key("from");
    writeIds(json, plan.from);
    json.key("to");
    writeIds(json, plan.to);
    json.field("purge", plan.purge);
    json.key("steps");
    json.beginList();
    for (const StampPlan::Step &step : plan.steps) {
        json.beginObject();
        json.key("from");
        writeIds(json, step.from);
        json.key("to");
        writeIds(json, step.to);
        writeChange(json, step.change);
        json.endObject();
    }
    json.endList();
    json.endObject();
    return json.take();
}

} // namespace stillroom::cli

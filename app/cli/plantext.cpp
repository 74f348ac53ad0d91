#include "app/cli/planwriter.h"

namespace stillroom::cli
{

namespace
{

QString counted(qsizetype count, const char *one, const char *several)
{
    return QStringLiteral("%1 %2").arg(count).arg(QLatin1String(count == 1 ? one : several));
}

QString indented(const QString &text, const QString &by)
{
    return by + QString(text).replace(u'\n', u'\n' + by);
}

void addStatement(QString &text, const PlannedStatement &planned)
{
    text += indented(planned.statement.sql, QStringLiteral("     ")) + QStringLiteral(";\n");
    QStringList facts;
    for (const LockClaim &lock : planned.locks)
        facts += QStringLiteral("%1 on %2").arg(lockModeName(lock.mode), lock.table);
    if (planned.hiddenTables)
        facts += QStringLiteral("locks also tables that the text does not name");
    if (planned.rewrite.value_or(false))
        facts += QStringLiteral("rewrites the table");
    if (planned.scan.value_or(false))
        facts += QStringLiteral("scans the table");
    if (planned.statement.autocommit)
        facts += QStringLiteral("outside a transaction");
    if (!planned.risks.isEmpty())
        facts += QStringLiteral("risks: ") + planned.risks.join(QStringLiteral(", "));
    if (!facts.isEmpty())
        text += QStringLiteral("       -- ") + facts.join(QStringLiteral("; ")) + u'\n';
}

void addStep(QString &text, const PlanStep &step, size_t number)
{
    const bool native = step.engine == Engine::NativeSql;
    text += QStringLiteral("\n%1. %2  %3\n").arg(number).arg(step.revision.text(), step.message);
    text += QStringLiteral("   %1, %2\n")
                .arg(native ? QStringLiteral("native SQL") : QStringLiteral("project Python"),
                    step.script.toString());
    for (const EngineReason &reason : step.engineReasons)
        text += QStringLiteral("   because %1: %2\n").arg(reason.place.toString(), reason.reason);
    for (const PlannedStatement &planned : step.statements)
        addStatement(text, planned);
    for (const QString &sql : step.versionStatements)
        text += indented(sql, QStringLiteral("     ")) + QStringLiteral(";\n");
}

QString limitText(std::chrono::milliseconds limit)
{
    return limit.count() == 0 ? QStringLiteral("the server's") : QStringLiteral("%1 ms").arg(limit.count());
}

} // namespace

QString revisionList(const std::vector<RevisionId> &ids)
{
    QStringList texts;
    for (const RevisionId &id : ids)
        texts += id.text();
    return texts.isEmpty() ? QStringLiteral("base") : texts.join(QStringLiteral(", "));
}

QString directionName(Direction direction)
{
    return direction == Direction::Upgrade ? QStringLiteral("upgrade") : QStringLiteral("downgrade");
}

QString runningLine(const PlanStep &step)
{
    const auto names
        = [](const std::vector<RevisionId> &ids) { return ids.empty() ? QString() : revisionList(ids); };
    QString line = QStringLiteral("Running %1 %2 -> %3")
                       .arg(directionName(step.direction), names(step.from), names(step.to));
    if (!step.message.isEmpty())
        line += QStringLiteral(", ") + step.message;
    return line;
}

QString planText(const Plan &plan, const RunSettings *settings)
{
    if (plan.steps.empty())
        return QStringLiteral("Nothing to %1: the database is at %2.\n")
            .arg(directionName(plan.direction), revisionList(plan.from));
    QString text = QStringLiteral("%1 %2 -> %3: %4, %5\n")
                       .arg(plan.direction == Direction::Upgrade ? QStringLiteral("Upgrade")
                                                                 : QStringLiteral("Downgrade"),
                           revisionList(plan.from), revisionList(plan.to),
                           counted(qsizetype(plan.steps.size()), "step", "steps"),
                           counted(plan.statementCount(), "statement", "statements"));
    if (settings) {
        const bool single = settings->transaction == TransactionMode::Single;
        text += QStringLiteral("Transaction: %1. Lock timeout: %2. Statement timeout: %3.\n")
                    .arg(single ? QStringLiteral("one for all steps") : QStringLiteral("one per migration"),
                        limitText(settings->lockTimeout), limitText(settings->statementTimeout));
    }
    for (const QString &assumption : plan.assumptions)
        text += QStringLiteral("Assumed: ") + assumption + u'\n';
    for (size_t i = 0; i < plan.steps.size(); ++i)
        addStep(text, plan.steps[i], i + 1);
    return text;
}

QString stampText(const StampPlan &plan)
{
    QString text = QStringLiteral("Stamp %1 -> %2\n").arg(revisionList(plan.from), revisionList(plan.to));
    if (!plan.purgeStatement.isEmpty())
        text += QStringLiteral("  ") + plan.purgeStatement + QStringLiteral(";\n");
    for (const StampPlan::Step &step : plan.steps) {
        for (const QString &sql : step.versionStatements)
            text += QStringLiteral("  ") + sql + QStringLiteral(";\n");
    }
    return text;
}

} // namespace stillroom::cli

#include "migrations/run/runscript.h"

#include "migrations/sql/statementfacts.h"

#include <algorithm>

namespace stillroom
{

namespace
{

Error refusal(const PlanStep &step, const Statement &statement, const QString &why)
{
    return {ErrorKind::Refused,
        QStringLiteral("Revision %1 cannot be run: %2. Nothing was changed.").arg(step.revision.text(), why),
        statement.sql, statement.place};
}

/// \a inTransaction turns false behind a COMMIT the script itself sends.
Status checkStatement(const PlanStep &step, const Statement &statement, bool &inTransaction)
{
    if (statement.sql.contains(QChar(u'\0')))
        return refusal(step, statement, QStringLiteral("its SQL holds a NUL character"));
    const StatementFacts facts = factsOf(statement.sql);
    if (facts.kind == StatementClass::TransactionControl)
        inTransaction = false;
    if (facts.copyFromStdin) {
        return refusal(step, statement,
            QStringLiteral(
                "COPY … FROM STDIN needs data that a migration statement does not have; write the rows "
                "as INSERT statements"));
    }
    if (!facts.transactionRefusal.isEmpty() && !statement.autocommit && inTransaction) {
        return refusal(step, statement,
            facts.transactionRefusal
                + QStringLiteral("; put it into `with op.get_context().autocommit_block():`"));
    }
    return Done{};
}

QString joined(const std::vector<RevisionId> &ids)
{
    QStringList texts;
    for (const RevisionId &id : ids)
        texts << id.text();
    return texts.isEmpty() ? QStringLiteral("none") : texts.join(QStringLiteral(", "));
}

std::vector<RevisionId> sorted(std::vector<RevisionId> ids)
{
    std::sort(ids.begin(), ids.end());
    return ids;
}

void compareRows(
    const std::vector<RevisionId> &reviewed, const std::vector<RevisionId> &now, QStringList &lines)
{
    if (sorted(reviewed) != sorted(now)) {
        lines << QStringLiteral("The database stood at %1 when the plan was made; now it stands at %2.")
                     .arg(joined(reviewed), joined(now));
    }
}

QString stepText(const PlanStep &step)
{
    return QStringLiteral("%1 (%2 statements)").arg(step.revision.text()).arg(step.statements.size());
}

} // namespace

int RunScript::statementCount() const
{
    size_t count = 0;
    for (const Step &step : steps)
        count += step.statements.size();
    return int(count);
}

RunScript RunScript::part(int first, int count) const
{
    RunScript script;
    script.steps.assign(steps.begin() + first, steps.begin() + first + count);
    script.from = rowsAfter(first);
    script.versionTable = versionTable;
    script.createsVersionTable = createsVersionTable && first == 0;
    return script;
}

std::vector<RevisionId> RunScript::rowsAfter(int count) const
{
    std::vector<RevisionId> rows = from;
    for (int i = 0; i < count && size_t(i) < steps.size(); ++i) {
        const VersionChange &change = steps[size_t(i)].change;
        for (const RevisionId &id : change.deleted)
            std::erase(rows, id);
        rows.insert(rows.end(), change.inserted.begin(), change.inserted.end());
        for (const auto &[before, after] : change.updated)
            std::replace(rows.begin(), rows.end(), before, after);
    }
    return sorted(rows);
}

RunScript runScriptOf(const Plan &plan)
{
    RunScript script;
    for (const PlanStep &step : plan.steps) {
        RunScript::Step next{step.revision, step.script, {}, step.versionStatements, step.versionChange};
        for (const PlannedStatement &planned : step.statements)
            next.statements.push_back(planned.statement);
        script.steps.push_back(std::move(next));
    }
    script.from = plan.from;
    script.versionTable = plan.versionTable;
    script.createsVersionTable = plan.createsVersionTable;
    return script;
}

RunScript runScriptOf(const StampPlan &plan)
{
    RunScript script;
    if (plan.purge) {
        VersionChange change;
        change.deleted = plan.from;
        script.steps.push_back({{}, {}, {}, {plan.purgeStatement}, change});
    }
    for (const StampPlan::Step &step : plan.steps) {
        const RevisionId revision = step.to.empty() ? RevisionId() : step.to.front();
        script.steps.push_back({revision, {}, {}, step.versionStatements, step.change});
    }
    script.from = plan.from;
    script.versionTable = plan.versionTable;
    script.createsVersionTable = plan.createsVersionTable;
    return script;
}

Status checkRunnable(const Plan &plan, bool withPython)
{
    for (const PlanStep &step : plan.steps) {
        if (step.engine == Engine::NativeSql || withPython)
            continue;
        Error error{ErrorKind::NeedsProjectPython,
            QStringLiteral(
                "Revision %1 needs the project's own Python, which is not allowed to run here. Nothing was "
                "changed.")
                .arg(step.revision.text()),
            {}, step.script};
        if (!step.engineReasons.empty()) {
            error.detail = step.engineReasons.front().reason;
            error.place = step.engineReasons.front().place;
        }
        return error;
    }
    for (const PlanStep &step : plan.steps) {
        bool inTransaction = true;
        for (const PlannedStatement &planned : step.statements) {
            if (const Status status = checkStatement(step, planned.statement, inTransaction); !status)
                return status;
        }
    }
    return Done{};
}

Sending sendingOf(const QString &sql)
{
    const StatementFacts facts = factsOf(sql);
    switch (facts.kind) {
    case StatementClass::NotUnderstood:
    case StatementClass::TransactionControl:
    case StatementClass::Copy:
        return Sending::Alone;
    case StatementClass::Empty:
    case StatementClass::Ddl:
    case StatementClass::Dml:
    case StatementClass::Select:
    case StatementClass::Session:
    case StatementClass::Utility:
        break;
    }
    return facts.statementCount == 1 ? Sending::Pipelined : Sending::Alone;
}

bool isConcurrent(const QString &sql)
{
    return sql.contains(QLatin1String("concurrently"), Qt::CaseInsensitive) && factsOf(sql).concurrently;
}

QStringList planDifferences(const Plan &reviewed, const Plan &now)
{
    QStringList lines;
    compareRows(reviewed.from, now.from, lines);
    const size_t count = std::max(reviewed.steps.size(), now.steps.size());
    for (size_t i = 0; i < count; ++i) {
        const QString number = QString::number(i + 1);
        if (i >= now.steps.size())
            lines << QStringLiteral("Step %1, %2, is gone.").arg(number, stepText(reviewed.steps[i]));
        else if (i >= reviewed.steps.size())
            lines << QStringLiteral("Step %1, %2, is new.").arg(number, stepText(now.steps[i]));
        else if (reviewed.steps[i] != now.steps[i])
            lines << QStringLiteral("Step %1 was %2 and is now %3.")
                         .arg(number, stepText(reviewed.steps[i]), stepText(now.steps[i]));
    }
    if (lines.isEmpty() && reviewed != now)
        lines << QStringLiteral("The version table was created or dropped, or the assumptions changed.");
    return lines;
}

QStringList planDifferences(const StampPlan &reviewed, const StampPlan &now)
{
    QStringList lines;
    compareRows(reviewed.from, now.from, lines);
    if (lines.isEmpty() && reviewed != now)
        lines << QStringLiteral("The stamp would now write %1.").arg(joined(now.to));
    return lines;
}

} // namespace stillroom

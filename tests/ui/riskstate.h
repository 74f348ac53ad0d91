#pragma once

#include "app/services/pendingrisks.h"
#include "tests/ui/fakeworkspace.h"

namespace stillroom::test
{

/// The sample's pending plan judged by the real rules, with live sizes of two tables.
inline std::shared_ptr<PendingRisks> sampleRisks()
{
    auto risks = std::make_shared<PendingRisks>();
    risks->plan = samplePlan();
    risks->live.serverVersion = 150006;
    LiveTable employees{QStringLiteral("public.employees"), 184'220, 412LL << 20, 520LL << 20};
    employees.columns = {{QStringLiteral("work_email"), QStringLiteral("character varying(254)")}};
    risks->live.tables.insert(QStringLiteral("employees"), employees);
    risks->live.tables.insert(
        QStringLiteral("candidates"), {QStringLiteral("public.candidates"), 5'210, 2LL << 20, 3LL << 20});
    judgePending(*risks, {});
    return risks;
}

/// A rehearsal of the plan's last step, with the locks PostgreSQL took.
inline std::shared_ptr<Rehearsal> lastStepRehearsed(const Plan &plan, bool fullCopy)
{
    auto rehearsal = std::make_shared<Rehearsal>();
    rehearsal->fullCopy = fullCopy;
    rehearsal->at = QDateTime(QDate(2026, 11, 22), QTime(10, 30));
    RehearsedStep step;
    step.revision = plan.steps.back().revision;
    for (const PlannedStatement &planned : plan.steps.back().statements) {
        RehearsedStatement ran;
        ran.sql = planned.statement.sql;
        ran.durationMs = 2100;
        ran.locksMeasured = true;
        if (step.statements.empty()) // later ones find it held
            ran.locks = {{QStringLiteral("public.employees"), LockMode::AccessExclusive},
                {QStringLiteral("public.departments"), LockMode::ShareRowExclusive}};
        if (ran.sql.contains(QLatin1String("SET NOT NULL")))
            ran.scanned = QStringList(QStringLiteral("employees"));
        step.statements.push_back(ran);
    }
    rehearsal->steps = {step};
    return rehearsal;
}

} // namespace stillroom::test

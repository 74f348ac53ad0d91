#include "ui/run/runreport.h"

#include "ui/run/runtext.h"

#include <QCoreApplication>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("RunReport", text);
}

QStringList failureLines(const RunFailure &failure)
{
    QStringList lines{QString(), tr("Statement that failed, revision %1:").arg(failure.revision.text()),
        failure.sql, QString(), tr("Message: %1").arg(failure.message),
        tr("SQLSTATE: %1 %2").arg(failure.sqlState, sqlStateName(failure.sqlState)).trimmed()};
    if (!failure.detail.isEmpty())
        lines << tr("Detail: %1").arg(failure.detail);
    if (!failure.hint.isEmpty())
        lines << tr("Hint: %1").arg(failure.hint);
    if (!failure.place.path.isEmpty())
        lines << tr("Script: %1").arg(failure.place.toString());
    return lines;
}

} // namespace

QString runReport(const RunProgress &progress, const QString &database)
{
    const Plan &plan = progress.plan();
    const RunOutcome outcome = progress.outcome().value_or(RunOutcome{});
    const RunVerdict verdict
        = runVerdict(plan, outcome, {database, progress.statementsDone(), progress.rowsChanged()});
    QStringList lines{verdict.title, verdict.text, QString()};
    for (size_t index = 0; index < plan.steps.size(); ++index) {
        const StepProgress &step = progress.steps()[index];
        lines << QStringLiteral("%1/%2  %3  %4  %5  %6")
                     .arg(index + 1)
                     .arg(plan.steps.size())
                     .arg(plan.steps[index].revision.text(), plan.steps[index].message,
                         stepPhaseText(step.phase),
                         step.durationMs > 0 ? durationText(step.durationMs) : QString())
                     .trimmed();
    }
    if (outcome.failure)
        lines << failureLines(*outcome.failure);
    lines << QString() << tr("Log:");
    for (const RunLogLine &line : progress.log())
        lines << line.toString();
    return lines.join(u'\n') + u'\n';
}

} // namespace stillroom

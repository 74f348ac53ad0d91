#include "ui/run/reviewtext.h"

#include "app/services/rehearsing.h"
#include "ui/run/runtext.h"
#include "ui/timeline/revisiontext.h"
#include "ui/timeline/timelinerow.h"

#include <QCoreApplication>

#include <algorithm>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("ReviewText", text);
}

} // namespace

int pythonSteps(const Plan &plan)
{
    return int(std::count_if(plan.steps.begin(), plan.steps.end(),
        [](const PlanStep &step) { return step.engine == Engine::ProjectPython; }));
}

bool losesData(const Plan &plan)
{
    return plan.direction == Direction::Downgrade
        && std::any_of(plan.steps.begin(), plan.steps.end(), [](const PlanStep &step) {
               return step.downgradeGrade == DowngradeGrade::Lossy
                   || step.downgradeGrade == DowngradeGrade::Unknown;
           });
}

bool needsTypedName(const Plan &plan, const WorkspaceState &state)
{
    const bool production = state.target && state.target->kind == TargetKind::Production;
    return production || losesData(plan);
}

QString commitText(const Plan &plan, TransactionMode mode)
{
    QStringList parts;
    const int steps = int(plan.steps.size());
    for (int first = 0; first < steps;) {
        const auto together = [&](int step) {
            return mode == TransactionMode::Single && step < steps
                && plan.steps[size_t(step)].engine == Engine::NativeSql
                && plan.steps[size_t(first)].engine == Engine::NativeSql;
        };
        int end = first + 1;
        while (together(end))
            ++end;
        parts << (end - first == 1 ? tr("step %1 by itself").arg(first + 1)
                                   : tr("steps %1 to %2 together").arg(first + 1).arg(end));
        first = end;
    }
    constexpr qsizetype most = 6;
    if (parts.size() > most)
        parts = parts.mid(0, most) + QStringList(tr("and so on"));
    return tr("What commits: %1. A failure leaves what was committed before it.")
        .arg(parts.join(QStringLiteral(", ")));
}

QString planRefusal(const WorkspaceState &state)
{
    if (state.database && state.database->server.standby)
        return tr("The server is a standby and accepts no changes.");
    return {};
}

QString rehearsedText(const Rehearsal *rehearsal, const RevisionId &revision)
{
    const RehearsedStep *step = rehearsal ? rehearsal->step(revision) : nullptr;
    return step ? durationText(step->durationMs) : QStringLiteral("–");
}

QString rehearsalText(const Rehearsal &rehearsal)
{
    const QString when = rehearsal.at.toString(QStringLiteral("yyyy-MM-dd hh:mm"));
    if (rehearsal.error)
        return tr("%1: %2").arg(when, rehearsal.error->message);
    QStringList sentences{tr("%1 on PostgreSQL %2, %3 in all.")
                              .arg(when)
                              .arg(rehearsal.serverVersion / 10000)
                              .arg(durationText(double(rehearsal.durationMs)))};
    sentences << (rehearsal.comesBack() ? tr("The way back leads to the same schema.")
                                        : tr("The way back does not lead to the same schema."));
    if (rehearsal.rowsPerTable == 0)
        sentences << tr("The copy had no rows: times are a lower bound.");
    return sentences.join(u' ');
}

QString reviewSql(const Plan &plan)
{
    QString text;
    int number = 0;
    for (const PlanStep &step : plan.steps) {
        text += QStringLiteral("-- %1  %2  %3").arg(++number).arg(step.revision.text(), step.message);
        if (step.engine == Engine::ProjectPython)
            text += QStringLiteral("  (%1)\n\n").arg(engineName(step.engine));
        else
            text += u'\n' + sqlText(step) + u'\n';
    }
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

} // namespace stillroom

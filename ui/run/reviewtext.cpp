#include "ui/run/reviewtext.h"

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

QString planRefusal(const Plan &plan, const WorkspaceState &state)
{
    if (pythonSteps(plan) > 0)
        return tr("Steps of Project Python are planned and shown, but this version does not run them. "
                  "Run the project's own flask db upgrade for these.");
    if (state.database && state.database->server.standby)
        return tr("The server is a standby and accepts no changes.");
    return {};
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

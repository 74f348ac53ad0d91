#include "app/verify/checklist.h"

#include "app/verify/checkbuilder.h"
#include "app/verify/pythonfiles.h"

#include <algorithm>

namespace stillroom
{

QString checkOutcomeName(CheckOutcome outcome)
{
    switch (outcome) {
    case CheckOutcome::Pass:
        return QStringLiteral("pass");
    case CheckOutcome::Warn:
        return QStringLiteral("warn");
    case CheckOutcome::Fail:
        return QStringLiteral("fail");
    case CheckOutcome::Unknown:
        return QStringLiteral("unknown");
    }
    Q_UNREACHABLE();
}

const QStringList &checklistSections()
{
    static const QStringList sections{QStringLiteral("Checking Environment Variables"),
        QStringLiteral("Checking Migration Files"), QStringLiteral("Checking routes.py Implementation"),
        QStringLiteral("Checking Database Connection"), QStringLiteral("Checking Migration Status"),
        QStringLiteral("Deployment preset"), QStringLiteral("Revision graph"),
        QStringLiteral("Project checks")};
    return sections;
}

int Checklist::count(CheckOutcome outcome) const
{
    return int(std::count_if(
        checks.begin(), checks.end(), [outcome](const Check &check) { return check.outcome == outcome; }));
}

QString CheckBuilder::at(const SourcePlace &place) const
{
    return shownPlace(place, v.root).toString();
}

Checklist stillroomChecklist(
    const Verification &verification, const MirroredReport &mirrored, const std::vector<ScriptCheck> &scripts)
{
    const ProcedureReading procedure = readProcedure(verification.root);
    CheckBuilder b(verification, mirrored);
    const QStringList &sections = checklistSections();
    b.section = sections[0];
    checkEnvironment(b, procedure);
    b.section = sections[1];
    checkFiles(b);
    b.section = sections[2];
    checkCode(b, procedure);
    b.section = sections[3];
    checkDatabase(b);
    checkData(b);
    b.section = sections[4];
    checkStatus(b);
    b.section = sections[5];
    checkDeployment(b);
    b.section = sections[6];
    checkGraph(b);
    b.section = sections[7];
    checkScripts(b, scripts);
    Checklist checklist{std::move(b.checks), CheckOutcome::Pass};
    if (checklist.count(CheckOutcome::Fail) > 0)
        checklist.overall = CheckOutcome::Fail;
    else if (checklist.count(CheckOutcome::Warn) + checklist.count(CheckOutcome::Unknown) > 0)
        checklist.overall = CheckOutcome::Warn;
    return checklist;
}

} // namespace stillroom

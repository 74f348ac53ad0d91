#include "app/project/productiongate.h"

#include <QCoreApplication>

namespace stillroom
{

QString requirementName(ProductionRequirement requirement)
{
    switch (requirement) {
    case ProductionRequirement::Rehearsal:
        return QStringLiteral("rehearsal");
    case ProductionRequirement::Backup:
        return QStringLiteral("backup");
    case ProductionRequirement::Checklist:
        return QStringLiteral("checklist");
    }
    Q_UNREACHABLE();
}

QString confirmationText(ProductionRequirement requirement)
{
    switch (requirement) {
    case ProductionRequirement::Rehearsal:
        return QCoreApplication::translate("ProductionGate", "Exactly this upgrade was rehearsed");
    case ProductionRequirement::Backup:
        return QCoreApplication::translate("ProductionGate", "There is a backup that can be restored");
    case ProductionRequirement::Checklist:
        return QCoreApplication::translate(
            "ProductionGate", "The checklist was run and nothing in it failed");
    }
    Q_UNREACHABLE();
}

std::vector<ProductionRequirement> unmetRequirements(
    const std::vector<ProductionRequirement> &required, const ProductionFacts &facts)
{
    std::vector<ProductionRequirement> unmet;
    for (const ProductionRequirement requirement : required) {
        const bool proven
            = requirement == ProductionRequirement::Rehearsal && (!facts.needsRehearsal || facts.rehearsed);
        if (!proven && !facts.confirmed.contains(requirementName(requirement)))
            unmet.push_back(requirement);
    }
    return unmet;
}

} // namespace stillroom

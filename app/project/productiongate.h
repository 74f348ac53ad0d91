#pragma once

#include "app/project/settings.h"

namespace stillroom
{

/// "rehearsal", "backup", "checklist": as `production.require` and `--confirm` write them.
QString requirementName(ProductionRequirement requirement);
/// What a person says by confirming it: "There is a backup that can be restored".
QString confirmationText(ProductionRequirement requirement);

/// What is known before a run on production.
struct ProductionFacts {
    bool needsRehearsal = true; ///< false for a downgrade and a plan without steps: there is none to be had
    bool rehearsed = false; ///< exactly this plan ran on a copy of this database to its end
    QStringList confirmed{}; ///< names a person confirmed
};

/// Of the requirements those that are not met, in their order. A rehearsal can be proven or confirmed; a
/// backup and the checklist are a person's word.
std::vector<ProductionRequirement> unmetRequirements(
    const std::vector<ProductionRequirement> &required, const ProductionFacts &facts);

} // namespace stillroom

#pragma once

#include "app/environment/environmentmatrix.h"
#include "app/environment/preset.h"

#include <QStringList>

namespace stillroom
{

/// What a flag's card shows for one source.
struct FlagFacts {
    enum class Icon { None, Changed, Warning };
    int segment = -1; ///< of flagValues(); -1: the value is none of them
    bool editable = true;
    Icon icon = Icon::None;
    QString effect; ///< one or two sentences

    bool operator==(const FlagFacts &) const = default;
};

/// The values a card offers for a variable, in order; a null one means unset.
std::vector<std::optional<QString>> flagValues(const QString &key);
/// The words on the segments.
QStringList flagWords(const QString &key);
FlagFacts flagFacts(const EnvironmentMatrix &matrix, const QString &key, int source);

/// What a preset wants of a variable: "false", "unset", "any".
QString presetWish(Preset preset, const QString &key, bool severalInstances);

} // namespace stillroom

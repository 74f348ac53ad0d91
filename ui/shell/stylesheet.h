#pragma once

#include "ui/shell/tokens.h"

#include <QString>

namespace stillroom
{

/// Files of the images a style sheet can only take from disk, in the colours of the theme.
struct StyleImages {
    QString chevronDown, chevronDownOnAccent, chevronDownDisabled, chevronUp, chevronRight, check, radio;
};

/// The one style sheet of the program: resources/stillroom.qss with its `@token` and `@image` names
/// filled in and every length above 3 px scaled with the font.
QString styleSheet(const Tokens &tokens, double fontScale, const StyleImages &images);

} // namespace stillroom

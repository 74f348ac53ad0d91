#pragma once

#include <QList>

class QWidget;

namespace stillroom
{

/// Moves the focus to the region after (step 1) or before (step -1) the one that has it; hidden and
/// disabled regions are passed over. A region without focus of its own gives it to its first child.
void focusNextRegion(const QList<QWidget *> &regions, int step);

} // namespace stillroom

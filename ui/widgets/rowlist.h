#pragma once

#include "ui/shell/theme.h"

#include <vector>

class QTableView;

namespace stillroom
{

/// Makes a table a list of rows to choose from: one at a time, 30 high, a line below each, no grid. \a widths
/// of the columns in px at 100 %; 0 takes what is left. The model is set before.
void styleRowList(QTableView &list, const std::vector<int> &widths, const Theme &theme);

} // namespace stillroom

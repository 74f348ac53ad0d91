#pragma once

#include "tests/differential/translation.h"

namespace stillroom::differential
{

/// Empty when both say the same; else the first difference, both sides, for a person.
QString difference(const std::vector<PrintedStatement> &ours, const QStringList &theirs);

} // namespace stillroom::differential

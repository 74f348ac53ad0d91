#pragma once

#include "migrations/plan/plan.h"

#include <QStringList>

#include <vector>

namespace stillroom
{

/// SHA-256 over the revisions and the SQL of all steps, hexadecimal: equal plans send the same. Of a step
/// only the project's Python can run its script's text takes the place of the SQL.
QString planHash(const Plan &plan);

/// SHA-256 of each file as it is now, hexadecimal; empty for one that cannot be read.
std::vector<QString> fileHashes(const QStringList &paths);

} // namespace stillroom

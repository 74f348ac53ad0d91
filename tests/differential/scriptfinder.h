#pragma once

#include <QStringList>

namespace stillroom::differential
{

/// Revision scripts below a folder: Python files that assign `revision` at the start of a line.
QStringList revisionScripts(const QString &folder);

} // namespace stillroom::differential

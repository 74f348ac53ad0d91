#pragma once

#include "ui/run/runprogress.h"

#include <QString>

namespace stillroom
{

/// A finished run as plain text for a ticket: what ran where, how it ended, the failed statement, the log.
QString runReport(const RunProgress &progress, const QString &database);

} // namespace stillroom

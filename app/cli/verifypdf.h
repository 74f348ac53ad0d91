#pragma once

#include "migrations/base/result.h"

#include <QString>

namespace stillroom::cli
{

/// Prints an HTML report into a PDF file. The command line has no fonts of its own: the window program beside
/// it does the printing, without a display. Errors: Unreadable when that program is missing or the file
/// cannot be written.
Status writePdf(const QString &path, const QString &html);

} // namespace stillroom::cli

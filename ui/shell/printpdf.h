#pragma once

#include "migrations/base/result.h"

#include <QString>

namespace stillroom
{

/// Prints an HTML text on A4 pages into a PDF file. Errors: Unreadable when the file cannot be written.
Status printHtml(const QString &html, const QString &path);

/// The same with the text of standard input: how stillroom-cli, which has no fonts, writes PDF.
Status printStandardInput(const QString &path);

} // namespace stillroom

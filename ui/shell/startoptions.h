#pragma once

#include "migrations/base/result.h"

#include <QStringList>

namespace stillroom
{

/// How the desktop program was called: `stillroom [FOLDER]`.
struct StartOptions {
    enum class Action { ShowWindow, PrintVersion, PrintHelp, PrintPdf };
    Action action = Action::ShowWindow;
    QString folder; ///< empty: the first-run page
    bool sample = false;
    QString pdf; ///< of PrintPdf: the file that the HTML on standard input is printed into
    QString screenshotFolder; ///< not empty: writes pictures of every screen and ends

    bool operator==(const StartOptions &) const = default;
};

/// `arguments` without the program's name. Error: an unknown option, a missing value, two folders.
/// There is no option for a URL or a password: arguments are visible to every user of the machine.
Result<StartOptions> parseStartOptions(const QStringList &arguments);

/// The text of `stillroom --help`.
QString startHelp();

} // namespace stillroom

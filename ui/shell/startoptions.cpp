#include "ui/shell/startoptions.h"

namespace stillroom
{
namespace
{

Error wrongCall(const QString &message)
{
    return {.kind = ErrorKind::InvalidCall, .message = message + QStringLiteral(". See stillroom --help.")};
}

} // namespace

Result<StartOptions> parseStartOptions(const QStringList &arguments)
{
    StartOptions options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == QLatin1String("--version")) {
            options.action = StartOptions::Action::PrintVersion;
        } else if (argument == QLatin1String("--help") || argument == QLatin1String("-h")) {
            options.action = StartOptions::Action::PrintHelp;
        } else if (argument == QLatin1String("--sample")) {
            options.sample = true;
        } else if (argument == QLatin1String("--screenshots")) {
            if (++i == arguments.size() || arguments[i].startsWith(QLatin1Char('-')))
                return wrongCall(QStringLiteral("--screenshots needs a folder"));
            options.screenshotFolder = arguments[i];
        } else if (argument == QLatin1String("--print-pdf")) {
            if (++i == arguments.size())
                return wrongCall(QStringLiteral("--print-pdf needs a file"));
            options.action = StartOptions::Action::PrintPdf;
            options.pdf = arguments[i];
        } else if (argument.startsWith(QLatin1Char('-'))) {
            return wrongCall(
                QStringLiteral("Unknown option %1").arg(argument.section(QLatin1Char('='), 0, 0)));
        } else if (!options.folder.isEmpty()) {
            return wrongCall(QStringLiteral("Only one folder can be opened"));
        } else {
            options.folder = argument;
        }
    }
    if (options.sample && !options.folder.isEmpty())
        return wrongCall(QStringLiteral("--sample opens its own folder"));
    return options;
}

QString startHelp()
{
    return QStringLiteral("stillroom [FOLDER]            open the project in FOLDER\n"
                          "stillroom --sample            open the sample project on a private PostgreSQL\n"
                          "  --screenshots FOLDER        write pictures of every screen there and end\n"
                          "stillroom --print-pdf FILE     print the HTML of standard input into FILE\n"
                          "  --version, --help\n"
                          "\n"
                          "Databases are chosen in the window. stillroom-cli works without a display.\n");
}

} // namespace stillroom

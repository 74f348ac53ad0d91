#include "app/connections/keychain.h"
#include "app/connections/savedconnections.h"
#include "app/services/workspace.h"
#include "ui/activity/activitypage.h"
#include "ui/changes/changespage.h"
#include "ui/checklist/checklistpage.h"
#include "ui/connect/recentprojects.h"
#include "ui/environment/environmentpage.h"
#include "ui/run/runpage.h"
#include "ui/shell/firstpaint.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/printpdf.h"
#include "ui/shell/screenshots.h"
#include "ui/shell/settings.h"
#include "ui/shell/startoptions.h"
#include "ui/startup/startuppage.h"
#include "ui/timeline/timelinepage.h"

#include <QApplication>
#include <QSettings>

#include <cstdio>
#include <functional>
#include <vector>

using namespace stillroom;

namespace
{

constexpr int wrongCall = 2; // spec/cli.md, exit statuses

/// The pages in the order of the rail, with the texts the pages themselves have.
struct RailItem {
    const char *context, *title, *icon;
};
constexpr RailItem railItems[] = {{"stillroom::TimelinePage", "Timeline", "vcs-branch"},
    {"stillroom::ChangesPage", "Changes", "changes"}, {"stillroom::ChecklistPage", "Checklist", "checklist"},
    {"stillroom::EnvironmentPage", "Environment", "environment"},
    {"stillroom::StartupPage", "Startup", "startup"}, {"stillroom::ActivityPage", "Activity", "activity"}};

void print(FILE *stream, const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stream);
}

Result<StartOptions> readArguments(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return parseStartOptions(arguments);
}

void openProject(const StartOptions &options, Workspace &workspace)
{
    if (options.sample)
        workspace.openSampleProject();
    else if (!options.folder.isEmpty())
        workspace.openProject(options.folder);
}

int run(QApplication &application, const StartOptions &options)
{
    QSettings store;
    Settings settings(store);
    Theme theme(&application);
    theme.setMode(settings.themeMode());
    SavedConnections saved(store);
    Keychain keychain;
    Workspace workspace;
    workspace.setConnections(saved, keychain);
    RecentProjects recent(store);
    MainWindow window({workspace, settings, theme, recent});
    for (const RailItem &item : railItems)
        window.announcePage(QCoreApplication::translate(item.context, item.title), QLatin1String(item.icon));
    std::vector<std::function<void()>> parts{
        [&] { window.addPage(new TimelinePage(workspace, theme, settings)); },
        [&] { window.addPage(new ChangesPage(workspace, theme, settings)); },
        [&] { window.addPage(new ChecklistPage(workspace, theme, settings)); },
        [&] { window.addPage(new EnvironmentPage(workspace, theme, settings)); },
        [&] { window.addPage(new StartupPage(workspace, theme, settings)); },
        [&] { window.addPage(new ActivityPage(workspace, theme, settings)); },
        [&] { window.setFlowPage(new RunPage(workspace, theme, settings)); }};
    if (options.screenshotFolder.isEmpty()) {
        // No project is open yet, so nobody can look at a page before it is there.
        parts.emplace_back([&] { openProject(options, workspace); });
        afterFirstPaint(&window, std::move(parts));
        window.show();
        return QApplication::exec();
    }
    for (const std::function<void()> &part : parts)
        part();
    window.show();
    Screenshots screenshots(window, workspace, theme, options.screenshotFolder);
    QObject::connect(&screenshots, &Screenshots::finished, &application, [](const QStringList &failures) {
        for (const QString &failure : failures)
            print(stderr, failure + QLatin1Char('\n'));
        QApplication::exit(failures.isEmpty() ? 0 : 1);
    });
    screenshots.start([&options, &workspace] { openProject(options, workspace); },
        options.sample ? Screenshots::Run::SampleUpgrade : Screenshots::Run::Never);
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    const Result<StartOptions> options = readArguments(argc, argv);
    if (!options) {
        print(stderr, options.error().message + QLatin1Char('\n'));
        return wrongCall;
    }
    switch (options->action) {
    case StartOptions::Action::PrintVersion:
        print(stdout, QStringLiteral("stillroom " STILLROOM_VERSION "\n"));
        return 0;
    case StartOptions::Action::PrintHelp:
        print(stdout, startHelp());
        return 0;
    case StartOptions::Action::PrintPdf:
    case StartOptions::Action::ShowWindow:
        break;
    }
    // Qt takes options of its own (-style, -platform, …) out of what it is given: it gets the name only.
    int nameOnly = 1;
    QApplication::setOrganizationName(QStringLiteral("stillroom"));
    QApplication::setApplicationName(QStringLiteral("stillroom"));
    QApplication::setApplicationDisplayName(QStringLiteral("Stillroom"));
    QApplication::setDesktopFileName(QStringLiteral("org.stillroom.Stillroom"));
    QApplication application(nameOnly, argv);
    if (options->action == StartOptions::Action::PrintPdf) {
        const Status printed = printStandardInput(options->pdf);
        if (!printed)
            print(stderr, printed.error().message + QLatin1Char('\n'));
        return printed ? 0 : 1;
    }
    return run(application, *options);
}

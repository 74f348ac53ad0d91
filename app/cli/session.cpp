#include "app/cli/session.h"

#include "app/cli/interrupt.h"
#include "app/project/databaseurl.h"
#include "migrations/database/statereader.h"

#include <QCoreApplication>
#include <QDir>

namespace stillroom::cli
{

namespace
{

/// More than these say the same: the folder is not what was meant.
constexpr size_t mostWarnings = 20;

int argumentCount = 1;
char programName[] = "stillroom-cli";
char *arguments[] = {programName, nullptr};

/// Without connect_timeout in the URL, libpq's variable for it counts.
void applyTimeoutVariable(ConnectionSettings &settings, const DatabaseUrl &url)
{
    for (const auto &[key, values] : url.query) {
        if (key == u"connect_timeout")
            return;
    }
    bool ok = false;
    const int seconds = qEnvironmentVariableIntValue("PGCONNECT_TIMEOUT", &ok);
    if (ok && seconds > 0)
        settings.connectTimeout = std::chrono::seconds(seconds);
}

} // namespace

Session::Session(const GlobalOptions &options, Output &output)
    : m_options(options)
    , m_output(output)
{
}

Session::~Session() = default;

Result<const LoadedProject *> Session::project()
{
    if (m_project)
        return &*m_project;
    const Result<ProjectCandidate> candidate
        = m_options.project.isEmpty() ? findProject(QDir::currentPath()) : findProjectIn(m_options.project);
    if (!candidate)
        return candidate.error();
    Result<LoadedProject> loaded = loadProject(*candidate);
    if (!loaded)
        return loaded.error();
    m_project = std::move(*loaded);
    warnOfProblems(m_project->project);
    return &*m_project;
}

void Session::warnOfProblems(const Project &project)
{
    size_t shown = 0;
    for (const Error &problem : project.problems) {
        if (shown++ == mostWarnings) {
            m_output.note(
                QStringLiteral("… and %1 more problems").arg(project.problems.size() - mostWarnings));
            return;
        }
        m_output.warn(problem);
    }
}

Result<Target> Session::target()
{
    const Result<const LoadedProject *> loaded = project();
    if (!loaded)
        return loaded.error();
    const std::vector<Target> targets = projectTargets((*loaded)->project, (*loaded)->settings,
        QProcessEnvironment::systemEnvironment(), m_options.databaseUrl);
    return chooseTarget(targets, m_options.target);
}

Result<std::unique_ptr<Connection>> Session::connect(const Target &target)
{
    const Result<DatabaseUrl> url = DatabaseUrl::parse(target.url);
    if (!url)
        return url.error();
    const auto keywords = url->libpqKeywords();
    if (!keywords)
        return keywords.error();
    Result<ConnectionSettings> settings = ConnectionSettings::fromKeywords(*keywords);
    if (!settings)
        return settings.error();
    applyTimeoutVariable(*settings, *url);
    startApplication();
    cancelOnInterrupt(m_cancel);
    if (m_options.verbose)
        m_output.note(QStringLiteral("Connecting to %1 (%2), giving up after %3 s")
                          .arg(target.maskedUrl(), target.source)
                          .arg(double(settings->connectTimeout.count()) / 1000));
    return Connection::open(*settings, m_cancel);
}

void Session::startApplication()
{
    if (!m_application)
        m_application = std::make_unique<QCoreApplication>(argumentCount, arguments);
}

Result<MeasuredDatabase> measureDatabase(Session &session, const Project &project)
{
    const Result<Target> target = session.target();
    if (!target)
        return target.error();
    Result<std::unique_ptr<Connection>> connection = session.connect(*target);
    if (!connection)
        return connection.error();
    const Result<DatabaseState> state = readDatabaseState(**connection, project.online.versionTable);
    if (!state)
        return state.error();
    return MeasuredDatabase{*target, std::move(*connection), *state};
}

} // namespace stillroom::cli

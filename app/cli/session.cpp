#include "app/cli/session.h"

#include "app/cli/interrupt.h"
#include "app/connections/keychain.h"
#include "app/connections/savedconnections.h"
#include "migrations/database/statereader.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>

namespace stillroom::cli
{

namespace
{

/// More than these say the same: the folder is not what was meant.
constexpr size_t mostWarnings = 20;

int argumentCount = 1;
char programName[] = "stillroom-cli";
char *arguments[] = {programName, nullptr};

/// The window's own settings file.
constexpr auto settingsFormat = QSettings::NativeFormat;
const QString settingsName = QStringLiteral("stillroom");

/// Without connect_timeout in the URL, libpq's variable for it counts.
std::chrono::milliseconds defaultTimeout()
{
    bool ok = false;
    const int seconds = qEnvironmentVariableIntValue("PGCONNECT_TIMEOUT", &ok);
    return ok && seconds > 0 ? std::chrono::seconds(seconds) : ConnectionSettings().connectTimeout;
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
    return targetAmong((*loaded)->project, (*loaded)->settings);
}

Result<Target> Session::targetAmong(const Project &project, const ProjectSettings &settings)
{
    return chooseTarget(targetsOf(project, settings), m_options.target);
}

Result<Target> Session::targetNamed(const QString &name)
{
    const Result<const LoadedProject *> loaded = project();
    if (!loaded)
        return loaded.error();
    std::vector<Target> targets = targetsOf((*loaded)->project, (*loaded)->settings);
    // One given on the command line would win over every name.
    std::erase_if(targets, [](const Target &target) { return target.origin == TargetOrigin::CommandLine; });
    return chooseTarget(targets, name);
}

std::vector<Target> Session::targetsOf(const Project &project, const ProjectSettings &settings)
{
    QSettings store(settingsFormat, QSettings::UserScope, settingsName, settingsName);
    const SavedConnections saved(store);
    std::vector<Target> targets = projectTargets(
        project, settings, QProcessEnvironment::systemEnvironment(), m_options.databaseUrl, saved.targets());
    saved.applyConfirmedKinds(targets);
    return targets;
}

/// A password the keychain holds for this login; empty when there is none or nothing answers.
QString Session::keptPassword(const Target &target)
{
    const Result<TargetAddress> address = addressOf(target);
    QSettings store(settingsFormat, QSettings::UserScope, settingsName, settingsName);
    if (!address || !SavedConnections(store).isPasswordKept(*address))
        return {};
    startApplication();
    Keychain keychain;
    const SecretAnswer answer = readSecretNow(keychain, address->login());
    if (answer.outcome == SecretOutcome::NoKeychain) {
        m_output.note(QStringLiteral("The system keychain does not answer (%1): PGPASSWORD and the password "
                                     "file are used.")
                          .arg(answer.reason));
    }
    return answer.secret;
}

Result<std::unique_ptr<Connection>> Session::connect(const Target &target)
{
    Result<ConnectionSettings> settings = settingsOf(target, defaultTimeout());
    if (!settings)
        return settings.error();
    if (settings->password.isEmpty())
        settings->password = keptPassword(target);
    startApplication();
    cancelOnInterrupt(m_cancel);
    if (m_options.verbose)
        m_output.note(QStringLiteral("Connecting to %1 (%2), giving up after %3 s")
                          .arg(target.maskedUrl(), target.source)
                          .arg(double(settings->connectTimeout.count()) / 1000));
    Result<RoutedConnection> opened = openRoute({*settings, target.tunnel}, m_cancel);
    if (!opened)
        return opened.error();
    m_tunnel = std::move(opened->tunnel);
    return std::move(opened->connection);
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

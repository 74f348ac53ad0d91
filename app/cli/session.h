#pragma once

#include "app/cli/invocation.h"
#include "app/cli/output.h"
#include "app/connections/connectionroute.h"
#include "app/project/projectloader.h"
#include "app/project/targets.h"
#include "migrations/base/canceltoken.h"
#include "migrations/database/connection.h"
#include "migrations/database/databasestate.h"

#include <memory>
#include <optional>

class QCoreApplication;

namespace stillroom::cli
{

/// What a command works with: project, target and connection, each made when first asked for, so that
/// a command that only reads scripts never loads what belongs to a database.
class Session
{
public:
    Session(const GlobalOptions &options, Output &output);
    ~Session();

    const GlobalOptions &options() const { return m_options; }
    Output &output() { return m_output; }
    /// Set by Ctrl-C from the first connection on.
    const CancelToken &cancelToken() const { return m_cancel; }

    /// Finds and reads the project; its problems go to standard error once.
    Result<const LoadedProject *> project();
    Result<Target> target();
    /// The target among those of a project: profiles and confirmed kinds of the settings file count too.
    Result<Target> targetAmong(const Project &project, const ProjectSettings &settings);
    /// Another one of the project's targets. Errors: InvalidCall names the choices.
    Result<Target> targetNamed(const QString &name);
    /// The tunnel of the connection made before ends.
    Result<std::unique_ptr<Connection>> connect(const Target &target);
    /// For programs of Qt's plugins and processes.
    void startApplication();

private:
    std::vector<Target> targetsOf(const Project &project, const ProjectSettings &settings);
    QString keptPassword(const Target &target);
    void warnOfProblems(const Project &project);

    const GlobalOptions &m_options;
    Output &m_output;
    CancelToken m_cancel;
    std::optional<LoadedProject> m_project;
    std::unique_ptr<SshTunnel> m_tunnel; ///< of the last connection, which must not outlive the session
    std::unique_ptr<QCoreApplication> m_application;
};

/// A connection and what was measured through it.
struct MeasuredDatabase {
    Target target;
    std::unique_ptr<Connection> connection;
    DatabaseState state;
};

/// Connects to the session's target and measures it against the project.
Result<MeasuredDatabase> measureDatabase(Session &session, const Project &project);

} // namespace stillroom::cli

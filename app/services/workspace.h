#pragma once

#include "app/services/workspacestate.h"
#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/run/runevent.h"

#include <QObject>

#include <memory>

namespace stillroom
{

class SavedConnections;
class SecretStore;
struct ConnectionProfile;
struct ChangesReport;
struct Rehearsal;
struct StartupForecast;
struct VerifyReport;

/// What a window talks to: one open project and one target. Every call returns at once; answers
/// arrive as signals on the thread of this object, with values. Files, queries and runs live on
/// worker threads. Answers to superseded requests are dropped. Nothing is started before the first
/// call. The calls are virtual so that a page can be tested with values instead of a server.
class Workspace : public QObject
{
    Q_OBJECT

public:
    explicit Workspace(QObject *parent = nullptr);
    ~Workspace() override;

    /// The newest snapshot; never null, immutable, shared across threads.
    std::shared_ptr<const WorkspaceState> state() const { return m_state; }

    /// Where profiles, confirmed kinds and passwords are kept; both outlive this object. Without them nothing
    /// is remembered beyond the program's end. To be called before the first project is opened.
    void setConnections(SavedConnections &saved, SecretStore &secrets);

    /// Reads the folder. Ends in projectOpened(), or projectRefused() with an Error, or
    /// projectsFound() when the folder holds several projects (call again with one of them).
    virtual void openProject(const QString &folder);
    virtual void closeProject();
    /// Starts a private server and opens a copy of the sample project on it.
    virtual void openSampleProject();

    /// Connects with the given target; the answer is a new state. Kind and profile are kept at once, the
    /// password only after the login succeeded; passwordNotKept() when the keychain does not take it.
    virtual void connectTo(const TargetChoice &target);
    virtual void disconnectTarget();
    /// Tries a target without keeping the connection; answers in connectionTested().
    virtual quint64 testConnection(const TargetChoice &target);
    /// Whether the keychain was given a password for this target's login.
    virtual bool isPasswordKept(const Target &target) const;
    /// Finds out whether a keychain answers; the answer is a new state.
    virtual void askKeychain();
    virtual void saveProfile(const ConnectionProfile &profile);
    virtual void removeProfile(const QString &name);

    /// Reads scripts and database again (F5).
    virtual void refresh();

    /// Computes a plan against the measured rows; answers in planReady() or planRefused().
    virtual quint64 requestPlan(const PlanRequest &request);
    /// Evaluates one revision in both directions; answers in revisionRead() or revisionRefused().
    virtual quint64 requestRevision(const RevisionId &revision);

    /// Verifies the project and the connected database; answers in checklistReady() or checklistRefused().
    virtual quint64 requestChecklist();

    /// What the next start will meet; answers in startupForecast() or startupRefused().
    virtual quint64 requestStartup();

    /// Compares the connected database with its scripts and tries the upgrade to `revision` on a copy;
    /// answers in changesReady() or changesRefused(). A comparison asked for before is cancelled.
    virtual quint64 requestChanges(const QString &revision);
    virtual void cancelChanges();
    /// What the comparison in progress is doing, one line.
    virtual QString changesProgress() const;

    /// Looks for a kept rehearsal of exactly this plan; answers in rehearsalReady() when there is one.
    virtual quint64 findRehearsal(const Plan &plan);
    /// Tries the plan on a copy of the connected database; answers in rehearsalReady() or rehearsalRefused().
    /// \a projectPython: the project's own code may run.
    virtual quint64 requestRehearsal(const Plan &plan, bool projectPython);
    virtual void cancelRehearsal();
    /// What the rehearsal in progress is doing, one line.
    virtual QString rehearsalProgress() const;

    /// Runs exactly this plan; progress in runEvents(), the end in runFinished(). A run already in
    /// progress, or no connection, ends at once in runFinished() with RunResult::Refused.
    virtual void startRun(const Plan &plan, const RunSettings &settings);
    virtual void cancelRun();
    bool isRunning() const { return m_state->running; }

Q_SIGNALS:
    void stateChanged();
    void projectOpened();
    void projectsFound(const QStringList &folders);
    void projectRefused(const stillroom::Error &error);
    /// The password stays in memory until the program ends.
    void passwordNotKept(const stillroom::Error &error);
    void connectionTested(quint64 request, const stillroom::ConnectionTest &test);
    void planReady(quint64 request, const stillroom::Plan &plan);
    void planRefused(quint64 request, const stillroom::Error &error);
    void revisionRead(quint64 request, const stillroom::RevisionSql &sql);
    void revisionRefused(quint64 request, const stillroom::Error &error);
    void checklistReady(quint64 request, const std::shared_ptr<const stillroom::VerifyReport> &report);
    void startupForecast(quint64 request, const std::shared_ptr<const stillroom::StartupForecast> &forecast);
    void startupRefused(quint64 request, const stillroom::Error &error);
    void checklistRefused(quint64 request, const stillroom::Error &error);
    void changesReady(quint64 request, const std::shared_ptr<const stillroom::ChangesReport> &report);
    void changesRefused(quint64 request, const stillroom::Error &error);
    void rehearsalReady(quint64 request, const std::shared_ptr<const stillroom::Rehearsal> &rehearsal);
    void rehearsalRefused(quint64 request, const stillroom::Error &error);
    /// In order, several at a time, at most some twenty batches a second.
    void runEvents(const std::vector<stillroom::TimedRunEvent> &events);
    void runFinished(const stillroom::RunOutcome &outcome);

protected:
    /// Makes the value the newest snapshot and tells.
    void setState(WorkspaceState state);

private:
    class Private;
    std::unique_ptr<Private> d;
    std::shared_ptr<const WorkspaceState> m_state;
};

} // namespace stillroom

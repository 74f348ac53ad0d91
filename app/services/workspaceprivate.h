#pragma once

#include "app/connections/savedconnections.h"
#include "app/connections/secretstore.h"
#include "app/services/databasereading.h"
#include "app/services/databaseworker.h"
#include "app/services/projectopening.h"
#include "app/services/runeventbatch.h"
#include "app/services/scriptwatch.h"
#include "app/services/workspace.h"

#include <QHash>
#include <QTimer>

#include <functional>

namespace stillroom
{

class ChangesProgress;
struct FactChunk;
struct SampleSite;

/// The workings of Workspace, on its thread; only DatabaseWorker and background() leave it.
class Workspace::Private
{
public:
    explicit Private(Workspace &workspace);

    /// Copies the newest state, changes the copy and publishes it.
    void change(const std::function<void(WorkspaceState &)> &edit);

    void openFolder(const QString &folder);
    void readFolderAgain();
    void onOpened(OpenedProject opened);
    void onReadAgain(OpenedProject opened);
    void forgetProject();

    void startFacts();
    void readFactsFrom(size_t next);
    void onFacts(FactChunk chunk);

    void connectTo(const TargetChoice &choice);
    void openConnection(const TargetChoice &choice, quint64 token);
    void disconnectTarget();
    void measureAgain();
    /// Judges what is pending, with live sizes and the kept rehearsal; the answer is a new state.
    void readPendingRisks();
    void onReading(quint64 token, const Result<DatabaseReading> &reading);

    std::vector<Target> knownTargets(std::vector<Target> ofProject);
    void publishTargets();
    void saveProfile(const ConnectionProfile &profile);
    void removeProfile(const QString &name);
    void keepChoice(const TargetChoice &choice);
    void withPassword(const TargetChoice &choice, std::function<void(const TargetChoice &)> go);
    void keepPassword(const TargetChoice &choice);
    bool isPasswordKept(const Target &target) const;
    void askKeychain();
    void noteKeychain(KeychainState state, const QString &reason);

    void openSample();
    void onSample(const Result<SampleSite> &site);

    quint64 plan(const PlanRequest &request);
    quint64 readRevision(const RevisionId &revision);
    quint64 test(const TargetChoice &choice);
    quint64 checklist();
    quint64 startup();
    /// Hands over how the open connection was made; nothing when there is none. For work with one of its own.
    void withSettings(std::function<void(const std::optional<ConnectionSettings> &)> go);
    quint64 changes(const QString &revision, const QString &allowedCode);
    quint64 findRehearsal(const Plan &plan);
    quint64 askPython();
    quint64 makeRevision(const RevisionRequest &request);
    quint64 teamJournal(bool create);
    quint64 compareTargets(const QStringList &names);
    void withPasswords(std::vector<Target> targets, std::vector<TargetChoice> known,
        const std::function<void(const std::vector<TargetChoice> &)> &go);
    quint64 rehearse(const Plan &plan, bool projectPython);

    void startRun(const Plan &plan, const RunSettings &settings);
    void forwardEvents();
    void onRunEnded(const RunOutcome &outcome);

    DatabaseWorker &worker();
    DatabaseQuestion question() const;

    Workspace &q;
    std::unique_ptr<DatabaseWorker> m_worker; ///< started by the first request
    std::unique_ptr<ScriptWatch> m_watch;
    std::shared_ptr<const LiveCatalogue> m_live; ///< of the newest reading: what scripts may ask
    QString m_folder; ///< as given to openProject()
    std::optional<Target> m_sample; ///< to connect to once the sample project is open
    SavedConnections *m_saved = nullptr; ///< null: nothing is remembered
    SecretStore *m_secrets = nullptr;
    QHash<QString, QString> m_typedPasswords; ///< by login, until the program ends
    std::vector<Target> m_projectTargets; ///< without the profiles
    quint64 m_lastRequest = 0;
    quint64 m_projectToken = 0; ///< answers about an older reading of the project are dropped
    quint64 m_connectionToken = 0;
    CancelToken m_factCancel;
    CancelToken m_connectCancel;
    CancelToken m_runCancel;
    CancelToken m_changesCancel;
    CancelToken m_rehearsalCancel;
    CancelToken m_targetsCancel;
    CancelToken m_makingCancel;
    std::shared_ptr<ChangesProgress> m_changesProgress; ///< of the newest comparison
    std::shared_ptr<ChangesProgress> m_rehearsalProgress;
    std::shared_ptr<const std::vector<int>> m_factOrder;
    std::shared_ptr<RunEventBatch> m_events;
    QTimer m_eventTimer; ///< while running: hands collected events on
};

} // namespace stillroom

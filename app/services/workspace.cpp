#include "app/services/workspace.h"

#include "app/services/changesreading.h"
#include "app/services/workspaceprivate.h"

namespace stillroom
{

Workspace::Workspace(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
    , m_state(std::make_shared<const WorkspaceState>())
{
}

Workspace::~Workspace()
{
    d->m_factCancel.cancel();
    d->m_connectCancel.cancel();
    d->m_runCancel.cancel();
    d->m_changesCancel.cancel();
    d->m_rehearsalCancel.cancel();
    d->m_targetsCancel.cancel();
    d->m_makingCancel.cancel();
}

void Workspace::setState(WorkspaceState state)
{
    m_state = std::make_shared<const WorkspaceState>(std::move(state));
    Q_EMIT stateChanged();
}

void Workspace::openProject(const QString &folder)
{
    d->openFolder(folder);
}

void Workspace::closeProject()
{
    d->forgetProject();
}

void Workspace::openSampleProject()
{
    d->openSample();
}

quint64 Workspace::requestChecklist()
{
    return d->checklist();
}

quint64 Workspace::requestStartup()
{
    return d->startup();
}

void Workspace::setConnections(SavedConnections &saved, SecretStore &secrets)
{
    d->m_saved = &saved;
    d->m_secrets = &secrets;
}

quint64 Workspace::requestChanges(const QString &revision, const QString &allowedCode)
{
    return d->changes(revision, allowedCode);
}

void Workspace::cancelChanges()
{
    d->m_changesCancel.cancel();
}

QString Workspace::changesProgress() const
{
    return d->m_changesProgress ? d->m_changesProgress->text() : QString();
}

quint64 Workspace::findRehearsal(const Plan &plan)
{
    return d->findRehearsal(plan);
}

quint64 Workspace::requestRehearsal(const Plan &plan, bool projectPython)
{
    return d->rehearse(plan, projectPython);
}

void Workspace::cancelRehearsal()
{
    d->m_rehearsalCancel.cancel();
}

QString Workspace::rehearsalProgress() const
{
    return d->m_rehearsalProgress ? d->m_rehearsalProgress->text() : QString();
}

quint64 Workspace::requestPython()
{
    return d->askPython();
}

quint64 Workspace::makeRevision(const RevisionRequest &request)
{
    return d->makeRevision(request);
}

void Workspace::cancelRevision()
{
    d->m_makingCancel.cancel();
}

quint64 Workspace::requestTargets(const QStringList &names)
{
    return d->compareTargets(names);
}

void Workspace::cancelTargets()
{
    d->m_targetsCancel.cancel();
}

quint64 Workspace::requestTeamJournal()
{
    return d->teamJournal(false);
}

quint64 Workspace::createTeamJournal()
{
    return d->teamJournal(true);
}

void Workspace::connectTo(const TargetChoice &target)
{
    d->connectTo(target);
}

void Workspace::disconnectTarget()
{
    d->disconnectTarget();
}

quint64 Workspace::testConnection(const TargetChoice &target)
{
    return d->test(target);
}

bool Workspace::isPasswordKept(const Target &target) const
{
    return d->isPasswordKept(target);
}

void Workspace::askKeychain()
{
    d->askKeychain();
}

void Workspace::saveProfile(const ConnectionProfile &profile)
{
    d->saveProfile(profile);
}

void Workspace::removeProfile(const QString &name)
{
    d->removeProfile(name);
}

void Workspace::refresh()
{
    d->readFolderAgain();
}

quint64 Workspace::requestPlan(const PlanRequest &request)
{
    return d->plan(request);
}

quint64 Workspace::requestRevision(const RevisionId &revision)
{
    return d->readRevision(revision);
}

void Workspace::startRun(const Plan &plan, const RunSettings &settings)
{
    d->startRun(plan, settings);
}

void Workspace::cancelRun()
{
    d->m_runCancel.cancel();
}

} // namespace stillroom

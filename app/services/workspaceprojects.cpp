#include "app/services/factreader.h"
#include "app/services/workspaceprivate.h"
#include "migrations/graph/revisiongraph.h"

#include <QDir>

#include <algorithm>

namespace stillroom
{

namespace
{

/// A state is published after each; the first comes sooner, so that the visible rows fill at once.
constexpr std::chrono::milliseconds firstFactBudget{30};
constexpr std::chrono::milliseconds factBudget{200};

/// Folders always; single files only while their number is one an inotify limit never minds.
constexpr int watchedFileLimit = 2000;

QStringList watchedPaths(const Project &project, const RevisionGraph &graph)
{
    QStringList paths = project.versionLocations;
    if (!project.configFile.isEmpty())
        paths << project.configFile;
    if (graph.size() <= watchedFileLimit) {
        for (const Revision &revision : graph.revisions())
            paths << revision.place.path;
    }
    return paths;
}

} // namespace

Workspace::Private::Private(Workspace &workspace)
    : q(workspace)
{
    m_eventTimer.setInterval(std::chrono::milliseconds{50});
    QObject::connect(&m_eventTimer, &QTimer::timeout, &q, [this] { forwardEvents(); });
}

void Workspace::Private::change(const std::function<void(WorkspaceState &)> &edit)
{
    WorkspaceState state = *q.m_state;
    edit(state);
    q.setState(std::move(state));
}

void Workspace::Private::openFolder(const QString &folder)
{
    const quint64 token = ++m_projectToken;
    change([&](WorkspaceState &state) {
        state.activity = Workspace::tr("Reading %1…").arg(QDir::toNativeSeparators(folder));
    });
    background(
        &q, [folder] { return openProjectFolder(folder); },
        [this, token, folder](ProjectOpening opening) {
            if (token != m_projectToken)
                return;
            change([](WorkspaceState &state) { state.activity.clear(); });
            if (auto *opened = std::get_if<OpenedProject>(&opening)) {
                m_folder = folder;
                onOpened(std::move(*opened));
            } else if (const auto *several = std::get_if<SeveralProjects>(&opening)) {
                Q_EMIT q.projectsFound(several->folders);
            } else {
                m_sample.reset();
                Q_EMIT q.projectRefused(std::get<Error>(opening));
            }
        });
}

void Workspace::Private::onOpened(OpenedProject opened)
{
    disconnectTarget();
    WorkspaceState state;
    state.project = std::move(opened.loaded.project);
    state.graph = std::move(opened.loaded.graph);
    state.runDefaults = opened.loaded.settings.run;
    state.lintIgnored = opened.loaded.settings.lintIgnore;
    state.productionRequire = opened.loaded.settings.productionRequire;
    state.targets = knownTargets(std::move(opened.targets));
    state.keychain = q.m_state->keychain;
    state.keychainReason = q.m_state->keychainReason;
    state.readAt = QDateTime::currentDateTime();
    if (!m_watch) {
        m_watch = std::make_unique<ScriptWatch>();
        QObject::connect(m_watch.get(), &ScriptWatch::changed, &q, [this] { readFolderAgain(); });
    }
    m_watch->watch(watchedPaths(*state.project, *state.graph));
    q.setState(std::move(state));
    Q_EMIT q.projectOpened();
    if (m_sample) {
        TargetChoice choice;
        choice.target = *std::exchange(m_sample, std::nullopt);
        connectTo(choice);
    }
    startFacts();
}

void Workspace::Private::readFolderAgain()
{
    if (!q.m_state->project)
        return;
    const quint64 token = ++m_projectToken;
    background(
        &q, [folder = m_folder] { return openProjectFolder(folder); },
        [this, token](ProjectOpening opening) {
            if (token != m_projectToken)
                return;
            if (auto *opened = std::get_if<OpenedProject>(&opening))
                onReadAgain(std::move(*opened));
            else if (const auto *error = std::get_if<Error>(&opening))
                Q_EMIT q.projectRefused(*error);
        });
}

/// What is known about the scripts stays visible until it is known anew.
void Workspace::Private::onReadAgain(OpenedProject opened)
{
    m_watch->watch(watchedPaths(opened.loaded.project, *opened.loaded.graph));
    std::vector<Target> targets = knownTargets(std::move(opened.targets));
    change([&](WorkspaceState &state) {
        state.project = std::move(opened.loaded.project);
        state.graph = std::move(opened.loaded.graph);
        state.runDefaults = opened.loaded.settings.run;
        state.lintIgnored = opened.loaded.settings.lintIgnore;
        state.productionRequire = opened.loaded.settings.productionRequire;
        state.targets = std::move(targets);
        if (state.phase != ConnectionPhase::Connected)
            state.readAt = QDateTime::currentDateTime();
    });
    measureAgain();
    startFacts();
}

void Workspace::Private::forgetProject()
{
    ++m_projectToken;
    m_factCancel.cancel();
    if (m_watch)
        m_watch->watch({});
    disconnectTarget();
    q.setState({});
}

void Workspace::Private::startFacts()
{
    m_factCancel.cancel();
    m_factCancel = {};
    std::vector<int> order = q.m_state->graph->runOrder();
    std::reverse(order.begin(), order.end());
    m_factOrder = std::make_shared<const std::vector<int>>(std::move(order));
    readFactsFrom(0);
}

void Workspace::Private::readFactsFrom(size_t next)
{
    if (next >= m_factOrder->size())
        return;
    const quint64 token = m_projectToken;
    const auto budget = next == 0 ? firstFactBudget : factBudget;
    background(
        &q,
        [question = question(), order = m_factOrder, next, budget, cancel = m_factCancel] {
            return readFacts(*question.graph, question.evaluation, *order, next, budget, cancel);
        },
        [this, token](FactChunk chunk) {
            if (token == m_projectToken)
                onFacts(std::move(chunk));
        });
}

void Workspace::Private::onFacts(FactChunk chunk)
{
    change([&](WorkspaceState &state) {
        for (auto &[revision, facts] : chunk.facts)
            state.facts.insert(revision, std::move(facts));
    });
    readFactsFrom(chunk.next);
}

quint64 Workspace::Private::readRevision(const RevisionId &revision)
{
    const quint64 request = ++m_lastRequest;
    const quint64 token = m_projectToken;
    background(
        &q,
        [question = question(), revision] {
            return readRevisionSql(*question.graph, question.evaluation, revision, question.versionTable);
        },
        [this, request, token](const Result<RevisionSql> &sql) {
            if (token != m_projectToken)
                return;
            if (sql)
                Q_EMIT q.revisionRead(request, *sql);
            else
                Q_EMIT q.revisionRefused(request, sql.error());
        });
    return request;
}

} // namespace stillroom

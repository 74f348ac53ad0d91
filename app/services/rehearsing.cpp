#include "app/services/rehearsing.h"

#include "app/journal/rehearsalstore.h"
#include "app/project/pythonfinder.h"
#include "app/services/background.h"
#include "app/services/projectopening.h"
#include "app/services/workspaceprivate.h"
#include "migrations/database/statereader.h"

namespace stillroom
{

std::shared_ptr<const Rehearsal> keptRehearsal(const ServerFacts &server, const Plan &plan)
{
    std::optional<Rehearsal> kept
        = RehearsalStore().find({server.systemIdentifier, server.host, server.database}, plan);
    return kept ? std::make_shared<const Rehearsal>(std::move(*kept)) : nullptr;
}

Result<std::shared_ptr<const Rehearsal>> rehearseOnCopy(const QString &folder, const Target &target,
    const ConnectionSettings &settings, const Plan &plan, bool projectPython, ChangesProgress &progress,
    const CancelToken &cancel)
{
    progress.set(Workspace::tr("Reading the project"));
    const Result<std::shared_ptr<const LoadedProject>> loaded = loadProjectFolder(folder);
    if (!loaded)
        return loaded.error();
    Result<DatabaseState> state = [&]() -> Result<DatabaseState> {
        const auto connection = Connection::open(settings, cancel);
        if (!connection)
            return connection.error();
        return readDatabaseState(**connection, (*loaded)->project.online.versionTable);
    }();
    if (!state)
        return state.error();
    LazyProjectPython python(**loaded, target);
    RehearsalOptions options;
    options.python = projectPython ? &python : nullptr;
    options.progress = [&progress](const RehearsalProgress &now) {
        progress.set(now.steps > 0 && now.step < now.steps
                ? Workspace::tr("Step %1 of %2: %3").arg(now.step + 1).arg(now.steps).arg(now.text)
                : now.text);
    };
    auto rehearsal
        = std::make_shared<Rehearsal>(rehearsePlan(**loaded, settings, *state, plan, options, cancel));
    if (rehearsal->outcome == RehearsalOutcome::Cancelled)
        return *rehearsal->error;
    keepRehearsal({(*loaded)->project.root, target, plan.target}, state->server, plan, *rehearsal);
    return std::shared_ptr<const Rehearsal>(std::move(rehearsal));
}

quint64 Workspace::Private::findRehearsal(const Plan &plan)
{
    const quint64 request = ++m_lastRequest;
    if (!q.m_state->database)
        return request;
    background(
        &q, [server = q.m_state->database->server, plan] { return keptRehearsal(server, plan); },
        [this, request](const std::shared_ptr<const Rehearsal> &rehearsal) {
            if (rehearsal)
                Q_EMIT q.rehearsalReady(request, rehearsal);
        });
    return request;
}

quint64 Workspace::Private::rehearse(const Plan &plan, bool projectPython)
{
    using Answer = Result<std::shared_ptr<const Rehearsal>>;
    const quint64 request = ++m_lastRequest;
    m_rehearsalCancel.cancel();
    m_rehearsalCancel = CancelToken();
    m_rehearsalProgress = std::make_shared<ChangesProgress>();
    const auto answer = [this, request](const Answer &rehearsal) {
        if (rehearsal) {
            Q_EMIT q.rehearsalReady(request, *rehearsal);
            readPendingRisks();
        } else
            Q_EMIT q.rehearsalRefused(request, rehearsal.error());
    };
    if (!q.m_state->project || !q.m_state->target)
        return request;
    withSettings([this, answer, plan, projectPython, folder = m_folder, target = *q.m_state->target,
                     cancel = m_rehearsalCancel,
                     progress = m_rehearsalProgress](const std::optional<ConnectionSettings> &settings) {
        if (!settings) {
            return answer(
                Error{ErrorKind::Unreachable, Workspace::tr("There is no connection. Connect first.")});
        }
        // Not on the worker's thread: it takes long, and plans are asked for meanwhile.
        background(
            &q,
            [folder, target, settings, plan, projectPython, progress, cancel] {
                return rehearseOnCopy(folder, target, *settings, plan, projectPython, *progress, cancel);
            },
            answer);
    });
    return request;
}

} // namespace stillroom

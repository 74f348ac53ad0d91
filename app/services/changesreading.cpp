#include "app/services/changesreading.h"

#include "app/journal/journalrecorder.h"
#include "app/journal/rehearsalstore.h"
#include "app/project/codehash.h"
#include "app/project/onlineplan.h"
#include "app/project/pythonfinder.h"
#include "app/services/background.h"
#include "app/services/projectopening.h"
#include "app/services/workspaceprivate.h"
#include "migrations/database/statereader.h"

#include <QCoreApplication>

namespace stillroom
{

namespace
{

QString text(const char *source)
{
    return QCoreApplication::translate("Changes", source);
}

} // namespace

void keepRehearsal(
    const RehearsedFor &whose, const ServerFacts &server, const Plan &plan, const Rehearsal &rehearsal)
{
    if (plan.steps.empty())
        return;
    const JournalFacts facts{QStringLiteral("rehearse"), QStringLiteral("stillroom"), whose.root,
        whose.target.name, whose.target.maskedUrl(), server.database, server.user, server.host,
        server.version, server.systemIdentifier, whose.asked};
    (void)RehearsalStore().keep({server.systemIdentifier, server.host, server.database}, plan, rehearsal);
    (void)recordRehearsal(facts, plan, rehearsal);
}

Result<std::shared_ptr<const ChangesReport>> readChanges(const QString &folder, const Target &target,
    const ConnectionSettings &settings, const QString &revision, const QString &allowedCode,
    ChangesProgress &progress, const CancelToken &cancel)
{
    progress.set(text("Reading the project"));
    const Result<std::shared_ptr<const LoadedProject>> loaded = loadProjectFolder(folder);
    if (!loaded)
        return loaded.error();
    auto report = std::make_shared<ChangesReport>();
    report->at = QDateTime::currentDateTime();
    report->target = revision;
    report->noise = comparisonNoise(**loaded);
    {
        const auto connection = Connection::open(settings, cancel);
        if (!connection)
            return connection.error();
        Result<DatabaseState> state = readDatabaseState(**connection, (*loaded)->project.online.versionTable);
        if (!state)
            return state.error();
        report->database = std::move(*state);
    }
    RehearsalOptions options;
    const auto telling = [&progress](const QString &what) {
        return [&progress, what](const RehearsalProgress &now) {
            progress.set(now.steps > 0 && now.step < now.steps
                    ? text("%1: %2 of %3, %4").arg(what).arg(now.step + 1).arg(now.steps).arg(now.text)
                    : QStringLiteral("%1: %2").arg(what, now.text));
        };
    };
    options.progress = telling(text("Running the applied revisions on an empty copy"));
    Result<Drift> drift = findDrift(**loaded, settings, report->database, options, cancel);
    if (!drift)
        return drift.error();
    report->drift = std::move(*drift);
    if (report->drift.proposal) // what would run is not known before the stamp
        return std::shared_ptr<const ChangesReport>(report);
    Result<Plan> plan
        = planFrom(**loaded, Direction::Upgrade, RevisionTarget::parse(revision), report->database, cancel);
    if (!plan)
        return plan.error();
    report->plan = std::move(*plan);
    LazyProjectPython python(**loaded, target);
    if (!report->plan.isNative()) {
        report->codeHash = projectCodeHash((*loaded)->project.root, cancel);
        report->codeRan = !report->codeHash.isEmpty() && report->codeHash == allowedCode;
        options.python = report->codeRan ? &python : nullptr;
    }
    options.progress = telling(text("Rehearsing the pending revisions"));
    report->rehearsal = rehearsePlan(**loaded, settings, report->database, report->plan, options, cancel);
    if (report->rehearsal.outcome == RehearsalOutcome::Cancelled)
        return *report->rehearsal.error;
    // One that only stopped for want of consent says nothing of the plan.
    const bool forbidden = !report->plan.isNative() && !report->codeRan;
    if (report->rehearsal.before && !forbidden) {
        keepRehearsal({(*loaded)->project.root, target, report->target}, report->database.server,
            report->plan, report->rehearsal);
    }
    report->rehearsal
        = orFromScripts(std::move(report->rehearsal), report->plan, report->drift.live, report->noise);
    report->objects = objectChanges(report->rehearsal, report->noise);
    return std::shared_ptr<const ChangesReport>(report);
}

void Workspace::Private::withSettings(std::function<void(const std::optional<ConnectionSettings> &)> go)
{
    worker().request(
        &q,
        [](DatabaseSession &session) {
            return session.connection && session.connection->isOpen()
                ? std::optional(session.connection->settings())
                : std::nullopt;
        },
        std::move(go));
}

quint64 Workspace::Private::changes(const QString &revision, const QString &allowedCode)
{
    using Answer = Result<std::shared_ptr<const ChangesReport>>;
    const quint64 request = ++m_lastRequest;
    m_changesCancel.cancel();
    m_changesCancel = CancelToken();
    m_changesProgress = std::make_shared<ChangesProgress>();
    if (!q.m_state->project || !q.m_state->target)
        return request;
    const auto answer = [this, request](const Answer &report) {
        if (report) {
            Q_EMIT q.changesReady(request, *report);
            readPendingRisks();
        } else
            Q_EMIT q.changesRefused(request, report.error());
    };
    withSettings([this, answer, revision, allowedCode, folder = m_folder, target = *q.m_state->target,
                     cancel = m_changesCancel,
                     progress = m_changesProgress](const std::optional<ConnectionSettings> &settings) {
        if (!settings)
            return answer(Error{ErrorKind::Unreachable, text("There is no connection. Connect first.")});
        // Not on the worker's thread: a rehearsal takes long, and plans are asked for meanwhile.
        background(
            &q,
            [folder, target, settings, revision, allowedCode, progress, cancel] {
                return readChanges(folder, target, *settings, revision, allowedCode, *progress, cancel);
            },
            answer);
    });
    return request;
}

} // namespace stillroom

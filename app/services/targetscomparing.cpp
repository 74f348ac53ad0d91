#include "app/project/targetcomparison.h"
#include "app/services/background.h"
#include "app/services/connectionattempt.h"
#include "app/services/projectopening.h"
#include "app/services/workspaceprivate.h"

namespace stillroom
{

namespace
{

using Answer = Result<std::shared_ptr<const TargetComparison>>;

Answer compareOn(const QString &folder, const std::vector<TargetChoice> &choices, const CancelToken &cancel)
{
    const Result<std::shared_ptr<const LoadedProject>> loaded = loadProjectFolder(folder);
    if (!loaded)
        return loaded.error();
    std::vector<Target> targets;
    for (const TargetChoice &choice : choices)
        targets.push_back(choice.target);
    size_t next = 0;
    const WithConnection withConnection
        = [&](const Target &, const std::function<Status(Connection &)> &work) -> Status {
        const Result<ConnectionRoute> route = routeOf(choices[next++]);
        if (!route)
            return route.error();
        const Result<RoutedConnection> opened = openRoute(*route, cancel);
        return opened ? work(*opened->connection) : Status(opened.error());
    };
    Result<TargetComparison> comparison = compareTargets(**loaded, targets, withConnection, cancel);
    if (!comparison)
        return comparison.error();
    return std::make_shared<const TargetComparison>(std::move(*comparison));
}

} // namespace

/// Passwords are asked for one after another; the keychain answers when it likes.
void Workspace::Private::withPasswords(std::vector<Target> targets, std::vector<TargetChoice> known,
    const std::function<void(const std::vector<TargetChoice> &)> &go)
{
    if (known.size() == targets.size())
        return go(known);
    TargetChoice choice;
    choice.target = targets[known.size()];
    withPassword(choice,
        [this, targets = std::move(targets), known = std::move(known), go](
            const TargetChoice &complete) mutable {
            known.push_back(complete);
            withPasswords(std::move(targets), std::move(known), go);
        });
}

quint64 Workspace::Private::compareTargets(const QStringList &names)
{
    const quint64 request = ++m_lastRequest;
    m_targetsCancel.cancel();
    m_targetsCancel = CancelToken();
    if (!q.m_state->project || !q.m_state->target)
        return request;
    std::vector<Target> targets{*q.m_state->target};
    for (const Target &target : q.m_state->targets) {
        if (names.contains(target.name))
            targets.push_back(target);
    }
    const auto answer = [this, request](const Answer &comparison) {
        if (comparison)
            Q_EMIT q.targetsReady(request, *comparison);
        else
            Q_EMIT q.targetsRefused(request, comparison.error());
    };
    withPasswords(std::move(targets), {},
        [this, answer, folder = m_folder, cancel = m_targetsCancel](
            const std::vector<TargetChoice> &choices) {
            background(
                &q, [folder, choices, cancel] { return compareOn(folder, choices, cancel); }, answer);
        });
    return request;
}

} // namespace stillroom

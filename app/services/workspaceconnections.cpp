#include "app/services/workspaceprivate.h"

#include "app/project/databaseurl.h"

#include <QDate>

namespace stillroom
{

namespace
{

/// Looked up to see whether anybody answers; never written.
const QString probeKey = QStringLiteral("stillroom-probe");

bool hasOwnPassword(const QString &text)
{
    const Result<DatabaseUrl> url = DatabaseUrl::parse(text);
    if (!url)
        return false;
    if (url->password && !url->password->isEmpty())
        return true;
    return std::any_of(url->query.begin(), url->query.end(),
        [](const auto &entry) { return entry.first == QLatin1String("password"); });
}

QString loginOf(const Target &target)
{
    const Result<TargetAddress> address = addressOf(target);
    return address ? address->login() : QString();
}

} // namespace

/// Profiles first, and the kinds a person confirmed.
std::vector<Target> Workspace::Private::knownTargets(std::vector<Target> ofProject)
{
    m_projectTargets = std::move(ofProject);
    if (!m_saved)
        return m_projectTargets;
    std::vector<Target> targets = m_saved->targets();
    targets.insert(targets.end(), m_projectTargets.begin(), m_projectTargets.end());
    m_saved->applyConfirmedKinds(targets);
    return targets;
}

void Workspace::Private::publishTargets()
{
    std::vector<Target> targets = knownTargets(std::exchange(m_projectTargets, {}));
    change([&](WorkspaceState &state) { state.targets = std::move(targets); });
}

void Workspace::Private::saveProfile(const ConnectionProfile &profile)
{
    if (m_saved && m_saved->keep(profile))
        publishTargets();
}

void Workspace::Private::removeProfile(const QString &name)
{
    if (!m_saved)
        return;
    m_saved->remove(name);
    publishTargets();
}

void Workspace::Private::keepChoice(const TargetChoice &choice)
{
    if (!m_saved)
        return;
    const Result<TargetAddress> address = addressOf(choice.target);
    if (choice.confirmKind && address)
        m_saved->confirmKind(*address, choice.target.kind, QDate::currentDate());
    const Target &target = choice.target;
    if (!choice.saveAs.isEmpty()) {
        // A name was typed and the URL was read before: what else may be wrong shows on connecting.
        (void)m_saved->keep({choice.saveAs, target.kind, target.url, target.role, target.tunnel});
    }
    if (choice.confirmKind || !choice.saveAs.isEmpty())
        publishTargets();
}

/// Typed, in the URL, typed before, in the keychain; else libpq's own ways (service and password file,
/// PGPASSWORD) decide.
void Workspace::Private::withPassword(
    const TargetChoice &choice, std::function<void(const TargetChoice &)> go)
{
    const QString login = loginOf(choice.target);
    TargetChoice complete = choice;
    if (!choice.password.isEmpty()) {
        m_typedPasswords.insert(login, choice.password);
    } else if (!hasOwnPassword(choice.target.url)) {
        complete.password = m_typedPasswords.value(login);
        if (complete.password.isEmpty() && m_secrets && isPasswordKept(choice.target)) {
            m_secrets->read(login, &q, [this, complete, go](const SecretAnswer &answer) {
                TargetChoice found = complete;
                found.password = answer.secret;
                if (answer.outcome == SecretOutcome::NoKeychain)
                    noteKeychain(KeychainState::Missing, answer.reason);
                go(found);
            });
            return;
        }
    }
    go(complete);
}

/// Only a password that let us in is worth keeping.
void Workspace::Private::keepPassword(const TargetChoice &choice)
{
    const Result<TargetAddress> address = addressOf(choice.target);
    if (!m_saved || !m_secrets || !address)
        return;
    if (choice.forget && m_saved->isPasswordKept(*address)) {
        m_saved->setPasswordKept(*address, false);
        m_secrets->remove(address->login(), &q, [](const Status &) {});
    }
    if (!choice.remember || choice.password.isEmpty())
        return;
    m_secrets->write(address->login(), choice.password, &q, [this, address = *address](const Status &kept) {
        m_saved->setPasswordKept(address, kept.ok());
        noteKeychain(
            kept ? KeychainState::Available : KeychainState::Missing, kept ? QString() : kept.error().detail);
        if (!kept)
            Q_EMIT q.passwordNotKept(kept.error());
    });
}

bool Workspace::Private::isPasswordKept(const Target &target) const
{
    const Result<TargetAddress> address = addressOf(target);
    return m_saved && address && m_saved->isPasswordKept(*address);
}

void Workspace::Private::askKeychain()
{
    if (!m_secrets) {
        noteKeychain(KeychainState::Missing, {});
        return;
    }
    m_secrets->read(probeKey, &q, [this](const SecretAnswer &answer) {
        const bool missing = answer.outcome == SecretOutcome::NoKeychain;
        noteKeychain(missing ? KeychainState::Missing : KeychainState::Available, answer.reason);
    });
}

void Workspace::Private::noteKeychain(KeychainState state, const QString &reason)
{
    if (q.m_state->keychain == state && q.m_state->keychainReason == reason)
        return;
    change([&](WorkspaceState &changed) {
        changed.keychain = state;
        changed.keychainReason = reason;
    });
}

} // namespace stillroom

#include "app/connections/savedconnections.h"

#include "app/project/databaseurl.h"

#include <QSettings>
#include <QUrl>

#include <algorithm>
#include <array>

namespace stillroom
{

namespace
{

constexpr std::array allKinds{TargetKind::Development, TargetKind::Staging, TargetKind::Production};

std::optional<TargetKind> kindNamed(const QString &name)
{
    for (const TargetKind kind : allKinds) {
        if (targetKindName(kind) == name)
            return kind;
    }
    return {};
}

/// Any text as a key of QSettings, which takes `/` for a group.
QString keyOf(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, " @:"));
}

Error refused(const QString &message)
{
    return {.kind = ErrorKind::InvalidCall, .message = message};
}

} // namespace

Target ConnectionProfile::toTarget() const
{
    Target target;
    target.name = name;
    target.kind = kind;
    target.url = url;
    target.source = QStringLiteral("profile");
    target.origin = TargetOrigin::Profile;
    target.kindReason = QStringLiteral("the saved profile");
    target.role = role;
    target.tunnel = tunnel;
    return target;
}

Result<QString> urlWithoutPassword(const QString &text)
{
    Result<DatabaseUrl> url = DatabaseUrl::parse(text);
    if (!url)
        return url.error();
    // Behind a raw @ the rest of a password stands in the host.
    if (url->password && url->host)
        url->host = url->host->section(QLatin1Char('@'), -1);
    url->password.reset();
    std::erase_if(url->query, [](const auto &entry) {
        return entry.first.endsWith(QLatin1String("password"), Qt::CaseInsensitive)
            || entry.first.compare(QLatin1String("passwd"), Qt::CaseInsensitive) == 0;
    });
    return url->rendered();
}

SavedConnections::SavedConnections(QSettings &store)
    : m_store(store)
{
}

std::vector<ConnectionProfile> SavedConnections::profiles() const
{
    std::vector<ConnectionProfile> profiles;
    m_store.beginGroup(QStringLiteral("profiles"));
    for (const QString &key : m_store.childGroups()) {
        m_store.beginGroup(key);
        ConnectionProfile profile;
        profile.name = m_store.value(QStringLiteral("name")).toString();
        profile.kind = kindNamed(m_store.value(QStringLiteral("kind")).toString())
                           .value_or(TargetKind::Production); // of two doubts the careful one
        profile.url = m_store.value(QStringLiteral("url")).toString();
        profile.role = m_store.value(QStringLiteral("role")).toString();
        const QString sshHost = m_store.value(QStringLiteral("sshHost")).toString();
        if (!sshHost.isEmpty()) {
            profile.tunnel = SshHost{sshHost, m_store.value(QStringLiteral("sshUser")).toString(),
                m_store.value(QStringLiteral("sshPort")).toInt(),
                m_store.value(QStringLiteral("sshIdentity")).toString()};
        }
        m_store.endGroup();
        if (!profile.name.isEmpty())
            profiles.push_back(std::move(profile));
    }
    m_store.endGroup();
    std::sort(profiles.begin(), profiles.end(),
        [](const auto &a, const auto &b) { return a.name.localeAwareCompare(b.name) < 0; });
    return profiles;
}

std::vector<Target> SavedConnections::targets() const
{
    std::vector<Target> targets;
    for (const ConnectionProfile &profile : profiles())
        targets.push_back(profile.toTarget());
    return targets;
}

Status SavedConnections::keep(const ConnectionProfile &profile)
{
    if (profile.name.trimmed().isEmpty())
        return refused(QStringLiteral("A profile needs a name"));
    const Result<QString> url = urlWithoutPassword(profile.url);
    if (!url)
        return url.error();
    if (profile.tunnel && profile.tunnel->host.startsWith(QLatin1Char('-')))
        return refused(QStringLiteral("An SSH host cannot start with -"));
    m_store.beginGroup(QStringLiteral("profiles/") + keyOf(profile.name.trimmed()));
    m_store.remove(QString());
    m_store.setValue(QStringLiteral("name"), profile.name.trimmed());
    m_store.setValue(QStringLiteral("kind"), targetKindName(profile.kind));
    m_store.setValue(QStringLiteral("url"), *url);
    if (!profile.role.isEmpty())
        m_store.setValue(QStringLiteral("role"), profile.role);
    if (profile.tunnel && !profile.tunnel->host.isEmpty()) {
        m_store.setValue(QStringLiteral("sshHost"), profile.tunnel->host);
        m_store.setValue(QStringLiteral("sshUser"), profile.tunnel->user);
        m_store.setValue(QStringLiteral("sshPort"), profile.tunnel->port);
        m_store.setValue(QStringLiteral("sshIdentity"), profile.tunnel->identityFile);
    }
    m_store.endGroup();
    m_store.sync();
    return Done{};
}

void SavedConnections::remove(const QString &name)
{
    m_store.remove(QStringLiteral("profiles/") + keyOf(name));
    m_store.sync();
}

std::optional<ConfirmedKind> SavedConnections::confirmedKind(const TargetAddress &address) const
{
    const QString text = m_store.value(QStringLiteral("kinds/") + keyOf(address.place())).toString();
    const std::optional<TargetKind> kind = kindNamed(text.section(QLatin1Char(' '), 0, 0));
    if (!kind)
        return {};
    return ConfirmedKind{*kind, QDate::fromString(text.section(QLatin1Char(' '), 1), Qt::ISODate)};
}

void SavedConnections::confirmKind(const TargetAddress &address, TargetKind kind, const QDate &on)
{
    m_store.setValue(QStringLiteral("kinds/") + keyOf(address.place()),
        targetKindName(kind) + QLatin1Char(' ') + on.toString(Qt::ISODate));
    m_store.sync();
}

void SavedConnections::applyConfirmedKinds(std::vector<Target> &targets) const
{
    m_store.beginGroup(QStringLiteral("kinds"));
    const bool none = m_store.childKeys().isEmpty();
    m_store.endGroup();
    if (none)
        return;
    for (Target &target : targets) {
        const Result<TargetAddress> address = addressOf(target);
        const auto confirmed = address ? confirmedKind(*address) : std::nullopt;
        if (!confirmed)
            continue;
        target.kind = confirmed->kind;
        target.kindReason = QStringLiteral("confirmed on %1").arg(confirmed->on.toString(Qt::ISODate));
    }
}

bool SavedConnections::isPasswordKept(const TargetAddress &address) const
{
    return m_store.value(QStringLiteral("keychain/") + keyOf(address.login())).toBool();
}

void SavedConnections::setPasswordKept(const TargetAddress &address, bool kept)
{
    const QString key = QStringLiteral("keychain/") + keyOf(address.login());
    if (kept)
        m_store.setValue(key, true);
    else
        m_store.remove(key);
    m_store.sync();
}

} // namespace stillroom

#pragma once

#include "app/connections/targetaddress.h"
#include "app/project/target.h"
#include "migrations/base/result.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

class QSettings;

namespace stillroom
{

/// A database destination a person saved under a name. Never holds a password.
struct ConnectionProfile {
    QString name; ///< unique; what `--target` takes
    TargetKind kind = TargetKind::Development;
    QString url; ///< without any password
    QString role;
    std::optional<SshHost> tunnel{};

    bool operator==(const ConnectionProfile &) const = default;
    Target toTarget() const;
};

/// A kind a person chose for a database.
struct ConfirmedKind {
    TargetKind kind = TargetKind::Development;
    QDate on;
};

/// What the window and the command line remember of connections, in the program's settings file: profiles,
/// confirmed kinds, and for which logins the keychain holds a password. Passwords themselves never come
/// here: a URL is cleaned of them before it is written.
class SavedConnections
{
public:
    /// `store` outlives this object.
    explicit SavedConnections(QSettings &store);

    /// In the order of their names.
    std::vector<ConnectionProfile> profiles() const;
    /// The profiles as targets.
    std::vector<Target> targets() const;
    /// Adds or replaces by name. Errors: InvalidCall for an empty name, a URL that is none, or an SSH host
    /// that ssh would read as an option.
    Status keep(const ConnectionProfile &profile);
    void remove(const QString &name);

    std::optional<ConfirmedKind> confirmedKind(const TargetAddress &address) const;
    void confirmKind(const TargetAddress &address, TargetKind kind, const QDate &on);
    /// Puts confirmed kinds and their dates into targets; the rest stays as it is.
    void applyConfirmedKinds(std::vector<Target> &targets) const;

    /// Whether the keychain was given a password for this login.
    bool isPasswordKept(const TargetAddress &address) const;
    void setPasswordKept(const TargetAddress &address, bool kept);

private:
    QSettings &m_store;
};

/// The URL with every password taken out, in the authority and in the query.
Result<QString> urlWithoutPassword(const QString &url);

} // namespace stillroom

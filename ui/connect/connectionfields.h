#pragma once

#include "app/project/target.h"
#include "migrations/base/result.h"

#include <QStringList>

#include <optional>

namespace stillroom
{

enum class TlsMode { Disable, Allow, Prefer, Require, VerifyCa, VerifyFull };

/// libpq's word: "verify-full".
QString tlsModeName(TlsMode mode);
/// "verify-full: encrypt, check certificate and host".
QString tlsModeMeaning(TlsMode mode);

/// The parts of a database URL a person edits. Everything else of the URL (driver, other parameters)
/// is kept as it was.
struct ConnectionFields {
    QString host; ///< name, address or socket folder; empty: libpq's default socket
    QString port; ///< as typed
    QString database;
    QString user;
    QString password;
    TlsMode tls = TlsMode::Prefer; ///< libpq's default
    QString rootCertificate; ///< a path; empty: libpq's default
    QString baseUrl; ///< the URL the fields came from, without its password

    bool operator==(const ConnectionFields &) const = default;
};

/// Error: the URL cannot be read, or leads to another database system.
Result<ConnectionFields> fieldsOf(const QString &url);
/// A URL of these fields, without the password. Error: a port that is none.
Result<QString> urlOf(const ConnectionFields &fields);
/// As urlOf() for the eye: a password is a row of dots.
QString shownUrl(const ConnectionFields &fields);

/// "user@host:port" as an SSH server; nothing for a blank text.
std::optional<SshHost> sshHostOf(const QString &text);

/// What kind of database this seems to be, and what says so.
struct EnvironmentGuess {
    TargetKind kind = TargetKind::Development;
    QString reason; ///< "Guessed from the host name"
};

/// Names that say "prod" or "staging" win over the name of the variable; a distant server that nothing
/// speaks for counts as production.
EnvironmentGuess guessEnvironment(const ConnectionFields &fields, const Target &source);

} // namespace stillroom

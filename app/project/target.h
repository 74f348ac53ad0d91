#pragma once

#include "migrations/base/error.h"

#include <QString>

#include <optional>

namespace stillroom
{

enum class TargetKind { Development, Staging, Production };

/// "development", "staging", "production".
QString targetKindName(TargetKind kind);

/// The SSH server a connection goes through, for the system's `ssh`: its configuration, keys, agent and
/// known_hosts apply. Holds no secret.
struct SshHost {
    QString host; ///< a name of ~/.ssh/config, or an address; never starts with `-`
    QString user; ///< empty: ssh's own choice
    int port = 0; ///< 0: ssh's own choice
    QString identityFile; ///< empty: ssh's own choice

    bool operator==(const SshHost &) const = default;
    /// "deploy@bastion:2222": as much of it as is set.
    QString displayName() const;
};

/// Where a target comes from, in the order in which targets are listed (spec/cli.md, "Targets").
enum class TargetOrigin { CommandLine, Profile, Environment, Settings, AlembicIni };

/// A named database destination and where its URL came from.
struct Target {
    QString name; ///< "DEV_DATABASE_URL", a profile's or a setting's name
    TargetKind kind = TargetKind::Development;
    QString url; ///< with password; never shown or logged: print maskedUrl()
    QString source; ///< ".env:DEV_DATABASE_URL", "--database-url", "environment:DATABASE_URL"
    TargetOrigin origin = TargetOrigin::Environment;
    bool selected = false; ///< the one the project's environment selects
    SourcePlace place{};
    QString kindReason{}; ///< "the name DEV_DATABASE_URL", "confirmed on 2026-11-27"; empty: nobody said
    QString role{}; ///< taken on with SET ROLE after the login
    std::optional<SshHost> tunnel{};

    bool operator==(const Target &) const = default;
    /// "postgresql://user:***@host/db"; "***" for a text that is no URL.
    QString maskedUrl() const;
};

} // namespace stillroom

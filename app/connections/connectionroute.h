#pragma once

#include "app/connections/sshtunnel.h"
#include "app/project/target.h"
#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/database/connection.h"

#include <chrono>
#include <memory>
#include <optional>

namespace stillroom
{

/// What a target's URL and role mean to libpq, as SQLAlchemy and psycopg2 hand them over. Errors:
/// InvalidCall for a URL that cannot be used, naming the target; never repeats the text, which may hold
/// a password. `timeout` holds unless the URL sets connect_timeout.
Result<ConnectionSettings> settingsOf(
    const Target &target, std::chrono::milliseconds timeout = ConnectionSettings().connectTimeout);

/// How a database is reached: libpq's settings as if directly, and the SSH server in between.
struct ConnectionRoute {
    ConnectionSettings settings;
    std::optional<SshHost> tunnel{};

    bool operator==(const ConnectionRoute &) const = default;
};

/// A session and the tunnel it goes through, which must outlive it.
struct RoutedConnection {
    std::unique_ptr<SshTunnel> tunnel; ///< null: direct
    std::unique_ptr<Connection> connection;
};

/// Opens the tunnel, when there is one, and the session through it, all on the calling thread.
/// The host name stays the database's own, so that verify-full checks the right certificate, and the
/// password file is asked for the database's own address. Errors: as SshTunnel::open() and
/// Connection::open(); InvalidCall for several hosts through one tunnel.
Result<RoutedConnection> openRoute(const ConnectionRoute &route, const CancelToken &cancel);

} // namespace stillroom

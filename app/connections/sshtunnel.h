#pragma once

#include "app/project/target.h"
#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"

#include <chrono>
#include <memory>

namespace stillroom
{

/// Where a tunnel comes out, seen from the SSH server.
struct TunnelEnd {
    QString host; ///< a name, an address, or the folder of a Unix socket; empty: the SSH server itself
    int port = 0; ///< 0: 5432
};

/// A forwarded port of the system's `ssh`, as a control master with a socket of its own: that socket
/// appears when login and forwarding have succeeded, and ends the process in good order.
///
/// The person's configuration, agent, keys and known_hosts apply; ssh never asks anything (BatchMode),
/// so an unknown host key or a missing key is an error with what to do. No secret is among its arguments.
/// The process ends with this object, and with the thread that opened it.
class SshTunnel
{
public:
    /// Waits until the forward stands. Errors: InvalidCall (a host that ssh would read as an option),
    /// Unreachable (ssh is missing, no answer in time, the far port refused), LoginRefused (host key not
    /// known, no key accepted), Cancelled. ssh's own words are the detail.
    static Result<std::unique_ptr<SshTunnel>> open(const SshHost &server, const TunnelEnd &end,
        std::chrono::milliseconds timeout, const CancelToken &cancel);
    ~SshTunnel();
    SshTunnel(const SshTunnel &) = delete;
    SshTunnel &operator=(const SshTunnel &) = delete;

    /// On 127.0.0.1.
    int localPort() const;
    bool isAlive() const;
    /// What ssh has said so far.
    QString messages() const;

private:
    SshTunnel();
    class Private;
    std::unique_ptr<Private> d;
};

/// The arguments of ssh for a tunnel. Pure, so that a test can see that nothing secret is in them.
QStringList tunnelArguments(
    const SshHost &server, const TunnelEnd &end, int localPort, const QString &controlPath, int seconds);

} // namespace stillroom

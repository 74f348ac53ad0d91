#pragma once

#include <QString>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

namespace stillroom::test
{

/// A TCP port on 127.0.0.1 that passes bytes to a Unix socket and back, each direction delayed: a distant
/// server on one machine. Counts how often the direction of talk turned, which is the number of round
/// trips, whatever the clock says.
class LatencyProxy
{
public:
    LatencyProxy(const QString &unixSocket, std::chrono::milliseconds perDirection);
    ~LatencyProxy();
    LatencyProxy(const LatencyProxy &) = delete;
    LatencyProxy &operator=(const LatencyProxy &) = delete;

    int port() const { return m_port; }
    /// Times the client spoke again after the server had.
    int roundTrips() const { return *m_turns; }
    void resetCount() { *m_turns = 0; }
    /// True: bytes are taken but no longer passed on, like a network that drops everything.
    void setStalled(bool stalled) { m_stalled = stalled; }

private:
    void accept();
    void serve(int client);

    QByteArray m_target;
    std::chrono::milliseconds m_delay;
    int m_listener = -1;
    int m_port = 0;
    std::shared_ptr<std::atomic_int> m_turns = std::make_shared<std::atomic_int>(0);
    std::atomic_bool m_stalled{false};
    std::atomic_bool m_ending{false};
    std::thread m_acceptor;
    std::vector<std::thread> m_sessions;
};

} // namespace stillroom::test

#include "tests/support/latencyproxy.h"

#include <QFile>

#include <array>
#include <cstring>
#include <deque>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace stillroom::test
{

namespace
{

using Clock = std::chrono::steady_clock;

int connectUnix(const QByteArray &path)
{
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.constData(), sizeof(address.sun_path) - 1);
    if (connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof(address)) == 0)
        return socket;
    close(socket);
    return -1;
}

bool sendAll(int socket, const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count
            = send(socket, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        sent += count;
    }
    return true;
}

/// One direction: bytes wait here until their time has come.
struct Lane {
    int from = -1;
    int to = -1;
    std::deque<std::pair<Clock::time_point, QByteArray>> waiting{};

    /// False at the end of the stream.
    bool take(std::chrono::milliseconds delay)
    {
        std::array<char, 65536> buffer{};
        const ssize_t count = recv(from, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return false;
        waiting.emplace_back(Clock::now() + delay, QByteArray(buffer.data(), count));
        return true;
    }
    bool passOn()
    {
        while (!waiting.empty() && waiting.front().first <= Clock::now()) {
            if (!sendAll(to, waiting.front().second))
                return false;
            waiting.pop_front();
        }
        return true;
    }
};

} // namespace

LatencyProxy::LatencyProxy(const QString &unixSocket, std::chrono::milliseconds perDirection)
    : m_target(QFile::encodeName(unixSocket))
    , m_delay(perDirection)
    , m_listener(socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || listen(m_listener, 16) != 0)
        qFatal("no port for the latency proxy");
    getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

LatencyProxy::~LatencyProxy()
{
    m_ending = true;
    m_acceptor.join();
    for (std::thread &session : m_sessions)
        session.join();
    close(m_listener);
}

void LatencyProxy::accept()
{
    while (!m_ending) {
        pollfd descriptor{m_listener, POLLIN, 0};
        if (poll(&descriptor, 1, 50) <= 0)
            continue;
        const int client = ::accept(m_listener, nullptr, nullptr);
        if (client >= 0)
            m_sessions.emplace_back([this, client] { serve(client); });
    }
}

void LatencyProxy::serve(int client)
{
    const int on = 1;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    Lane up{client, connectUnix(m_target)};
    Lane down{up.to, client};
    bool serverSpokeLast = true;
    bool open = up.to >= 0;
    while (open && !m_ending) {
        std::array<pollfd, 2> descriptors{pollfd{up.from, POLLIN, 0}, pollfd{down.from, POLLIN, 0}};
        if (poll(descriptors.data(), descriptors.size(), 1) < 0)
            break;
        if (m_stalled) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            continue;
        }
        if (descriptors[0].revents != 0) {
            open = up.take(m_delay);
            if (open && serverSpokeLast)
                ++*m_turns;
            serverSpokeLast = false;
        }
        if (open && descriptors[1].revents != 0) {
            open = down.take(m_delay);
            serverSpokeLast = true;
        }
        open = open && up.passOn() && down.passOn();
    }
    for (const auto &[time, bytes] : down.waiting) // the server's last words
        sendAll(client, bytes);
    close(client);
    if (up.to >= 0)
        close(up.to);
}

} // namespace stillroom::test

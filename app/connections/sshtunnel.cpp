#include "app/connections/sshtunnel.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <QTemporaryDir>
#include <QThread>

#include <arpa/inet.h>
#include <csignal>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <functional>

namespace stillroom
{

namespace
{

constexpr int portTries = 3; ///< another program may take the free port before ssh does
constexpr int closingMs = 1500;

/// A port nobody listens on at this moment; 0 when there is none.
int freePort()
{
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    const bool ok = bind(descriptor, reinterpret_cast<sockaddr *>(&address), size) == 0
        && getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &size) == 0;
    close(descriptor);
    return ok ? ntohs(address.sin_port) : 0;
}

QString farEnd(const TunnelEnd &end)
{
    const QString port = QString::number(end.port > 0 ? end.port : 5432);
    if (end.host.startsWith(QLatin1Char('/')))
        return end.host + QStringLiteral("/.s.PGSQL.") + port;
    const QString host = end.host.isEmpty() ? QStringLiteral("localhost") : end.host;
    return (host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host)
        + QLatin1Char(':') + port;
}

/// What ssh said, in a sentence with what to do.
Error failureOf(const SshHost &server, const QString &text)
{
    const QString name = server.displayName();
    Error error{ErrorKind::Unreachable,
        QStringLiteral("No tunnel through %1. Check that ssh %1 works in a terminal.").arg(name), text};
    if (text.contains(QLatin1String("REMOTE HOST IDENTIFICATION HAS CHANGED"))) {
        error.kind = ErrorKind::LoginRefused;
        error.message = QStringLiteral("The host key of %1 is not the one in known_hosts. Somebody may stand "
                                       "in between: ask who runs the server before you change anything.")
                            .arg(name);
    } else if (text.contains(QLatin1String("Host key verification failed"))) {
        error.kind = ErrorKind::LoginRefused;
        error.message = QStringLiteral("The host key of %1 is not in known_hosts. Run ssh %1 once in a "
                                       "terminal and compare the fingerprint.")
                            .arg(name);
    } else if (text.contains(QLatin1String("Permission denied"))) {
        error.kind = ErrorKind::LoginRefused;
        error.message = QStringLiteral("The SSH server %1 accepted no key. Add your key to the agent "
                                       "(ssh-add), or name it in the profile.")
                            .arg(name);
    }
    return error;
}

std::function<void()> dyingWithThread()
{
    const pid_t parent = getpid();
    return [parent] {
        setpgid(0, 0); // Ctrl-C in a terminal asks us, not the tunnel under a session that is being ended
        if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent)
            _exit(126);
    };
}

} // namespace

QStringList tunnelArguments(
    const SshHost &server, const TunnelEnd &end, int localPort, const QString &controlPath, int seconds)
{
    QStringList arguments{QStringLiteral("-N"), QStringLiteral("-T")};
    for (const QString &option : {QStringLiteral("BatchMode=yes"), QStringLiteral("ControlMaster=yes"),
             QStringLiteral("ControlPersist=no"), QStringLiteral("ControlPath=") + controlPath,
             QStringLiteral("ExitOnForwardFailure=yes"), QStringLiteral("ServerAliveInterval=15"),
             QStringLiteral("ServerAliveCountMax=3"), QStringLiteral("ForwardAgent=no"),
             QStringLiteral("ForwardX11=no"), QStringLiteral("PermitLocalCommand=no"),
             QStringLiteral("ClearAllForwardings=no"), QStringLiteral("ConnectTimeout=%1").arg(seconds)})
        arguments << QStringLiteral("-o") << option;
    arguments << QStringLiteral("-L") << QStringLiteral("127.0.0.1:%1:").arg(localPort) + farEnd(end);
    if (!server.user.isEmpty())
        arguments << QStringLiteral("-l") << server.user;
    if (server.port > 0)
        arguments << QStringLiteral("-p") << QString::number(server.port);
    if (!server.identityFile.isEmpty())
        arguments << QStringLiteral("-i") << server.identityFile;
    return arguments << QStringLiteral("--") << server.host;
}

class SshTunnel::Private
{
public:
    QTemporaryDir folder{QStringLiteral("/tmp/stillroom-ssh-XXXXXX")}; ///< short: a socket path has 107 bytes
    QProcess process;
    SshHost server;
    int port = 0;

    QString controlPath() const { return folder.filePath(QStringLiteral("control")); }
    QString errorFile() const { return folder.filePath(QStringLiteral("errors")); }
    QString errorText() const
    {
        QFile file(errorFile());
        return file.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(file.readAll()).trimmed() : QString();
    }
    Status start(const QString &program, const TunnelEnd &end, std::chrono::milliseconds timeout);
    Status waitUntilReady(std::chrono::milliseconds timeout, const CancelToken &cancel);
};

Status SshTunnel::Private::start(
    const QString &program, const TunnelEnd &end, std::chrono::milliseconds timeout)
{
    port = freePort();
    const auto seconds = std::max<qint64>(1, std::chrono::ceil<std::chrono::seconds>(timeout).count());
    QFile::remove(errorFile());
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(errorFile());
    process.setChildProcessModifier(dyingWithThread());
    process.start(program, tunnelArguments(server, end, port, controlPath(), int(seconds)));
    if (process.waitForStarted())
        return Done{};
    return Error{ErrorKind::Unreachable, QStringLiteral("ssh could not be started."), process.errorString()};
}

/// The control socket appears when the login and the forwarding have succeeded.
Status SshTunnel::Private::waitUntilReady(std::chrono::milliseconds timeout, const CancelToken &cancel)
{
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!QFile::exists(controlPath())) {
        if (process.state() == QProcess::NotRunning || process.waitForFinished(20))
            return failureOf(server, errorText());
        if (cancel.isCancelled())
            return Error{ErrorKind::Cancelled, QStringLiteral("Connecting was cancelled.")};
        if (std::chrono::steady_clock::now() > deadline) {
            return Error{ErrorKind::Unreachable,
                QStringLiteral("The SSH server %1 did not answer within %2 s.")
                    .arg(server.displayName())
                    .arg(double(timeout.count()) / 1000, 0, 'g', 4),
                errorText()};
        }
    }
    return Done{};
}

SshTunnel::SshTunnel()
    : d(std::make_unique<Private>())
{
}

SshTunnel::~SshTunnel()
{
    if (d->process.state() == QProcess::NotRunning)
        return;
    d->process.terminate();
    if (!d->process.waitForFinished(closingMs)) {
        d->process.kill();
        d->process.waitForFinished(closingMs);
    }
}

Result<std::unique_ptr<SshTunnel>> SshTunnel::open(
    const SshHost &server, const TunnelEnd &end, std::chrono::milliseconds timeout, const CancelToken &cancel)
{
    if (server.host.isEmpty() || server.host.startsWith(QLatin1Char('-'))
        || server.user.startsWith(QLatin1Char('-')))
        return Error{ErrorKind::InvalidCall, QStringLiteral("An SSH host or user cannot start with -")};
    const QString program = QStandardPaths::findExecutable(QStringLiteral("ssh"));
    if (program.isEmpty())
        return Error{ErrorKind::Unreachable,
            QStringLiteral("A tunnel needs the program ssh: install the package openssh-client.")};
    std::unique_ptr<SshTunnel> tunnel(new SshTunnel);
    tunnel->d->server = server;
    Status ready = Done{};
    for (int i = 0; i < portTries; ++i) {
        ready = tunnel->d->start(program, end, timeout);
        if (ready)
            ready = tunnel->d->waitUntilReady(timeout, cancel);
        const bool portTaken
            = !ready && ready.error().detail.contains(QLatin1String("Address already in use"));
        if (!portTaken)
            break;
    }
    if (!ready)
        return ready.error();
    return tunnel;
}

int SshTunnel::localPort() const
{
    return d->port;
}

bool SshTunnel::isAlive() const
{
    return d->process.state() == QProcess::Running && kill(pid_t(d->process.processId()), 0) == 0;
}

QString SshTunnel::messages() const
{
    return d->errorText();
}

} // namespace stillroom

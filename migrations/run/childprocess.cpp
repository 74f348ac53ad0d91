#include "migrations/run/childprocess.h"

#include <QElapsedTimer>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace stillroom
{

namespace
{

constexpr int pollMs = 50;
constexpr int patienceMs = 5'000; ///< after each of the signals that ask a child to end

/// Asks, insists, and ends the whole process group: what the child started goes with it.
void endGroup(QProcess &process, const std::function<void(const QByteArray &)> &output)
{
    const pid_t group = pid_t(process.processId());
    for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
        if (process.state() == QProcess::NotRunning)
            break;
        ::kill(-group, signal);
        QElapsedTimer waiting;
        waiting.start();
        while (process.state() != QProcess::NotRunning && waiting.elapsed() < patienceMs) {
            process.waitForFinished(pollMs);
            output(process.readAllStandardOutput());
        }
    }
    ::kill(-group, SIGKILL);
}

} // namespace

Status runInOwnGroup(QProcess &process, const QString &what,
    const std::function<void(const QByteArray &)> &output, const CancelToken &cancel)
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    // Killed with no chance to say so, Stillroom loses the lock around the run: what it started must not go
    // on.
    process.setChildProcessModifier([parent = ::getpid()] {
        ::setpgid(0, 0);
        if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent)
            ::_exit(1);
    });
    process.start();
    if (!process.waitForStarted()) {
        return Error{ErrorKind::NeedsProjectPython,
            QStringLiteral("%1 cannot be started: %2").arg(process.program(), process.errorString())};
    }
    bool cancelled = false;
    while (process.state() != QProcess::NotRunning) {
        process.waitForReadyRead(pollMs);
        output(process.readAllStandardOutput());
        if (cancel.isCancelled() && process.state() != QProcess::NotRunning) {
            endGroup(process, output);
            cancelled = true;
        }
    }
    output(process.readAllStandardOutput());
    if (cancelled)
        return Error{ErrorKind::Cancelled, QStringLiteral("%1 was ended").arg(what)};
    return Done{};
}

} // namespace stillroom

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

/// Makes lines of what a child prints.
class Lines
{
public:
    Lines(QProcess &process, const std::function<void(const QString &)> &line)
        : m_process(process)
        , m_line(line)
    {
    }

    void read()
    {
        m_rest += m_process.readAllStandardOutput();
        qsizetype begin = 0;
        for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', begin)) {
            pass(m_rest.mid(begin, end - begin));
            begin = end + 1;
        }
        m_rest.remove(0, begin);
    }
    void finish()
    {
        read();
        if (!m_rest.isEmpty())
            pass(m_rest);
        m_rest.clear();
    }

private:
    void pass(QByteArray bytes)
    {
        while (bytes.endsWith('\r'))
            bytes.chop(1);
        m_line(QString::fromUtf8(bytes));
    }

    QProcess &m_process;
    const std::function<void(const QString &)> &m_line;
    QByteArray m_rest;
};

/// Asks, insists, and ends the whole process group: what the child started goes with it.
void endGroup(QProcess &process, Lines &lines)
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
            lines.read();
        }
    }
    ::kill(-group, SIGKILL);
}

} // namespace

Status runInOwnGroup(QProcess &process, const QString &what, const std::function<void(const QString &)> &line,
    const CancelToken &cancel)
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
    Lines lines(process, line);
    bool cancelled = false;
    while (process.state() != QProcess::NotRunning) {
        process.waitForReadyRead(pollMs);
        lines.read();
        if (cancel.isCancelled() && process.state() != QProcess::NotRunning) {
            endGroup(process, lines);
            cancelled = true;
        }
    }
    lines.finish();
    if (cancelled)
        return Error{ErrorKind::Cancelled, QStringLiteral("%1 was ended").arg(what)};
    return Done{};
}

} // namespace stillroom

#include "app/cli/verifypdf.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>

#include <array>
#include <unistd.h>

namespace stillroom::cli
{

namespace
{

constexpr int printLimitMs = 60'000;

/// The folder this program lies in; works before there is a QCoreApplication.
QString ownFolder()
{
    std::array<char, 4096> path{};
    const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
    return size > 0 ? QFileInfo(QString::fromLocal8Bit(path.data(), qsizetype(size))).path() : QString();
}

} // namespace

Status writePdf(const QString &path, const QString &html)
{
    const QString program = ownFolder() + QStringLiteral("/stillroom");
    const auto failed = [&](const QString &reason) -> Status {
        return Error{ErrorKind::Unreadable, QStringLiteral("%1 cannot be written: %2").arg(path, reason), {},
            {path, 0, 0}};
    };
    if (!QFileInfo(program).isExecutable()) {
        return failed(QStringLiteral("printing needs the window program, and %1 is not there. Use --html.")
                          .arg(program));
    }
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    process.start(program, {QStringLiteral("--print-pdf"), QDir().absoluteFilePath(path)});
    process.write(html.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished(printLimitMs))
        return failed(QStringLiteral("the window program did not answer"));
    if (process.exitCode() != 0)
        return failed(QString::fromUtf8(process.readAllStandardError()).trimmed());
    return Done{};
}

} // namespace stillroom::cli

#include "app/environment/filesaving.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stillroom
{

namespace
{

constexpr mode_t newFileMode = 0600; // a file of secrets

Error cannotWrite(const QString &path, const QString &reason)
{
    return {ErrorKind::Unreadable, QStringLiteral("%1 cannot be written: %2").arg(path, reason), {},
        {path, 0, 0}};
}

std::optional<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

Status checkUnchanged(const QString &path, const std::optional<QByteArray> &before)
{
    const bool exists = QFileInfo::exists(path);
    if (exists == before.has_value() && (!exists || bytesOf(path) == before))
        return Done{};
    return Error{ErrorKind::Refused,
        QStringLiteral("%1 changed on disk since it was read. Nothing was written. Read it again.").arg(path),
        {}, {path, 0, 0}};
}

Status keepPrevious(const QString &path, const QByteArray &before)
{
    const QString backup = backupPath(path);
    const QString folder = QFileInfo(backup).path();
    if (!QDir().mkpath(folder))
        return cannotWrite(backup, QStringLiteral("its folder cannot be made"));
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    QFile::remove(backup);
    QFile file(backup);
    // Made with its mode, so that there is no moment in which others could read it.
    const int descriptor
        = ::open(QFile::encodeName(backup).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0 || !file.open(descriptor, QIODevice::WriteOnly, QFileDevice::AutoCloseHandle))
        return cannotWrite(backup, QStringLiteral("it cannot be made"));
    return file.write(before) == before.size() ? Status(Done{})
                                               : Status(cannotWrite(backup, file.errorString()));
}

void flushFolder(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace

QString backupPath(const QString &path)
{
    const QByteArray hash
        = QCryptographicHash::hash(QFileInfo(path).absoluteFilePath().toUtf8(), QCryptographicHash::Sha256);
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/stillroom/backups/%1-%2")
              .arg(QString::fromLatin1(hash.toHex().left(16)), QFileInfo(path).fileName());
}

Status saveFile(const QString &given, const std::optional<QByteArray> &before, const QByteArray &after)
{
    const QFileInfo info(given);
    const QString path = info.isSymLink() ? info.canonicalFilePath() : info.absoluteFilePath();
    if (path.isEmpty())
        return cannotWrite(given, QStringLiteral("the link leads nowhere"));
    if (const Status same = checkUnchanged(path, before); !same)
        return same;
    if (before) {
        if (const Status kept = keepPrevious(path, *before); !kept)
            return kept;
    }
    QTemporaryFile file(QFileInfo(path).path() + QStringLiteral("/.stillroom-XXXXXX"));
    if (!file.open())
        return cannotWrite(path, file.errorString());
    struct stat old {
    };
    const bool known = ::stat(QFile::encodeName(path).constData(), &old) == 0;
    if (known && ::fchown(file.handle(), old.st_uid, old.st_gid) != 0 && ::geteuid() == 0)
        return cannotWrite(path, QStringLiteral("its owner cannot be kept"));
    if (::fchmod(file.handle(), known ? old.st_mode & 07777 : newFileMode) != 0)
        return cannotWrite(path, QStringLiteral("its mode cannot be kept"));
    if (file.write(after) != after.size() || !file.flush() || ::fsync(file.handle()) != 0)
        return cannotWrite(path, file.errorString());
    if (const Status same = checkUnchanged(path, before); !same)
        return same;
    if (::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) != 0)
        return cannotWrite(path, QStringLiteral("it cannot be replaced"));
    file.setAutoRemove(false);
    flushFolder(QFileInfo(path).path());
    return Done{};
}

} // namespace stillroom

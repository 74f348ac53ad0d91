#include "migrations/database/clusterfiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stillroom
{

namespace
{

const QByteArray serverPrefix("stillroom-server-");
/// "/.s.PGSQL.5432" and the six random characters, out of 107.
constexpr int longestTemporaryFolder = 107 - 14 - 6 - 20;

QString temporaryFolder()
{
    const QString folder = QDir::tempPath();
    return QFile::encodeName(folder).size() <= longestTemporaryFolder ? folder : QStringLiteral("/tmp");
}

QProcessEnvironment serverEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList keys = environment.keys();
    for (const QString &key : keys) {
        if (key.startsWith(u"PG") || key.startsWith(u"LC_") || key == u"LANG" || key == u"LANGUAGE")
            environment.remove(key);
    }
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    return environment;
}

Error folderError(const QString &folder, const QString &reason)
{
    return {ErrorKind::Unreadable,
        QStringLiteral("The folder %1 for a private server cannot be used: %2.").arg(folder, reason)};
}

/// Keyed by version and user: another user could not read it.
QString templateFolder(const ServerBinaries &binaries)
{
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    if (cache.isEmpty())
        return {};
    return cache + QStringLiteral("/stillroom/cluster-%1-%2").arg(binaries.version).arg(geteuid());
}

/// cp, because it keeps owners and modes, uses copy-on-write where the file system has it and is fast.
bool copyTree(const QString &from, const QString &to)
{
    QProcess copy;
    copy.start(QStringLiteral("cp"),
        {QStringLiteral("-a"), QStringLiteral("--reflink=auto"), QStringLiteral("--"), from, to});
    return copy.waitForFinished(60'000) && copy.exitStatus() == QProcess::NormalExit && copy.exitCode() == 0;
}

/// Kept for the next start; a failure only costs that one its speed.
void keepTemplate(const QString &dataFolder, const QString &folder)
{
    if (folder.isEmpty() || !QDir().mkpath(QFileInfo(folder).path()))
        return;
    const QString half = folder + QStringLiteral(".%1").arg(QCoreApplication::applicationPid());
    if (!copyTree(dataFolder, half) || !QDir().rename(half, folder))
        QDir(half).removeRecursively();
}

} // namespace

std::optional<ServerUser> ServerUser::stepDown()
{
    if (geteuid() != 0)
        return std::nullopt;
    const passwd *entry = getpwnam("postgres");
    if (!entry)
        entry = getpwnam("nobody");
    if (!entry)
        return std::nullopt;
    return ServerUser{entry->pw_uid, entry->pw_gid, entry->pw_name};
}

std::function<void()> childSetup(const std::optional<ServerUser> &user)
{
    return [user] {
        if (!user)
            return;
        if (setgroups(0, nullptr) != 0 || setgid(user->gid) != 0 || setuid(user->uid) != 0)
            _exit(126);
    };
}

Status runServerProgram(
    const QString &program, const QStringList &arguments, const QString &workingFolder, int timeoutSeconds)
{
    QProcess process;
    process.setProcessEnvironment(serverEnvironment());
    process.setWorkingDirectory(workingFolder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setChildProcessModifier(childSetup(ServerUser::stepDown()));
    process.start(program, arguments, QIODevice::ReadOnly);
    const bool finished = process.waitForFinished(timeoutSeconds * 1000);
    if (finished && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return Done{};
    QString output = QString::fromLocal8Bit(process.readAll()).trimmed();
    if (output.isEmpty())
        output = process.errorString();
    const QString name = QFileInfo(program).fileName();
    if (process.error() == QProcess::FailedToStart)
        return Error{
            ErrorKind::Internal, QStringLiteral("PostgreSQL's %1 could not be started.").arg(name), output};
    return Error{ErrorKind::Internal,
        finished ? QStringLiteral("PostgreSQL's %1 failed.").arg(name)
                 : QStringLiteral("PostgreSQL's %1 did not end within %2 s.").arg(name).arg(timeoutSeconds),
        output};
}

Result<QString> makeServerFolder(const QByteArray &prefix)
{
    QByteArray pattern = QFile::encodeName(temporaryFolder()) + '/' + prefix + "XXXXXX";
    if (!mkdtemp(pattern.data()))
        return folderError(QFile::decodeName(pattern), qt_error_string());
    const std::optional<ServerUser> user = ServerUser::stepDown();
    if (user && chown(pattern.constData(), user->uid, user->gid) != 0)
        return folderError(QFile::decodeName(pattern), qt_error_string());
    return QFile::decodeName(pattern);
}

Status createCluster(const ServerBinaries &binaries, const QString &dataFolder)
{
    const QString ready = templateFolder(binaries);
    QDir().rmdir(dataFolder); // an empty one would become the parent of the copy
    if (QFileInfo::exists(ready + QStringLiteral("/PG_VERSION")) && copyTree(ready, dataFolder))
        return Done{};
    const Status status = runServerProgram(binaries.folder + QStringLiteral("/initdb"),
        {QStringLiteral("-D"), dataFolder, QStringLiteral("-U"), QStringLiteral("postgres"),
            QStringLiteral("-A"), QStringLiteral("trust"), QStringLiteral("-E"), QStringLiteral("UTF8"),
            QStringLiteral("--locale=C"), QStringLiteral("--no-sync"), QStringLiteral("--no-instructions")},
        QFileInfo(dataFolder).path(), 120);
    if (status)
        keepTemplate(dataFolder, ready);
    return status;
}

QStringList privateServerArguments(
    const QString &dataFolder, const QString &socketFolder, const QStringList &settings)
{
    QStringList arguments{QStringLiteral("-D"), dataFolder, QStringLiteral("-k"), socketFolder,
        QStringLiteral("-p"), QStringLiteral("5432")};
    QStringList all{QStringLiteral("listen_addresses="), QStringLiteral("fsync=off"),
        QStringLiteral("full_page_writes=off"), QStringLiteral("logging_collector=off"),
        QStringLiteral("timezone=UTC")};
    all += settings;
    for (const QString &setting : std::as_const(all))
        arguments << QStringLiteral("-c") << setting;
    return arguments;
}

quint64 processStartTicks(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (pid <= 0 || !file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    // Field 22 of proc(5), counted after the command name, which may hold blanks and parentheses.
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    // A zombie is no running process.
    if (fields.size() < 20 || fields.at(0) == "Z")
        return 0;
    return fields.at(19).toULongLong();
}

qint64 clusterServerPid(const QString &dataFolder)
{
    QFile file(dataFolder + QStringLiteral("/postmaster.pid"));
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toLongLong() : 0;
}

/// Appears complete or not at all: another process may be sweeping.
void markServerFolder(const QString &folder)
{
    QSaveFile file(folder + QStringLiteral("/owner"));
    const qint64 pid = QCoreApplication::applicationPid();
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(QByteArray::number(pid) + ' ' + QByteArray::number(processStartTicks(pid)) + '\n');
    file.commit();
}

namespace
{

enum class FolderOwner { Lives, Gone, NeverMarked };

/// A folder gets its mark a moment after it is made; one that has none after this time never will.
constexpr int unmarkedSeconds = 600;

FolderOwner ownerOf(const QString &folder)
{
    QFile mark(folder + QStringLiteral("/owner"));
    if (!mark.open(QIODevice::ReadOnly))
        return FolderOwner::NeverMarked;
    const QList<QByteArray> fields = mark.readAll().trimmed().split(' ');
    if (fields.size() != 2)
        return FolderOwner::NeverMarked;
    const quint64 ticks = processStartTicks(fields.at(0).toLongLong());
    return ticks != 0 && ticks == fields.at(1).toULongLong() ? FolderOwner::Lives : FolderOwner::Gone;
}

/// The mark goes last: a sweep that is killed in the middle leaves what the next one still recognises.
void removeServerFolder(const QString &folder)
{
    QDir dir(folder);
    const QStringList names
        = dir.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        if (name == QStringLiteral("owner"))
            continue;
        const QFileInfo entry(dir.filePath(name));
        if (entry.isDir() && !entry.isSymLink())
            QDir(entry.filePath()).removeRecursively();
        else
            QFile::remove(entry.filePath());
    }
    dir.removeRecursively();
}

} // namespace

void sweepServerFolders()
{
    QDir temporary(temporaryFolder());
    const QFileInfoList folders = temporary.entryInfoList(
        {QString::fromLatin1(serverPrefix) + QLatin1Char('*')}, QDir::Dirs | QDir::NoSymLinks | QDir::Hidden);
    for (const QFileInfo &folder : folders) {
        const FolderOwner owner = ownerOf(folder.filePath());
        const bool abandoned = owner == FolderOwner::Gone
            || (owner == FolderOwner::NeverMarked
                && folder.lastModified().secsTo(QDateTime::currentDateTime()) > unmarkedSeconds);
        if (abandoned
            && processStartTicks(clusterServerPid(folder.filePath() + QStringLiteral("/data"))) == 0)
            removeServerFolder(folder.filePath());
    }
}

} // namespace stillroom

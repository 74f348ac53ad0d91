#include "migrations/database/clusterfiles.h"
#include "migrations/database/connection.h"
#include "migrations/database/databasecreation.h"
#include "migrations/database/privateserver.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>
#include <QThread>

#include <unistd.h>

namespace stillroom
{

namespace
{

/// Root's home is closed to the user the server runs as.
QString defaultFolder()
{
    if (geteuid() == 0)
        return QStringLiteral("/var/lib/stillroom/sandbox");
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/stillroom/sandbox");
}

QString stateFile(const QString &folder)
{
    return folder + QStringLiteral("/state.json");
}

Error unusable(const QString &folder)
{
    return {ErrorKind::Unreadable,
        QStringLiteral("The sandbox folder %1 cannot be written. Check its owner and rights.").arg(folder)};
}

Status writeState(const QString &folder, const SandboxState &state)
{
    const QJsonObject object{{QStringLiteral("pid"), double(state.pid)},
        {QStringLiteral("start_ticks"), QString::number(processStartTicks(state.pid))},
        {QStringLiteral("version"), state.version}, {QStringLiteral("data"), state.dataFolder},
        {QStringLiteral("socket"), state.socketFolder},
        {QStringLiteral("started"), state.startedAt.toString(Qt::ISODateWithMs)}};
    QSaveFile file(stateFile(folder));
    if (!file.open(QIODevice::WriteOnly))
        return unusable(folder);
    file.write(QJsonDocument(object).toJson());
    if (!file.commit())
        return unusable(folder);
    return Done{};
}

/// Data folder and its parents exist, and the server's user owns the last.
Status prepareFolder(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return unusable(folder);
    const std::optional<ServerUser> user = ServerUser::stepDown();
    if (user && chown(QFile::encodeName(folder).constData(), user->uid, user->gid) != 0)
        return unusable(folder);
    return Done{};
}

/// pg_ctl hands its options to a shell; our paths need quoting for it.
QString shellQuoted(const QStringList &arguments)
{
    QStringList quoted;
    for (QString argument : arguments)
        quoted << QLatin1Char('\'') + argument.replace(QLatin1Char('\''), QStringLiteral("'\\''"))
                + QLatin1Char('\'');
    return quoted.join(QLatin1Char(' '));
}

/// pg_ctl detaches the server from us. After a server was killed its last processes may hold its shared
/// memory for a moment longer, and PostgreSQL then refuses to start: tried again for some seconds.
Status startDetached(const ServerBinaries &binaries, const SandboxState &state)
{
    const QString log = state.socketFolder + QStringLiteral("/log");
    const QStringList options = privateServerArguments(state.dataFolder, state.socketFolder, {}).mid(2);
    const QStringList arguments{QStringLiteral("start"), QStringLiteral("-D"), state.dataFolder,
        QStringLiteral("-l"), log, QStringLiteral("-w"), QStringLiteral("-t"), QStringLiteral("60"),
        QStringLiteral("-o"), shellQuoted(options)};
    const bool wasKilled = clusterServerPid(state.dataFolder) != 0;
    for (int attempt = wasKilled ? 10 : 1;; --attempt) {
        const Status started = runServerProgram(
            binaries.folder + QStringLiteral("/pg_ctl"), arguments, state.socketFolder, 90);
        if (started)
            return started;
        if (attempt == 1) {
            Error error = started.error();
            QFile file(log);
            if (file.open(QIODevice::ReadOnly))
                error.detail += QLatin1Char('\n') + QString::fromUtf8(file.readAll()).right(4000).trimmed();
            return error;
        }
        QThread::msleep(500);
    }
}

} // namespace

Sandbox::Sandbox(const QString &folder)
    : m_folder(folder.isEmpty() ? defaultFolder() : QFileInfo(folder).absoluteFilePath())
{
}

SandboxState Sandbox::status()
{
    SandboxState state;
    QFile file(stateFile(m_folder));
    if (!file.open(QIODevice::ReadOnly))
        return state;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    state.pid = qint64(object.value(u"pid").toDouble());
    state.version = object.value(u"version").toString();
    state.dataFolder = object.value(u"data").toString();
    state.socketFolder = object.value(u"socket").toString();
    state.startedAt = QDateTime::fromString(object.value(u"started").toString(), Qt::ISODateWithMs);
    const quint64 ticks = processStartTicks(state.pid);
    state.running = ticks != 0 && ticks == object.value(u"start_ticks").toString().toULongLong();
    if (state.running)
        return state;
    file.close();
    QFile::remove(stateFile(m_folder));
    if (!state.socketFolder.isEmpty())
        QDir(state.socketFolder).removeRecursively();
    return {};
}

Result<SandboxState> Sandbox::start()
{
    const Result<ServerBinaries> binaries = ServerBinaries::find();
    if (!binaries)
        return binaries.error();
    if (const Status prepared = prepareFolder(m_folder); !prepared)
        return prepared.error();
    QLockFile lock(m_folder + QStringLiteral("/starting"));
    if (!lock.tryLock(60'000))
        return unusable(m_folder);
    if (const SandboxState running = status(); running.running)
        return running;
    SandboxState state;
    state.version = binaries->version;
    state.dataFolder = m_folder + QStringLiteral("/data-") + binaries->version;
    if (!QFileInfo::exists(state.dataFolder + QStringLiteral("/PG_VERSION"))) {
        if (const Status created = createCluster(*binaries, state.dataFolder); !created)
            return created.error();
    }
    const Result<QString> socket = makeServerFolder(QByteArrayLiteral("stillroom-sandbox-"));
    if (!socket)
        return socket.error();
    state.socketFolder = *socket;
    if (const Status started = startDetached(*binaries, state); !started) {
        QDir(state.socketFolder).removeRecursively();
        return started.error();
    }
    state.running = true;
    state.pid = clusterServerPid(state.dataFolder);
    state.startedAt = QDateTime::currentDateTime();
    if (const Status written = writeState(m_folder, state); !written)
        return written.error();
    return state;
}

Status Sandbox::stop(bool removeData)
{
    const SandboxState state = status();
    if (state.running) {
        const Result<ServerBinaries> binaries = ServerBinaries::find();
        if (!binaries)
            return binaries.error();
        const Status stopped = runServerProgram(binaries->folder + QStringLiteral("/pg_ctl"),
            {QStringLiteral("stop"), QStringLiteral("-D"), state.dataFolder, QStringLiteral("-m"),
                QStringLiteral("fast"), QStringLiteral("-w"), QStringLiteral("-t"), QStringLiteral("60")},
            state.socketFolder, 90);
        if (!stopped)
            return stopped;
        status(); // sweeps the state file and the socket folder
    }
    if (removeData) {
        const QStringList folders
            = QDir(m_folder).entryList({QStringLiteral("data-*")}, QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &name : folders)
            QDir(QDir(m_folder).filePath(name)).removeRecursively();
    }
    return Done{};
}

Status Sandbox::createDatabase(const QString &name)
{
    const SandboxState state = status();
    if (!state.running) {
        return Error{ErrorKind::Unreachable,
            QStringLiteral("The sandbox is not running: start it with `stillroom-cli sandbox start`.")};
    }
    const auto connection = Connection::open(state.settings());
    if (!connection)
        return connection.error();
    return createDatabaseIfMissing(**connection, name);
}

ConnectionSettings SandboxState::settings(const QString &database) const
{
    return privateServerSettings(socketFolder, database);
}

QString SandboxState::url(const QString &database) const
{
    return privateServerUrl(socketFolder, database);
}

} // namespace stillroom

#include "migrations/database/privateserver.h"

#include "migrations/database/clusterfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QThread>
#include <QUrl>

#include <libpq-fe.h>

#include <atomic>
#include <csignal>
#include <future>
#include <thread>

#include <sys/prctl.h>
#include <unistd.h>

namespace stillroom
{

namespace
{

constexpr int startSeconds = 60;
constexpr int stopSeconds = 30;

bool acceptsConnections(const QString &socketFolder)
{
    const QByteArray folder = QFile::encodeName(socketFolder);
    const char *names[] = {"host", "port", "user", "dbname", "connect_timeout", nullptr};
    const char *values[] = {folder.constData(), "5432", "postgres", "postgres", "2", nullptr};
    return PQpingParams(names, values, 0) == PQPING_OK;
}

/// The kernel sends SIGINT (fast shutdown) when the starting thread ends. Set after stepping down, which
/// clears it; a parent that is already gone is noticed by its changed id.
std::function<void()> dyingWithParent()
{
    const pid_t parent = getpid();
    return [setup = childSetup(ServerUser::stepDown()), parent] {
        setup();
        if (prctl(PR_SET_PDEATHSIG, SIGINT) != 0 || getppid() != parent)
            _exit(126);
    };
}

QString lastLines(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - 4000));
    return QString::fromUtf8(file.readAll()).trimmed();
}

} // namespace

Result<ServerBinaries> ServerBinaries::find()
{
    ServerBinaries best;
    const QDir root(QStringLiteral("/usr/lib/postgresql"));
    const QStringList versions = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &version : versions) {
        const QString folder = root.filePath(version) + QStringLiteral("/bin");
        const bool complete = QFileInfo(folder + QStringLiteral("/postgres")).isExecutable()
            && QFileInfo(folder + QStringLiteral("/initdb")).isExecutable();
        if (complete && version.toDouble() > best.version.toDouble())
            best = {folder, version};
    }
    if (best.folder.isEmpty()) {
        return Error{ErrorKind::Unreadable,
            QStringLiteral("No PostgreSQL server is installed here: install the package postgresql.")};
    }
    return best;
}

class PrivateServer::Private
{
public:
    QString folder; ///< the socket, the log and, unless given, the data
    QString dataFolder;
    std::atomic<qint64> pid{0};
    std::thread keeper;

    void keep(const ServerBinaries &binaries, const QStringList &settings, std::promise<qint64> started);
    Status prepare(const Options &options, const ServerBinaries &binaries);
    Status waitUntilReady() const;
    QString logFile() const { return folder + QStringLiteral("/log"); }
};

/// Runs on a thread of its own that lives as long as the server: the kernel's death signal is bound to
/// the thread that forks.
void PrivateServer::Private::keep(
    const ServerBinaries &binaries, const QStringList &settings, std::promise<qint64> started)
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(logFile());
    process.setChildProcessModifier(dyingWithParent());
    process.start(binaries.folder + QStringLiteral("/postgres"),
        privateServerArguments(dataFolder, folder, settings), QIODevice::NotOpen);
    process.waitForStarted(-1);
    pid = process.processId();
    started.set_value(pid);
    if (pid != 0)
        process.waitForFinished(-1);
    pid = 0;
}

Status PrivateServer::Private::prepare(const Options &options, const ServerBinaries &binaries)
{
    sweepServerFolders();
    const Result<QString> made = makeServerFolder(QByteArrayLiteral("stillroom-server-"));
    if (!made)
        return made.error();
    folder = *made;
    markServerFolder(folder);
    dataFolder = options.dataFolder.isEmpty() ? folder + QStringLiteral("/data") : options.dataFolder;
    if (QFileInfo::exists(dataFolder + QStringLiteral("/PG_VERSION")))
        return Done{};
    return createCluster(binaries, dataFolder);
}

Status PrivateServer::Private::waitUntilReady() const
{
    for (int waited = 0; waited < startSeconds * 1000; waited += 20) {
        if (acceptsConnections(folder))
            return Done{};
        if (pid == 0) {
            return Error{ErrorKind::Internal,
                QStringLiteral("The private PostgreSQL server ended while starting."), lastLines(logFile())};
        }
        QThread::msleep(20);
    }
    return Error{ErrorKind::Internal,
        QStringLiteral("The private PostgreSQL server was not ready within %1 s.").arg(startSeconds),
        lastLines(logFile())};
}

PrivateServer::PrivateServer()
    : d(std::make_unique<Private>())
{
}

PrivateServer::~PrivateServer()
{
    stop();
    if (!d->folder.isEmpty())
        QDir(d->folder).removeRecursively();
}

Result<std::unique_ptr<PrivateServer>> PrivateServer::start(const Options &options)
{
    const Result<ServerBinaries> binaries = ServerBinaries::find();
    if (!binaries)
        return binaries.error();
    std::unique_ptr<PrivateServer> server(new PrivateServer);
    if (const Status status = server->d->prepare(options, *binaries); !status)
        return status.error();
    std::promise<qint64> promise;
    std::future<qint64> started = promise.get_future();
    server->d->keeper = std::thread(
        [d = server->d.get(), binaries = *binaries, settings = options.settings,
            promise = std::move(promise)]() mutable { d->keep(binaries, settings, std::move(promise)); });
    started.wait();
    if (const Status status = server->d->waitUntilReady(); !status)
        return status.error();
    return server;
}

void PrivateServer::stop()
{
    for (int waited = 0; d->pid != 0; waited += 10) {
        // Once politely (fast shutdown), again every second; at the end by force (immediate shutdown).
        if (waited % 1000 == 0)
            kill(pid_t(d->pid), waited < stopSeconds * 1000 ? SIGINT : SIGQUIT);
        QThread::msleep(10);
    }
    if (d->keeper.joinable())
        d->keeper.join();
}

QString PrivateServer::socketFolder() const
{
    return d->folder;
}

qint64 PrivateServer::pid() const
{
    return d->pid;
}

ConnectionSettings PrivateServer::settings(const QString &database) const
{
    return privateServerSettings(d->folder, database);
}

QString PrivateServer::url(const QString &database) const
{
    return privateServerUrl(d->folder, database);
}

ConnectionSettings privateServerSettings(const QString &socketFolder, const QString &database)
{
    ConnectionSettings settings;
    settings.host = socketFolder;
    settings.port = QStringLiteral("5432");
    settings.user = QStringLiteral("postgres");
    settings.database = database;
    return settings;
}

QString privateServerUrl(const QString &socketFolder, const QString &database)
{
    return QStringLiteral("postgresql://postgres@/%1?host=%2&port=5432")
        .arg(QString::fromLatin1(QUrl::toPercentEncoding(database)),
            QString::fromLatin1(QUrl::toPercentEncoding(socketFolder, "/")));
}

} // namespace stillroom

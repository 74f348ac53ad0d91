#pragma once

#include "migrations/base/result.h"
#include "migrations/database/connectionsettings.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace stillroom
{

/// Where PostgreSQL's programs are.
struct ServerBinaries {
    QString folder; ///< "/usr/lib/postgresql/15/bin"
    QString version; ///< "15"

    /// The newest installed version. Errors: Unreadable, naming the package to install.
    static Result<ServerBinaries> find();
};

/// A PostgreSQL server of our own: socket only, its own data folder, an unprivileged user when we are
/// root, no durability (fsync off). Logs in without password through a folder only its user may enter.
/// As a child it ends with this object, and with this process however that ends (kill -9 included):
/// the kernel sends it SIGINT, a fast shutdown. The folder such a server leaves is swept by the next start.
class PrivateServer
{
public:
    struct Options {
        QString dataFolder; ///< kept and reused when given; else a temporary one, removed at the end
        QStringList settings; ///< further "name=value" server settings
    };
    /// Errors: Unreadable (no binaries, folder not usable), Internal with the server's log as detail.
    static Result<std::unique_ptr<PrivateServer>> start(const Options &options = {});
    ~PrivateServer();
    PrivateServer(const PrivateServer &) = delete;
    PrivateServer &operator=(const PrivateServer &) = delete;

    ConnectionSettings settings(const QString &database = QStringLiteral("postgres")) const;
    QString url(const QString &database = QStringLiteral("postgres")) const;
    QString socketFolder() const;
    qint64 pid() const;
    /// Ends sessions and server; waits for the end. Harmless when it has ended.
    void stop();

private:
    PrivateServer();
    class Private;
    std::unique_ptr<Private> d;
};

/// How to reach a private server whose socket is in this folder.
ConnectionSettings privateServerSettings(const QString &socketFolder, const QString &database);
/// "postgresql://postgres@/hr?host=/tmp/…&port=5432": for SQLAlchemy and for libpq.
QString privateServerUrl(const QString &socketFolder, const QString &database);

/// The server behind `stillroom-cli sandbox`: detached, one per user, found again by later calls.
struct SandboxState {
    bool running = false;
    qint64 pid = 0;
    QString version; ///< "15"
    QString dataFolder;
    QString socketFolder;
    QDateTime startedAt;

    bool operator==(const SandboxState &) const = default;
    ConnectionSettings settings(const QString &database = QStringLiteral("postgres")) const;
    QString url(const QString &database = QStringLiteral("postgres")) const;
};

/// Starts and finds the sandbox. It runs until stop(), across calls and logins; its databases stay in
/// the data folder. A state file names its process and that process's start time, so that a process id
/// used again is never taken for it; the file of a server that has ended is swept by the next call.
class Sandbox
{
public:
    /// \a folder: data and state; empty: `$XDG_DATA_HOME/stillroom/sandbox`.
    explicit Sandbox(const QString &folder = {});

    /// Starts it, or finds it running. Errors as PrivateServer::start().
    Result<SandboxState> start();
    SandboxState status();
    /// Stops it when it runs; \a removeData also deletes the databases. Errors: Internal when it does
    /// not end in time.
    Status stop(bool removeData = false);
    /// Creates the database when it is missing. Errors: as Connection::open(), Database.
    Status createDatabase(const QString &name);

private:
    QString m_folder;
};

} // namespace stillroom

#pragma once

#include "migrations/base/result.h"
#include "migrations/database/privateserver.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace stillroom
{

/// The user a server runs as: PostgreSQL refuses root, so root steps down to `postgres`, else `nobody`.
struct ServerUser {
    unsigned uid = 0;
    unsigned gid = 0;
    QByteArray name;

    /// Unset when we are not root and stay who we are.
    static std::optional<ServerUser> stepDown();
};

/// Run in a child between fork and exec: steps down, clears the environment variables libpq reads.
std::function<void()> childSetup(const std::optional<ServerUser> &user);

/// Runs one of PostgreSQL's programs to its end as the server's user. Errors: Internal with its output.
Status runServerProgram(
    const QString &program, const QStringList &arguments, const QString &workingFolder, int timeoutSeconds);

/// A new, empty folder `/tmp/<prefix>XXXXXX` that only the server's user may enter. Directly in the
/// temporary folder because the path of a Unix socket may have 107 bytes at most; a long TMPDIR is passed
/// over. Errors: Unreadable.
Result<QString> makeServerFolder(const QByteArray &prefix);

/// Fills \a dataFolder with a fresh cluster: UTF-8, locale C, superuser `postgres`, trust authentication (the
/// folder is the fence). The first one of a version is kept as a template in the user's cache folder and
/// copied from then on, about three times as fast; copies share PostgreSQL's system identifier.
/// Errors: Internal with initdb's words, Unreadable.
Status createCluster(const ServerBinaries &binaries, const QString &dataFolder);

/// The server settings of every private server: socket only, quick to start; a power failure may cost
/// data (fsync off), a killed process does not.
QStringList privateServerArguments(
    const QString &dataFolder, const QString &socketFolder, const QStringList &settings);

/// Start time of a process in clock ticks since boot, as /proc has it; 0 when there is none. With the
/// process id it names one process for good.
quint64 processStartTicks(qint64 pid);

/// The process postmaster.pid names; 0 without one.
qint64 clusterServerPid(const QString &dataFolder);

/// Deletes folders of private servers whose process and whose starter are both gone (a starter killed
/// with -9 cannot tidy up).
void sweepServerFolders();
/// Writes the mark sweepServerFolders() reads.
void markServerFolder(const QString &folder);

} // namespace stillroom

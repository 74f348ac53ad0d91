#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/database/connectionsettings.h"

#include <utility>
#include <vector>

namespace stillroom
{

/// What a first, short connection found out: enough for QPSQL to open the same one without surprises.
struct ReachedServer {
    QString host; ///< the one of a list that answered; a socket folder for Unix sockets
    QString hostAddress; ///< empty for Unix sockets
    QString port;
    QString user;
    QString password; ///< as resolved by libpq (service or password file too)
    QString database;
    bool pooled = false; ///< start-up options were refused
    std::vector<std::pair<QString, QString>> keywords; ///< the remaining ones, start-up options included
};

/// Connects without blocking, within the settings' connectTimeout, and hangs up again.
///
/// QPSQL's open() blocks in PQconnectdb: it can be neither cancelled nor limited below two seconds, and
/// tells a refused login from a dead server in translated text only. So the way is tried first with
/// libpq's polling interface, where both are possible and the server's SQLSTATE is to be had; QPSQL then
/// opens a connection to a server known to answer, at the address found, with what is left of the time.
/// Name look-up blocks inside libpq: the try runs on a thread of its own, left behind when time is over.
/// Errors: as Connection::open().
Result<ReachedServer> reachServer(const ConnectionSettings &settings, const CancelToken &cancel);

} // namespace stillroom

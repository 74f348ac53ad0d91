#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/database/connection.h"
#include "migrations/database/privateserver.h"

#include <memory>

namespace stillroom
{

/// A database for one rehearsal, gone with this object. On a private server all of it goes with the process,
/// however that ends. On the target's server it is dropped at the end; one that a killed process left
/// behind is swept by the next one, which knows it by its name (the live database's number in it) and by
/// nobody being connected to it.
class ScratchDatabase
{
public:
    /// Errors: Unreadable (no PostgreSQL here), Internal, Unreachable.
    static Result<std::unique_ptr<ScratchDatabase>> onPrivateServer(const CancelToken &cancel);
    enum class Content { Empty, Everything };
    /// Errors: Refused, naming the grant, when the role may not create databases; Refused when a full copy is
    /// not possible because others are connected; Database, Unreachable.
    static Result<std::unique_ptr<ScratchDatabase>> onTargetServer(
        const ConnectionSettings &live, Content content, const CancelToken &cancel);
    ~ScratchDatabase();
    ScratchDatabase(const ScratchDatabase &) = delete;
    ScratchDatabase &operator=(const ScratchDatabase &) = delete;

    const QString &name() const { return m_name; }
    const ConnectionSettings &settings() const { return m_settings; }
    /// A session that may write; kept for the whole life, so that the database is never taken for a stale
    /// one.
    Connection &connection() { return *m_connection; }
    bool isPrivate() const { return m_server != nullptr; }
    /// Opens the session anew: settings a dump leaves behind are gone.
    Status reconnect(const CancelToken &cancel);

    /// Drops what killed rehearsals of this connection's database left. The number of dropped ones.
    static Result<int> sweep(Connection &live);

private:
    ScratchDatabase() = default;

    std::unique_ptr<PrivateServer> m_server;
    ConnectionSettings m_live;
    ConnectionSettings m_settings;
    QString m_name;
    bool m_created = false;
    std::unique_ptr<Connection> m_connection;
};

} // namespace stillroom

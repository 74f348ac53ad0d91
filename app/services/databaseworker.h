#pragma once

#include "app/connections/connectionroute.h"
#include "app/services/background.h"
#include "migrations/database/connection.h"
#include "migrations/database/privateserver.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace stillroom
{

/// What lives on the worker's thread and never leaves it.
struct DatabaseSession {
    std::unique_ptr<PrivateServer> server; ///< of the sample project; ends with the thread
    ConnectionRoute route; ///< of the connection, for opening it again
    std::unique_ptr<SshTunnel> tunnel; ///< outlives the connection; null: direct
    std::unique_ptr<Connection> connection; ///< null while not connected

    void disconnect()
    {
        connection.reset();
        tunnel.reset();
    }
};

/// One thread with one connection. Requests run in the order asked; each answer comes back as a
/// value on the guard's thread, or not at all once the guard is gone.
class DatabaseWorker
{
public:
    DatabaseWorker();
    /// Closes the connection and waits a few seconds for it; whoever asked for something long has asked it
    /// to stop before. A server that answers nothing does not keep the program from ending.
    ~DatabaseWorker();
    DatabaseWorker(const DatabaseWorker &) = delete;
    DatabaseWorker &operator=(const DatabaseWorker &) = delete;

    /// Runs `work(DatabaseSession &)` on the worker's thread, then `done(value)` on the guard's.
    template<typename Work, typename Done> void request(QObject *guard, Work work, Done done)
    {
        using Value = std::invoke_result_t<Work, DatabaseSession &>;
        const auto promise = std::make_shared<QPromise<Value>>();
        promise->start();
        whenFinished(guard, promise->future(), std::move(done));
        post([promise, work = std::move(work)](DatabaseSession &session) mutable {
            promise->addResult(work(session));
            promise->finish();
        });
    }

private:
    template<typename Work> void post(Work work)
    {
        QMetaObject::invokeMethod(
            m_context, [session = m_session, work = std::move(work)]() mutable { work(*session); },
            Qt::QueuedConnection);
    }

    std::shared_ptr<DatabaseSession> m_session;
    QThread *m_thread; ///< owned; left to the operating system when a server keeps it waiting
    QObject *m_context; ///< lives on m_thread
};

} // namespace stillroom

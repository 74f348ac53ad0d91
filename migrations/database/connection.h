#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/database/connectionsettings.h"
#include "migrations/database/querycanceller.h"
#include "migrations/database/serverreport.h"

#include <QSqlDatabase>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

struct pg_conn;

namespace stillroom
{

/// Rows of one query, all values as text; unset is NULL.
struct ResultRows {
    QStringList columns;
    std::vector<std::vector<std::optional<QString>>> rows;
    qint64 affected = -1; ///< rows changed; -1: not reported

    /// The text at a place, empty for NULL.
    QString text(size_t row, size_t column) const { return rows[row][column].value_or(QString()); }
};

/// One session on a server, opened through QPSQL and used through libpq on the same handle. It belongs to
/// the thread that opened it, and never to the thread of a window (asserted in debug builds): every call
/// may wait for the server. Reads only until beginWriting().
class Connection
{
public:
    /// Connects within the settings' connectTimeout, and stops early when \a cancel is set.
    /// Errors: Unreachable (no answer, refused, timed out), LoginRefused (user, password, database:
    /// 28P01, 28000, 3D000; a role that cannot be taken on), InvalidCall (an unusable keyword), Refused
    /// (a role through a pooler), Cancelled. None repeats the password.
    static Result<std::unique_ptr<Connection>> open(
        const ConnectionSettings &settings, const CancelToken &cancel = {});
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    const ConnectionSettings &settings() const;
    /// False once the server or the network ended it. There is no automatic reconnection.
    bool isOpen() const;
    /// A pooler (PgBouncer) refused start-up options: session state such as advisory locks cannot be
    /// relied on, and each read runs in a READ ONLY transaction of its own instead.
    bool isPooled() const;
    int backendPid() const;
    int serverVersion() const; ///< 150008

    /// One statement with `$1`-style parameters, waited for.
    Result<ResultRows> query(const QString &sql, const QStringList &parameters = {});
    /// As query() with every field of the server's error.
    struct Reply {
        ResultRows result;
        std::optional<ServerReport> failure;
    };
    Reply run(const QString &sql, const QStringList &parameters = {});

    /// The same on the driver's handle with several statements in one text, without parameters or rows:
    /// for our own settings only, never for the text of a migration.
    Status runSettings(const QString &sql);

    /// Lifts the session's read-only default for a confirmed run. Errors: Database.
    Status beginWriting();
    Status endWriting();
    bool isWriting() const;

    /// Notices of the server arrive here, on this thread, while a call waits.
    void onNotice(std::function<void(const ServerReport &)> receiver);
    std::shared_ptr<QueryCanceller> canceller() const;

    /// For catalogue reads with Qt's own value types. Never while a pipeline is open.
    QSqlDatabase database() const;
    /// The libpq handle under the QPSQL driver, for the rooms database and run.
    pg_conn *handle() const;

private:
    Connection();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace stillroom

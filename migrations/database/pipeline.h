#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/database/connection.h"
#include "migrations/database/serverreport.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <deque>
#include <optional>

namespace stillroom
{

/// Told what happens to the statements of a pipeline, in the order the server works on them.
class PipelineObserver
{
public:
    virtual ~PipelineObserver() = default;
    /// The server has begun with it, as far as its answers tell.
    virtual void onStarted(int tag) = 0;
    /// False stops the pipeline: nothing more is sent.
    virtual bool onFinished(int tag, double durationMs, qint64 rows) = 0;
    /// About every 50 ms while one statement is waited for.
    virtual void onWaiting(int tag, std::chrono::milliseconds elapsed) = 0;
};

/// Sends statements ahead of their results (libpq pipeline mode), so that a distant server costs one round
/// trip for many statements instead of one each. At most a window of statements is under way; reading and
/// writing go together on a non-blocking socket, so that neither side can fill the other's buffers and stand
/// still. A flush is asked for after each statement: results, and with them progress, come at once.
///
/// The first failure stops everything: what was sent behind it is skipped by the server, the rest is
/// not sent. A cancel asks the server to stop and then behaves as a failure. The transaction is the
/// caller's business. Uses the connection alone until drain().
class Pipeline
{
public:
    Pipeline(Connection &connection, PipelineObserver &observer, const CancelToken &cancel);
    ~Pipeline();
    Pipeline(const Pipeline &) = delete;
    Pipeline &operator=(const Pipeline &) = delete;

    /// Queues one statement. False when the pipeline has stopped.
    bool send(const QString &sql, int tag);
    /// Waits for everything sent; afterwards the connection is free for other use. False when stopped.
    bool drain();

    /// Sends one text by itself, after draining. Simple: as it stands and with as many statements as it
    /// holds (PostgreSQL's simple protocol). False when stopped.
    enum class Protocol { Simple, Extended };
    bool sendAlone(const QString &sql, int tag, Protocol protocol);
    /// A question by itself, after draining; not observed. Unset when stopped.
    std::optional<ResultRows> ask(const QString &sql, const QStringList &parameters = {});

    struct Failure {
        int tag = -1;
        ServerReport report;
    };
    bool isStopped() const { return m_stopped; }
    const std::optional<Failure> &failure() const { return m_failure; }
    bool isLost() const { return m_lost; }
    /// Forgets the failure, for the next try on the same connection.
    void reset();

private:
    struct Sent {
        int tag = -1;
        bool isSync = false;
        bool answered = false;
        qsizetype bytes = 0;
    };
    using Clock = std::chrono::steady_clock;

    bool enter();
    bool finishSending(Sent sent);
    bool pump(bool wait);
    bool readResults();
    void takeResult(struct pg_result *result);
    void takeAlone(struct pg_result *result);
    void popFront();
    bool waitForSocket(bool wantWrite);
    void noticeCancel();
    void awaitCancel() const;
    void startFront();
    void fail(int tag, const ServerReport &report);
    void lose(int tag);
    bool finishAlone(int tag, bool observed);

    Connection &m_connection;
    pg_conn *m_handle;
    PipelineObserver &m_observer;
    CancelToken m_cancel;
    std::deque<Sent> m_underWay;
    qsizetype m_bytesUnderWay = 0;
    Clock::time_point m_frontSince;
    Clock::time_point m_nextCancel;
    std::optional<Failure> m_failure;
    std::optional<ResultRows> m_answer;
    qint64 m_rows = -1;
    bool m_pipelining = false;
    bool m_stopped = false;
    bool m_rejected = false; ///< by the observer
    bool m_lost = false;
};

} // namespace stillroom

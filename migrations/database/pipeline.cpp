#include "migrations/database/pipeline.h"

#include "migrations/database/copyguard.h"

#include <libpq-fe.h>
#include <poll.h>

#include <thread>

namespace stillroom
{

namespace
{

/// Enough to hide a slow network, small enough to stop soon.
constexpr size_t windowStatements = 256;
constexpr qsizetype windowBytes = 1 << 20;
constexpr auto tick = std::chrono::milliseconds(50);
constexpr auto cancelLimit = std::chrono::seconds(3);
constexpr auto cancelAgain = std::chrono::milliseconds(300);

using ResultHandle = std::unique_ptr<PGresult, decltype(&PQclear)>;

qint64 affectedRows(PGresult *result)
{
    const QByteArray text(PQcmdTuples(result));
    return text.isEmpty() ? -1 : text.toLongLong();
}

bool isFailure(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE || status == PGRES_NONFATAL_ERROR;
}

} // namespace

Pipeline::Pipeline(Connection &connection, PipelineObserver &observer, const CancelToken &cancel)
    : m_connection(connection)
    , m_handle(connection.handle())
    , m_observer(observer)
    , m_cancel(cancel)
{
}

Pipeline::~Pipeline()
{
    if (!m_lost)
        drain();
}

void Pipeline::reset()
{
    m_failure.reset();
    m_rejected = false;
    m_stopped = m_lost;
}

bool Pipeline::enter()
{
    if (m_pipelining)
        return true;
    if (PQsetnonblocking(m_handle, 1) != 0 || PQenterPipelineMode(m_handle) != 1) {
        lose(-1);
        return false;
    }
    m_pipelining = true;
    return true;
}

bool Pipeline::send(const QString &sql, int tag)
{
    noticeCancel();
    if (m_stopped || !enter())
        return false;
    while (m_underWay.size() >= windowStatements || m_bytesUnderWay > windowBytes) {
        if (!pump(true))
            return false;
    }
    const QByteArray text = sql.toUtf8();
    if (PQsendQueryParams(m_handle, text.constData(), 0, nullptr, nullptr, nullptr, nullptr, 0) != 1
        || PQsendFlushRequest(m_handle) != 1) {
        lose(tag);
        return false;
    }
    return finishSending({tag, false, false, text.size()}) && pump(false);
}

bool Pipeline::finishSending(Sent sent)
{
    m_bytesUnderWay += sent.bytes;
    m_underWay.push_back(sent);
    if (m_underWay.size() == 1)
        startFront();
    return true;
}

void Pipeline::startFront()
{
    m_frontSince = Clock::now();
    m_rows = -1;
    if (!m_underWay.empty() && !m_underWay.front().isSync && !m_failure && !m_rejected)
        m_observer.onStarted(m_underWay.front().tag);
}

/// A cancel request still on its way must not hit what the caller does next. A server that does not take it
/// in time has other troubles.
void Pipeline::awaitCancel() const
{
    const Clock::time_point end = Clock::now() + cancelLimit;
    while (m_connection.canceller()->isPending() && Clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

bool Pipeline::drain()
{
    if (!m_pipelining) {
        awaitCancel();
        return !m_stopped;
    }
    if (!m_lost && PQpipelineSync(m_handle) != 1)
        lose(-1);
    if (!m_lost)
        finishSending({-1, true, false, 0});
    while (!m_lost && !m_underWay.empty())
        pump(true);
    if (!m_lost && PQexitPipelineMode(m_handle) != 1)
        lose(-1);
    if (!m_lost)
        PQsetnonblocking(m_handle, 0);
    m_underWay.clear();
    m_bytesUnderWay = 0;
    m_pipelining = false;
    awaitCancel();
    return !m_stopped;
}

/// One round of writing and reading; with \a wait until something came. False when stopped.
bool Pipeline::pump(bool wait)
{
    noticeCancel();
    const int flushed = PQflush(m_handle);
    if (flushed < 0) {
        // The server's last words may still be there to read.
        PQconsumeInput(m_handle);
        readResults();
        lose(-1);
        return false;
    }
    if (wait || flushed > 0)
        waitForSocket(flushed > 0);
    if (PQconsumeInput(m_handle) != 1) {
        readResults();
        lose(-1);
        return false;
    }
    return readResults() && !m_stopped;
}

/// Waits one tick at most, for reading and, when there is something left to send, for writing.
bool Pipeline::waitForSocket(bool wantWrite)
{
    pollfd descriptor{PQsocket(m_handle), short(POLLIN | (wantWrite ? POLLOUT : 0)), 0};
    if (poll(&descriptor, 1, int(tick.count())) > 0)
        return true;
    if (!m_underWay.empty() && !m_underWay.front().isSync) {
        const auto elapsed
            = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_frontSince);
        m_observer.onWaiting(m_underWay.front().tag, elapsed);
    }
    return false;
}

/// The request may overtake the statement it is meant for: repeated until the answer is there.
void Pipeline::noticeCancel()
{
    if (!m_cancel.isCancelled())
        return;
    m_stopped = true;
    if (m_underWay.empty() || m_failure || Clock::now() < m_nextCancel)
        return;
    m_connection.canceller()->cancel();
    m_nextCancel = Clock::now() + cancelAgain;
}

bool Pipeline::readResults()
{
    while (!m_underWay.empty() && PQisBusy(m_handle) == 0) {
        PGresult *result = PQgetResult(m_handle);
        if (PQstatus(m_handle) != CONNECTION_OK && !result) {
            lose(m_underWay.front().tag);
            return false;
        }
        if (m_pipelining)
            takeResult(result);
        else
            takeAlone(result);
    }
    return true;
}

/// In pipeline mode each statement answers with a result and a null; a sync with one result only.
void Pipeline::takeResult(PGresult *raw)
{
    const ResultHandle result(raw, &PQclear);
    Sent &front = m_underWay.front();
    if (!result) {
        if (front.answered)
            popFront();
        return;
    }
    if (PQresultStatus(raw) == PGRES_PIPELINE_SYNC) {
        popFront();
        return;
    }
    front.answered = true;
    if (isFailure(raw))
        fail(front.tag, reportOf(raw));
    else if (PQresultStatus(raw) != PGRES_PIPELINE_ABORTED)
        m_rows = affectedRows(raw);
}

/// Outside pipeline mode a text answers with any number of results and a null.
void Pipeline::takeAlone(PGresult *raw)
{
    const ResultHandle result(raw, &PQclear);
    if (!result) {
        popFront();
        return;
    }
    if (isCopy(raw)) {
        leaveCopy(m_handle, raw);
        return;
    }
    if (isFailure(raw)) {
        fail(m_underWay.front().tag, reportOf(raw));
        return;
    }
    m_rows = affectedRows(raw);
    ResultRows answer;
    for (int row = 0; row < PQntuples(raw); ++row) {
        std::vector<std::optional<QString>> values;
        for (int column = 0; column < PQnfields(raw); ++column) {
            values.push_back(PQgetisnull(raw, row, column)
                    ? std::nullopt
                    : std::optional(QString::fromUtf8(PQgetvalue(raw, row, column))));
        }
        answer.rows.push_back(std::move(values));
    }
    m_answer = std::move(answer);
}

void Pipeline::popFront()
{
    const Sent front = m_underWay.front();
    m_underWay.pop_front();
    m_bytesUnderWay -= front.bytes;
    if (!front.isSync && !m_failure && !m_rejected) {
        const std::chrono::duration<double, std::milli> duration = Clock::now() - m_frontSince;
        m_rejected = !m_observer.onFinished(front.tag, duration.count(), m_rows);
        m_stopped = m_stopped || m_rejected;
    }
    startFront();
}

void Pipeline::fail(int tag, const ServerReport &report)
{
    m_stopped = true;
    if (!m_failure)
        m_failure = Failure{tag, report};
}

void Pipeline::lose(int tag)
{
    m_stopped = true;
    m_lost = true;
    if (tag < 0 && !m_underWay.empty())
        tag = m_underWay.front().tag;
    if (!m_failure)
        m_failure = Failure{tag, lostReport(m_handle)};
    m_failure->report.connectionLost = true;
}

bool Pipeline::finishAlone(int tag, bool observed)
{
    m_answer.reset();
    PQsetnonblocking(m_handle, 1);
    m_underWay.push_back({tag, !observed, false, 0});
    startFront();
    while (!m_lost && !m_underWay.empty())
        pump(true);
    m_underWay.clear();
    if (!m_lost)
        PQsetnonblocking(m_handle, 0);
    return !m_stopped;
}

bool Pipeline::sendAlone(const QString &sql, int tag, Protocol protocol)
{
    if (!drain())
        return false;
    noticeCancel();
    if (m_stopped)
        return false;
    const QByteArray text = sql.toUtf8();
    const int sent = protocol == Protocol::Simple
        ? PQsendQuery(m_handle, text.constData())
        : PQsendQueryParams(m_handle, text.constData(), 0, nullptr, nullptr, nullptr, nullptr, 0);
    if (sent != 1) {
        lose(tag);
        return false;
    }
    return finishAlone(tag, true);
}

std::optional<ResultRows> Pipeline::ask(const QString &sql, const QStringList &parameters)
{
    if (!drain())
        return std::nullopt;
    const QByteArray text = sql.toUtf8();
    std::vector<QByteArray> bytes;
    std::vector<const char *> values;
    for (const QString &parameter : parameters)
        bytes.push_back(parameter.toUtf8());
    for (const QByteArray &value : bytes)
        values.push_back(value.constData());
    if (PQsendQueryParams(
            m_handle, text.constData(), int(values.size()), nullptr, values.data(), nullptr, nullptr, 0)
        != 1) {
        lose(-1);
        return std::nullopt;
    }
    if (!finishAlone(-1, false))
        return std::nullopt;
    return m_answer;
}

} // namespace stillroom

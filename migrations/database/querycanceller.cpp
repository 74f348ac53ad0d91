#include "migrations/database/querycanceller.h"

#include <libpq-fe.h>

#include <array>
#include <atomic>
#include <thread>

namespace stillroom
{

/// What PQcancel needs, fetched beforehand: it must not touch the connection itself.
class QueryCanceller::Handle
{
public:
    explicit Handle(PGconn *connection)
        : m_cancel(PQgetCancel(connection))
    {
    }
    ~Handle() { PQfreeCancel(m_cancel); }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;

    void send() const
    {
        if (!m_cancel)
            return;
        std::array<char, 256> reason{};
        PQcancel(m_cancel, reason.data(), int(reason.size()));
    }

    std::atomic_int pending{0};

private:
    PGcancel *m_cancel;
};

QueryCanceller::QueryCanceller(pg_conn *connection)
    : m_handle(std::make_shared<Handle>(connection))
{
}

QueryCanceller::~QueryCanceller() = default;

void QueryCanceller::cancel() const
{
    ++m_handle->pending;
    // PQcancel returns when the server has passed the request on.
    std::thread([handle = m_handle] {
        handle->send();
        --handle->pending;
    }).detach();
}

bool QueryCanceller::isPending() const
{
    return m_handle->pending > 0;
}

} // namespace stillroom

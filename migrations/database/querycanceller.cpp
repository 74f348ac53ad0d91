#include "migrations/database/querycanceller.h"

#include <libpq-fe.h>

#include <array>
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
    std::thread([handle = m_handle] { handle->send(); }).detach();
}

} // namespace stillroom

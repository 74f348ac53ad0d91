#pragma once

#include <memory>

struct pg_conn;

namespace stillroom
{

/// Asks the server to cancel what one connection is doing. Outlives the connection; safe from any thread.
class QueryCanceller
{
public:
    explicit QueryCanceller(pg_conn *connection);
    ~QueryCanceller();
    QueryCanceller(const QueryCanceller &) = delete;
    QueryCanceller &operator=(const QueryCanceller &) = delete;

    /// Sends the request over a connection of its own, on a thread of its own: returns at once even when
    /// the server does not answer. Whether it arrived shows only in the query's result (57014).
    void cancel() const;
    /// True while a request is on its way: it could still hit whatever runs next on the connection.
    bool isPending() const;

private:
    class Handle;
    std::shared_ptr<Handle> m_handle;
};

} // namespace stillroom

#include "migrations/database/poolermode.h"

#include <QLatin1String>

#include <libpq-fe.h>

#include <poll.h>

#include <chrono>
#include <memory>
#include <vector>

namespace stillroom
{

namespace
{

constexpr std::chrono::milliseconds answerPatience{3000};
constexpr auto processQuery = "SELECT pg_catalog.pg_backend_pid()";

using ResultHandle = std::unique_ptr<PGresult, decltype(&PQclear)>;

struct Answer {
    QString text;
    bool ok = false;
};

/// Waits for the whole answer. False when it does not come in time: a full pool lets a client in and keeps
/// it waiting for a server.
bool waitForAnswer(PGconn *handle)
{
    const auto deadline = std::chrono::steady_clock::now() + answerPatience;
    while (PQisBusy(handle)) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        pollfd descriptor{PQsocket(handle), POLLIN, 0};
        if (poll(&descriptor, 1, 50) > 0 && PQconsumeInput(handle) == 0)
            return false;
    }
    return true;
}

/// Without Connection's own transaction around it: here the borders matter.
Answer ask(PGconn *handle, const char *sql)
{
    Answer answer;
    if (PQsendQuery(handle, sql) == 0)
        return answer;
    while (waitForAnswer(handle)) {
        const ResultHandle result(PQgetResult(handle), &PQclear);
        if (!result)
            return answer;
        const ExecStatusType status = PQresultStatus(result.get());
        answer.ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        if (status == PGRES_TUPLES_OK && PQntuples(result.get()) > 0)
            answer.text = QString::fromUtf8(PQgetvalue(result.get(), 0, 0));
    }
    return {};
}

using ConnectionHandle = std::unique_ptr<PGconn, decltype(&PQfinish)>;

/// The same way once more, by libpq alone: Qt's driver would ask the server something while opening, and
/// wait without a limit when the pool is full. Start-up options are what poolers refuse.
ConnectionHandle connectAgain(PGconn *first)
{
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfo(first), &PQconninfoFree);
    std::vector<const char *> names;
    std::vector<const char *> values;
    const auto add = [&](const char *name, const char *value) {
        names.push_back(name);
        values.push_back(value);
    };
    for (const PQconninfoOption *option = options.get(); option && option->keyword; ++option) {
        const QLatin1String keyword(option->keyword);
        if (option->val && *option->val && keyword != QLatin1String("options")
            && keyword != QLatin1String("connect_timeout"))
            add(option->keyword, option->val);
    }
    add("connect_timeout", "3");
    add(nullptr, nullptr);
    return ConnectionHandle(PQconnectdbParams(names.data(), values.data(), 0), &PQfinish);
}

} // namespace

PoolMode readPoolMode(Connection &connection)
{
    const Answer first = ask(connection.handle(), processQuery);
    if (!first.ok)
        return PoolMode::Unknown;
    if (!connection.isPooled() && first.text == QString::number(connection.backendPid()))
        return PoolMode::None;
    const ConnectionHandle second = connectAgain(connection.handle());
    if (!second || PQstatus(second.get()) != CONNECTION_OK)
        return PoolMode::Unknown;
    PQsetNoticeReceiver(
        second.get(), [](void *, const PGresult *) {}, nullptr);
    // Statement pooling refuses a transaction by hanging up.
    if (!ask(second.get(), "BEGIN READ ONLY").ok)
        return PQstatus(second.get()) == CONNECTION_OK ? PoolMode::Unknown : PoolMode::Statement;
    const Answer held = ask(second.get(), processQuery);
    const Answer again = ask(connection.handle(), processQuery);
    if (!held.ok || !again.ok)
        return PoolMode::Unknown;
    return held.text == first.text || again.text != first.text ? PoolMode::Transaction : PoolMode::Session;
}

} // namespace stillroom

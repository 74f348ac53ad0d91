#include "migrations/scripts/evaluator.h"
#include "migrations/scripts/livetables.h"

#include <cstddef>
#include <cstdint>

using namespace stillroom;

namespace
{

/// A database with one table for what scripts ask.
Result<LiveCatalogue> oneTable()
{
    CatalogueTable users;
    users.columns = {{QStringLiteral("id"), false, QStringLiteral("uuid")},
        {QStringLiteral("name"), true, QStringLiteral("character varying(50)")}};
    users.indexes = {{QStringLiteral("ix_users_name"), {QStringLiteral("name")}}};
    LiveCatalogue catalogue;
    catalogue.currentSchema = QStringLiteral("public");
    catalogue.tables[{catalogue.currentSchema, QStringLiteral("users")}] = users;
    return catalogue;
}

void check(const Result<EvaluatedBody> &body)
{
    if (!body)
        return;
    if (!body->native() && !body->operations.empty())
        __builtin_trap();
    for (const Operation &operation : body->operations)
        (void)compile(operation);
}

} // namespace

// Any bytes, parsed and then evaluated in both directions, with and without a database to ask: no crash, no
// hang, and either operations or reasons, never both.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString path = QStringLiteral("rev.py");
    check(evaluateScript(bytes, path, Direction::Downgrade));
    check(evaluateScript(bytes, path, Direction::Upgrade, {.offline = true}));
    LiveTables live(oneTable);
    check(evaluateScript(bytes, path, Direction::Upgrade, {}, &live));
    return 0;
}

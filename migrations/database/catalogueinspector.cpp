#include "migrations/database/catalogueinspector.h"

#include "migrations/database/cataloguequeries.h"
#include "migrations/database/inspection.h"

namespace stillroom
{

namespace
{

/// The transaction the whole reading happens in.
class Snapshot
{
public:
    explicit Snapshot(Connection &connection)
        : m_connection(connection)
    {
    }
    Status begin()
    {
        return m_connection.runSettings(QStringLiteral(
            "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL search_path = ''; "
            "SET LOCAL extra_float_digits = 3; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = "
            "'postgres'; "
            "SET LOCAL standard_conforming_strings = on; SET LOCAL quote_all_identifiers = off; "
            "SET LOCAL client_encoding = 'UTF8'"));
    }
    ~Snapshot()
    {
        if (m_connection.isOpen())
            (void)m_connection.runSettings(QStringLiteral("ROLLBACK"));
    }

private:
    Connection &m_connection;
};

} // namespace

Result<Schema> readSchema(Connection &connection, const CancelToken &cancel)
{
    // A definition is asked for with a newer snapshot than the list: what was dropped in between is missing
    // ("cache lookup failed", XX000; 42P01, 42704). A second look sees neither.
    for (int attempt = 0;; ++attempt) {
        Snapshot snapshot(connection);
        if (const Status begun = snapshot.begin(); !begun)
            return begun.error();
        Result<Schema> schema = Inspection(connection, cancel).run();
        const bool moved = !schema
            && (schema.error().sqlState == u"XX000" || schema.error().sqlState == u"42P01"
                || schema.error().sqlState == u"42704");
        if (!moved || attempt == 2)
            return schema;
    }
}

Result<std::vector<TableSize>> readTableSizes(Connection &connection)
{
    const Result<ResultRows> rows = connection.query(catalogue::tableSizes());
    if (!rows)
        return rows.error();
    std::vector<TableSize> sizes;
    for (size_t row = 0; row < rows->rows.size(); ++row) {
        sizes.push_back({ObjectId(ObjectKind::Table, rows->text(row, 0), {}, rows->text(row, 1)),
            rows->text(row, 2).toLongLong(), rows->text(row, 3).toLongLong()});
    }
    return sizes;
}

} // namespace stillroom

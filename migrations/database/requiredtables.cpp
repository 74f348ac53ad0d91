#include "migrations/database/requiredtables.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace stillroom
{

namespace
{

/// Always at least one row, so that the schema is told for an empty list too.
QString lookup()
{
    return QStringLiteral(
        "SELECT pg_catalog.current_schema(), pg_catalog.pg_is_in_recovery(), n.name, "
        "EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s ON s.oid = "
        "c.relnamespace "
        "WHERE s.nspname = pg_catalog.current_schema() AND c.relname = n.name AND c.relkind IN ('r', 'p')), "
        "(SELECT pg_catalog.string_agg(CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view "
        "' "
        "WHEN 'f' THEN 'foreign table ' ELSE 'table ' END || s.nspname || '.' || c.relname, "
        "E'\\n' ORDER BY s.nspname, c.relname) "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace "
        "WHERE pg_catalog.lower(c.relname) = pg_catalog.lower(n.name) AND c.relkind IN ('r', 'p', 'v', 'm', "
        "'f') "
        "AND s.nspname <> 'information_schema' AND s.nspname !~ '^pg_' "
        "AND NOT (s.nspname IS NOT DISTINCT FROM pg_catalog.current_schema() AND c.relname = n.name "
        "AND c.relkind IN ('r', 'p'))) "
        "FROM (SELECT 1) one LEFT JOIN pg_catalog.json_array_elements_text($1::pg_catalog.json) "
        "WITH ORDINALITY AS n(name, number) ON true ORDER BY n.number");
}

} // namespace

QStringList RequiredTableState::missing() const
{
    QStringList names;
    for (const TablePresence &table : tables) {
        if (!table.present)
            names += table.name;
    }
    return names;
}

Result<RequiredTableState> readRequiredTables(Connection &connection, const QStringList &names)
{
    const QString json
        = QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(names)).toJson(QJsonDocument::Compact));
    const Result<ResultRows> rows = connection.query(lookup(), {json});
    if (!rows)
        return rows.error();
    RequiredTableState state;
    for (size_t row = 0; row < rows->rows.size(); ++row) {
        state.schema = rows->text(row, 0);
        state.standby = rows->text(row, 1) == u"t";
        if (!rows->rows[row][2])
            continue;
        state.tables.push_back({rows->text(row, 2), rows->text(row, 3) == u"t",
            rows->text(row, 4).split(u'\n', Qt::SkipEmptyParts)});
    }
    return state;
}

} // namespace stillroom

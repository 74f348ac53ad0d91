#include "migrations/database/livecataloguereader.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace stillroom
{

namespace
{

// Temporary tables of other sessions are in nobody's way; the own ones are visible.
constexpr auto tablesSql
    = u"SELECT n.nspname, c.relname, c.relkind IN ('r', 'p'), pg_table_is_visible(c.oid), "
      "coalesce((SELECT json_agg(json_build_array(a.attname, NOT a.attnotnull, CASE WHEN t.typtype = 'b' AND "
      "t.typnamespace = 'pg_catalog'::regnamespace THEN format_type(a.atttypid, a.atttypmod) ELSE '' END, "
      "a.atthasdef OR a.attidentity <> '') ORDER BY a.attnum) FROM "
      "pg_attribute a LEFT JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 "
      "AND NOT a.attisdropped), '[]') "
      "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
      "WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', "
      "'information_schema') "
      "AND n.nspname NOT LIKE 'pg_toast%' AND NOT pg_is_other_temp_schema(n.oid)";
constexpr auto constraintsSql
    = u"SELECT n.nspname, c.relname, k.contype, k.conname, "
      "coalesce((SELECT json_agg(a.attname ORDER BY u.place) FROM unnest(k.conkey) WITH ORDINALITY u(num, "
      "place) "
      "JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num), '[]'), "
      "CASE WHEN NOT pg_table_is_visible(k.confrelid) THEN m.nspname ELSE '' END, coalesce(o.relname, ''), "
      "coalesce((SELECT json_agg(a.attname ORDER BY u.place) FROM unnest(k.confkey) WITH ORDINALITY u(num, "
      "place) "
      "JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num), '[]') "
      "FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = "
      "c.relnamespace "
      "LEFT JOIN pg_class o ON o.oid = k.confrelid LEFT JOIN pg_namespace m ON m.oid = o.relnamespace "
      "WHERE k.contype IN ('p', 'f', 'u', 'c') ORDER BY k.conname";
constexpr auto indexesSql
    = u"SELECT n.nspname, c.relname, x.relname, i.indisunique, 0 = ANY (i.indkey), "
      "coalesce((SELECT json_agg(a.attname ORDER BY u.place) FROM unnest(i.indkey) WITH ORDINALITY u(num, "
      "place) "
      "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num WHERE u.place <= i.indnkeyatts), "
      "'[]') "
      "FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid "
      "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisprimary ORDER BY x.relname";

QJsonArray arrayOf(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).array();
}

QStringList textsOf(const QString &json)
{
    QStringList texts;
    for (const QJsonValue &value : arrayOf(json))
        texts += value.toString();
    return texts;
}

void addTable(LiveCatalogue &catalogue, const ResultRows &rows, size_t row)
{
    CatalogueTable table;
    table.isTable = rows.text(row, 2) == u"t";
    table.isVisible = rows.text(row, 3) == u"t";
    for (const QJsonValue &column : arrayOf(rows.text(row, 4))) {
        const QJsonArray facts = column.toArray();
        table.columns.push_back(
            {facts[0].toString(), facts[1].toBool(), facts[2].toString(), facts[3].toBool()});
    }
    catalogue.tables[{rows.text(row, 0), rows.text(row, 1)}] = std::move(table);
}

void addConstraint(CatalogueTable &table, const ResultRows &rows, size_t row)
{
    const QString kind = rows.text(row, 2);
    CatalogueObject constraint{rows.text(row, 3), textsOf(rows.text(row, 4))};
    constraint.referredSchema = rows.text(row, 5);
    constraint.referredTable = rows.text(row, 6);
    constraint.referredColumns = textsOf(rows.text(row, 7));
    if (kind == u"p")
        table.primaryKey = std::move(constraint);
    else
        (kind == u"f"          ? table.foreignKeys
                : kind == u"u" ? table.uniques
                               : table.checks)
            .push_back(std::move(constraint));
}

void addIndex(CatalogueTable &table, const ResultRows &rows, size_t row)
{
    CatalogueObject index{rows.text(row, 2), textsOf(rows.text(row, 5))};
    index.unique = rows.text(row, 3) == u"t";
    index.hasExpressions = rows.text(row, 4) == u"t";
    table.indexes.push_back(std::move(index));
}

template<typename Add>
Status addToTables(Connection &connection, const char16_t *sql, LiveCatalogue &catalogue, Add add)
{
    const Result<ResultRows> rows = connection.query(QString::fromUtf16(sql));
    if (!rows)
        return rows.error();
    for (size_t row = 0; row < rows->rows.size(); ++row) {
        const auto table = catalogue.tables.find({rows->text(row, 0), rows->text(row, 1)});
        if (table != catalogue.tables.end())
            add(table->second, *rows, row);
    }
    return Done{};
}

} // namespace

Result<LiveCatalogue> readLiveCatalogue(Connection &connection)
{
    LiveCatalogue catalogue;
    catalogue.readAt = QDateTime::currentDateTime();
    const Result<ResultRows> schema = connection.query(QStringLiteral("SELECT current_schema()"));
    const Result<ResultRows> tables = schema ? connection.query(QString::fromUtf16(tablesSql)) : schema;
    if (!tables)
        return tables.error();
    for (size_t row = 0; row < tables->rows.size(); ++row)
        addTable(catalogue, *tables, row);
    catalogue.currentSchema = schema->rows.empty() ? QString() : schema->text(0, 0);
    Status added = addToTables(connection, constraintsSql, catalogue, addConstraint);
    if (added)
        added = addToTables(connection, indexesSql, catalogue, addIndex);
    if (!added)
        return added.error();
    return catalogue;
}

} // namespace stillroom

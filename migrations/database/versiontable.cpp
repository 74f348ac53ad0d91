#include "migrations/database/versiontable.h"

#include "migrations/sql/quoting.h"

namespace stillroom
{

QString versionTableLookup()
{
    return QStringLiteral(
        "SELECT c.oid, n.nspname, "
        "(SELECT a.atttypmod - 4 FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid "
        "AND a.attname = 'version_num' AND a.atttypmod > 4 "
        "AND a.atttypid IN ('pg_catalog.varchar'::pg_catalog.regtype, "
        "'pg_catalog.bpchar'::pg_catalog.regtype)) AS width "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relname = $2::text AND c.relkind IN ('r', 'p', 'f', 'v', 'm') "
        "AND CASE WHEN coalesce($1::text, '') = '' THEN pg_catalog.pg_table_is_visible(c.oid) "
        "ELSE n.nspname = $1::text END LIMIT 1");
}

Result<std::vector<RevisionId>> readVersionRows(
    Connection &connection, const QString &schema, const QString &table)
{
    const Result<ResultRows> rows = connection.query(
        QStringLiteral("SELECT version_num::pg_catalog.text FROM ") + quoteQualified(schema, table));
    if (!rows)
        return rows.error();
    std::vector<RevisionId> ids;
    for (size_t row = 0; row < rows->rows.size(); ++row)
        ids.emplace_back(rows->text(row, 0));
    return ids;
}

Result<VersionTableFacts> readVersionTable(Connection &connection, const VersionTableName &name)
{
    const QString sql
        = QStringLiteral("SELECT v.oid, coalesce(v.nspname, nullif($1::text, ''), "
                         "pg_catalog.current_schema()), v.width FROM (SELECT 1) one LEFT JOIN (")
        + versionTableLookup() + QStringLiteral(") v ON true");
    const Result<ResultRows> found = connection.query(sql, {name.schema, name.table});
    if (!found)
        return found.error();
    VersionTableFacts facts;
    facts.exists = found->rows[0][0].has_value();
    facts.schema = found->text(0, 1);
    if (found->rows[0][2])
        facts.columnWidth = found->text(0, 2).toInt();
    if (!facts.exists)
        return facts;
    Result<std::vector<RevisionId>> rows = readVersionRows(connection, facts.schema, name.table);
    if (!rows)
        return rows.error();
    facts.rows = std::move(*rows);
    return facts;
}

} // namespace stillroom

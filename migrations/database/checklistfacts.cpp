#include "migrations/database/checklistfacts.h"

#include "migrations/database/statereader.h"
#include "migrations/sql/splitter.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace stillroom
{

namespace
{

QString factsQuery()
{
    return QStringLiteral(
        "SELECT pg_catalog.current_setting('search_path'), "
        "coalesce(pg_catalog.has_schema_privilege(pg_catalog.current_schema(), 'CREATE'), false), "
        "(SELECT pg_catalog.string_agg(c.relname, E'\\n' ORDER BY c.relname) FROM pg_catalog.pg_class c "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = pg_catalog.current_schema() AND c.relkind IN ('r', 'p') "
        "AND c.relname IN (SELECT pg_catalog.json_array_elements_text($1::pg_catalog.json)) "
        "AND NOT pg_catalog.pg_has_role(c.relowner, 'USAGE')), "
        "(SELECT pg_catalog.string_agg(n.nspname || '.' || i.relname || ' on ' || t.relname, E'\\n' "
        "ORDER BY n.nspname, i.relname) FROM pg_catalog.pg_index x "
        "JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid JOIN pg_catalog.pg_class t ON t.oid = x.indrelid "
        "JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace "
        "WHERE NOT x.indisvalid AND i.relkind = 'i' AND n.nspname !~ '^pg_'), "
        "(SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = pg_catalog.current_database() "
        "AND state LIKE 'idle in transaction%' AND pid <> pg_catalog.pg_backend_pid()), "
        "(SELECT pg_catalog.string_agg(n.nspname || '.' || c.relname, E'\\n' ORDER BY n.nspname) "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relname = $3::text AND c.relkind IN ('r', 'p')), "
        "(SELECT coalesce(pg_catalog.bool_and(pg_catalog.has_table_privilege(c.oid, p.name)), true) "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS p(name) "
        "WHERE c.relname = $3::text AND c.relkind IN ('r', 'p') "
        "AND CASE WHEN $2::text = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $2::text "
        "END)");
}

QStringList lines(const ResultRows &rows, size_t column)
{
    return rows.text(0, column).split(u'\n', Qt::SkipEmptyParts);
}

QString rowText(const ResultRows &rows, size_t row)
{
    QStringList values;
    for (size_t column = 0; column < size_t(rows.columns.size()); ++column)
        values += rows.columns[qsizetype(column)] + u'='
            + rows.rows[row][column].value_or(QStringLiteral("NULL")).left(80);
    return values.join(u' ');
}

} // namespace

Result<ChecklistFacts> readChecklistFacts(
    Connection &connection, const VersionTableName &versionTable, const QStringList &requiredTables)
{
    ChecklistFacts facts;
    Result<DatabaseState> state = readDatabaseState(connection, versionTable);
    if (!state)
        return state.error();
    facts.state = std::move(*state);
    Result<RequiredTableState> tables = readRequiredTables(connection, requiredTables);
    if (!tables)
        return tables.error();
    facts.tables = std::move(*tables);
    const QString names = QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(requiredTables)).toJson(QJsonDocument::Compact));
    const QString schema = versionTable.schema.isEmpty() ? QStringLiteral("") : versionTable.schema;
    const Result<ResultRows> rows = connection.query(factsQuery(), {names, schema, versionTable.table});
    if (!rows)
        return rows.error();
    facts.pooled = connection.isPooled();
    facts.searchPath = rows->text(0, 0);
    facts.mayCreateInSchema = rows->text(0, 1) == u"t";
    facts.notOwned = lines(*rows, 2);
    facts.invalidIndexes = lines(*rows, 3);
    facts.idleInTransaction = rows->text(0, 4).toInt();
    facts.versionTables = lines(*rows, 5);
    facts.maySelectVersion = rows->text(0, 6) == u"t";
    Result<DefaultDataFacts> data = readDefaultDataFacts(connection, requiredTables);
    if (!data)
        return data.error();
    facts.data = std::move(*data);
    return facts;
}

Result<QueryCheck> runQueryCheck(Connection &connection, const QString &sql, int limitMs)
{
    const Result<SplitSql> split = splitSql(sql);
    if (!split)
        return split.error();
    if (split->pieces.size() != 1) {
        return Error{ErrorKind::Database,
            QStringLiteral("a verification script is one query; this one holds %1 statements")
                .arg(split->pieces.size())};
    }
    if (const Result<ResultRows> begun = connection.query(QStringLiteral("BEGIN READ ONLY")); !begun)
        return begun.error();
    (void)connection.query(QStringLiteral("SET LOCAL statement_timeout = %1").arg(limitMs));
    const Result<ResultRows> rows = connection.query(split->pieces.front().sql);
    (void)connection.query(QStringLiteral("ROLLBACK"));
    if (!rows)
        return rows.error();
    QueryCheck check;
    const size_t count = rows->rows.size();
    const bool isTrue = count == 1 && rows->columns.size() == 1 && rows->text(0, 0) == u"t";
    check.holds = count == 0 || isTrue;
    if (!check.holds) {
        check.evidence
            = QStringLiteral("%1 %2, the first: %3")
                  .arg(count)
                  .arg(count == 1 ? QStringLiteral("row") : QStringLiteral("rows"), rowText(*rows, 0));
    }
    return check;
}

} // namespace stillroom

#include "migrations/database/livefactsreader.h"

#include <optional>

namespace stillroom
{

namespace
{

// to_regclass() reads the catalogue alone and is null for a name that is not there. Names come from the
// grammar, so they are names.
constexpr auto liveTablesSql
    = u"SELECT asked.name, n.nspname || '.' || c.relname, "
      "CASE WHEN c.reltuples >= 0 THEN c.reltuples::bigint ELSE s.n_live_tup END, "
      "CASE WHEN c.relpages > 0 OR c.reltuples = 0 THEN c.relpages::bigint * b.size END, "
      "CASE WHEN c.relpages > 0 OR c.reltuples = 0 THEN (c.relpages + coalesce((SELECT sum(ic.relpages) "
      "FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = c.oid), 0))::bigint * "
      "b.size END "
      "FROM unnest($1::text[]) AS asked(name) JOIN pg_class c ON c.oid = to_regclass(asked.name) "
      "JOIN pg_namespace n ON n.oid = c.relnamespace "
      "CROSS JOIN (SELECT current_setting('block_size')::bigint AS size) b "
      "LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid "
      "WHERE c.relkind IN ('r', 'p', 'm')";
constexpr auto columnsSql
    = u"SELECT asked.name, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull "
      "FROM unnest($1::text[]) AS asked(name) JOIN pg_attribute a ON a.attrelid = to_regclass(asked.name) "
      "WHERE a.attnum > 0 AND NOT a.attisdropped ORDER BY asked.name, a.attnum";
constexpr auto liveConstraintsSql
    = u"SELECT asked.name, k.conname, k.contype, "
      "coalesce((SELECT CASE WHEN pg_table_is_visible(o.oid) THEN o.relname ELSE m.nspname || '.' || "
      "o.relname END "
      "FROM pg_class o JOIN pg_namespace m ON m.oid = o.relnamespace WHERE o.oid = k.confrelid), ''), "
      "k.convalidated, pg_get_constraintdef(k.oid) "
      "FROM unnest($1::text[]) AS asked(name) JOIN pg_constraint k ON k.conrelid = to_regclass(asked.name) "
      "ORDER BY asked.name, k.conname";
constexpr auto liveIndexesSql
    = u"SELECT DISTINCT coalesce(byname.name, x.relname), "
      "CASE WHEN pg_table_is_visible(t.oid) THEN t.relname ELSE n.nspname || '.' || t.relname END, "
      "i.indisvalid, array_to_string(ARRAY(SELECT a.attname FROM pg_attribute a "
      "WHERE a.attrelid = i.indrelid AND a.attnum > 0 AND a.attnum = ANY (i.indkey)), E'\t') "
      "FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid "
      "JOIN pg_namespace n ON n.oid = t.relnamespace "
      "LEFT JOIN unnest($2::text[]) AS byname(name) ON to_regclass(byname.name) = x.oid "
      "WHERE byname.name IS NOT NULL OR i.indrelid IN (SELECT to_regclass(name) FROM unnest($1::text[]) AS "
      "asked(name)) "
      "ORDER BY 1";
constexpr auto domainsSql = u"SELECT asked.name FROM unnest($1::text[]) AS asked(name) JOIN pg_type t ON "
                            u"t.oid = to_regtype(asked.name) "
                            "WHERE t.typtype = 'd' AND (t.typnotnull OR EXISTS (SELECT 1 FROM pg_constraint "
                            "k WHERE k.contypid = t.oid))";

/// {"a","b"}: a text array for a parameter.
QString arrayText(const QStringList &texts)
{
    QStringList quoted;
    for (QString text : texts) {
        text.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\""));
        quoted << u'"' + text + u'"';
    }
    return u'{' + quoted.join(u',') + u'}';
}

std::optional<qint64> number(const std::optional<QString> &text)
{
    return text ? std::optional(text->toLongLong()) : std::nullopt;
}

bool isTrue(const ResultRows &rows, std::size_t row, std::size_t column)
{
    return rows.text(row, column) == u"t";
}

/// Reads one query and hands on each of its rows.
template<typename Take>
Status eachRow(Connection &connection, const char16_t *sql, const QStringList &parameters, Take take)
{
    const Result<ResultRows> rows = connection.query(QString::fromUtf16(sql), parameters);
    if (!rows)
        return rows.error();
    for (std::size_t i = 0; i < rows->rows.size(); ++i)
        take(*rows, i);
    return Done{};
}

Status readTables(Connection &connection, const QString &names, LiveFacts &facts)
{
    Status status = eachRow(connection, liveTablesSql, {names}, [&](const ResultRows &rows, std::size_t i) {
        facts.tables.insert(rows.text(i, 0),
            {rows.text(i, 1), number(rows.rows[i][2]), number(rows.rows[i][3]), number(rows.rows[i][4])});
    });
    if (!status)
        return status;
    status = eachRow(connection, columnsSql, {names}, [&](const ResultRows &rows, std::size_t i) {
        if (const auto table = facts.tables.find(rows.text(i, 0)); table != facts.tables.end())
            table->columns.push_back({rows.text(i, 1), rows.text(i, 2), isTrue(rows, i, 3)});
    });
    if (!status)
        return status;
    return eachRow(connection, liveConstraintsSql, {names}, [&](const ResultRows &rows, std::size_t i) {
        if (const auto table = facts.tables.find(rows.text(i, 0)); table != facts.tables.end())
            table->constraints.push_back({rows.text(i, 1), rows.text(i, 2).at(0), rows.text(i, 3),
                isTrue(rows, i, 4), rows.text(i, 5)});
    });
}

} // namespace

Result<LiveFacts> readLiveFacts(Connection &connection, const LintedObjects &objects)
{
    LiveFacts facts;
    facts.serverVersion = connection.serverVersion();
    const Result<ResultRows> zone = connection.query(QStringLiteral("SELECT current_setting('TimeZone')"));
    if (!zone)
        return zone.error();
    facts.timeZone = zone->text(0, 0);
    const QString names = arrayText(objects.tables);
    if (const Status status = readTables(connection, names, facts); !status)
        return status.error();
    const Status indexes = eachRow(connection, liveIndexesSql, {names, arrayText(objects.indexes)},
        [&](const ResultRows &rows, std::size_t i) {
            facts.indexes.push_back({rows.text(i, 0), rows.text(i, 1), isTrue(rows, i, 2),
                rows.text(i, 3).split(u'\t', Qt::SkipEmptyParts)});
        });
    if (!indexes)
        return indexes.error();
    const Status domains = eachRow(connection, domainsSql, {arrayText(objects.types)},
        [&](const ResultRows &rows, std::size_t i) { facts.constrainedDomains << rows.text(i, 0); });
    if (!domains)
        return domains.error();
    return facts;
}

} // namespace stillroom

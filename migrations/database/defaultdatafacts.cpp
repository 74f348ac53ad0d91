#include "migrations/database/defaultdatafacts.h"

#include "migrations/sql/quoting.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace stillroom
{

namespace
{

constexpr int mostRows = 1000; ///< counted of a table: default data is a handful

/// One row a required table of the current schema: what its columns and keys allow to ask.
QString catalogueQuery()
{
    return QStringLiteral(
        "WITH asked AS (SELECT name, position FROM "
        "pg_catalog.json_array_elements_text($1::pg_catalog.json) WITH ORDINALITY AS a(name, position)), "
        "found AS (SELECT c.oid, a.name, a.position FROM asked a JOIN pg_catalog.pg_class c "
        "ON c.relname = a.name JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = pg_catalog.current_schema() AND c.relkind IN ('r', 'p') "
        "AND pg_catalog.has_table_privilege(c.oid, 'SELECT')), "
        "users AS (SELECT oid FROM found WHERE position = 1) "
        "SELECT f.name, "
        "EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k JOIN users u ON k.confrelid = u.oid "
        "WHERE k.conrelid = f.oid AND k.contype = 'f' AND f.oid <> u.oid), "
        "EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k JOIN users u ON k.conrelid = u.oid "
        "WHERE k.confrelid = f.oid AND k.contype = 'f' AND f.oid <> u.oid), "
        "EXISTS (SELECT 1 FROM pg_catalog.pg_attribute t WHERE t.attrelid = f.oid AND t.attname = 'name' "
        "AND NOT t.attisdropped AND t.atttypid IN ('pg_catalog.text'::pg_catalog.regtype, "
        "'pg_catalog.varchar'::pg_catalog.regtype)), "
        "(SELECT t.attname FROM pg_catalog.pg_attribute t WHERE t.attrelid = f.oid AND NOT t.attisdropped "
        "AND t.attnum > 0 AND t.atttypid = 'pg_catalog.bool'::pg_catalog.regtype AND t.attname ~* 'password' "
        "AND t.attname ~* 'must|change|reset' ORDER BY t.attnum LIMIT 1), "
        "(SELECT t.attname FROM pg_catalog.pg_attribute t WHERE t.attrelid = f.oid AND NOT t.attisdropped "
        "AND t.attnum > 0 AND t.atttypid IN ('pg_catalog.timestamp'::pg_catalog.regtype, "
        "'pg_catalog.timestamptz'::pg_catalog.regtype) AND t.attname ~* '^creat' ORDER BY t.attnum LIMIT 1) "
        "FROM found f WHERE EXISTS (SELECT 1 FROM users) ORDER BY f.position");
}

/// Counts of one table; of the users table also those who must change their password.
QString countQuery(const ResultRows &catalogue, size_t row)
{
    const QString table = QStringLiteral("(SELECT * FROM %1 LIMIT %2) AS t")
                              .arg(quoteIdentifier(catalogue.text(row, 0)))
                              .arg(mostRows + 1);
    const bool named = catalogue.text(row, 3) == u"t";
    const QString must = row == 0 ? catalogue.text(row, 4) : QString();
    const QString created = must.isEmpty() ? QString() : catalogue.text(row, 5);
    const QString none = QStringLiteral("0");
    const QString roles = named
        ? QStringLiteral("count(*) FILTER (WHERE t.name ~* '(admin|administrator|manager|employee)$')")
        : none;
    const QString repeated = named ? QStringLiteral("count(t.name) - count(DISTINCT t.name)") : none;
    const QString changing
        = must.isEmpty() ? none : QStringLiteral("count(*) FILTER (WHERE t.%1)").arg(quoteIdentifier(must));
    const QString old = created.isEmpty()
        ? none
        : QStringLiteral("count(*) FILTER (WHERE t.%1 AND t.%2 < pg_catalog.now() - interval '7 days')")
              .arg(quoteIdentifier(must), quoteIdentifier(created));
    return QStringLiteral("SELECT %1, count(*), %2, %3, %4, %5 FROM %6")
        .arg(row)
        .arg(roles, repeated, changing, old, table);
}

} // namespace

Result<DefaultDataFacts> readDefaultDataFacts(Connection &connection, const QStringList &requiredTables)
{
    DefaultDataFacts facts;
    const QString names = QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(requiredTables)).toJson(QJsonDocument::Compact));
    const Result<ResultRows> catalogue = connection.query(catalogueQuery(), {names});
    if (!catalogue)
        return catalogue.error();
    if (catalogue->rows.empty())
        return facts;
    QStringList queries;
    for (size_t row = 0; row < catalogue->rows.size(); ++row)
        queries += countQuery(*catalogue, row);
    const Result<ResultRows> counts
        = connection.query(queries.join(QStringLiteral(" UNION ALL ")) + QStringLiteral(" ORDER BY 1"));
    if (!counts)
        return counts.error();
    for (size_t row = 0; row < catalogue->rows.size() && row < counts->rows.size(); ++row) {
        const qint64 rows = counts->text(row, 1).toLongLong();
        facts.tables.push_back({catalogue->text(row, 0), std::min<qint64>(rows, mostRows), rows > mostRows,
            catalogue->text(row, 1) == u"t", catalogue->text(row, 2) == u"t",
            counts->text(row, 2).toLongLong(), rows > mostRows ? 0 : counts->text(row, 3).toLongLong()});
    }
    facts.mustChangeColumn = catalogue->text(0, 4);
    facts.mustChange = counts->text(0, 4).toLongLong();
    facts.mustChangeOld = counts->text(0, 5).toLongLong();
    return facts;
}

} // namespace stillroom

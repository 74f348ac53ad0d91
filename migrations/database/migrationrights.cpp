#include "migrations/database/migrationrights.h"

#include "migrations/database/connectionparts.h"
#include "migrations/database/versiontable.h"

#include <QLatin1String>

#include <libpq-fe.h>

namespace stillroom
{

namespace
{

constexpr int namesShown = 5;

/// $1 schema or '', $2 table of the version table. A superuser passes every check of the server's own.
QString rightsQuery()
{
    return QStringLiteral("WITH v AS (") + versionTableLookup()
        + QStringLiteral(
            "), place AS (SELECT s.oid, s.nspname FROM pg_catalog.pg_namespace s WHERE s.nspname = "
            "coalesce((SELECT v.nspname FROM v), nullif($1::text, ''), pg_catalog.current_schema())), "
            "t AS (SELECT c.relname, pg_catalog.pg_has_role(c.relowner, 'USAGE') AS mine "
            "FROM pg_catalog.pg_class c JOIN place ON place.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'p') AND c.oid IS DISTINCT FROM (SELECT v.oid FROM v) "
            "AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.objid = c.oid "
            "AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'e')) "
            "SELECT current_user, "
            "coalesce((SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user), false), "
            "(SELECT place.nspname FROM place), "
            "coalesce((SELECT pg_catalog.has_schema_privilege(place.oid, 'CREATE') FROM place), false), "
            "pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'), "
            "EXISTS (SELECT 1 FROM v), "
            "coalesce((SELECT pg_catalog.has_table_privilege(v.oid, 'SELECT') AND "
            "pg_catalog.has_schema_privilege(v.nspname, 'USAGE') FROM v), true), "
            "coalesce((SELECT pg_catalog.has_table_privilege(v.oid, 'INSERT') AND "
            "pg_catalog.has_table_privilege(v.oid, 'UPDATE') AND "
            "pg_catalog.has_table_privilege(v.oid, 'DELETE') FROM v), true), "
            "(SELECT count(*) FROM t), (SELECT count(*) FROM t WHERE NOT mine), "
            "(SELECT pg_catalog.string_agg(f.relname, E'\\n' ORDER BY f.relname) FROM "
            "(SELECT t.relname FROM t WHERE NOT mine ORDER BY t.relname LIMIT %1) f)")
              .arg(namesShown);
}

bool isTrue(const ResultRows &rows, size_t column)
{
    return rows.text(0, column) == u"t";
}

} // namespace

QString poolModeName(PoolMode mode)
{
    switch (mode) {
    case PoolMode::Session:
        return QStringLiteral("session");
    case PoolMode::Transaction:
        return QStringLiteral("transaction");
    case PoolMode::Statement:
        return QStringLiteral("statement");
    case PoolMode::None:
    case PoolMode::Unknown:
        break;
    }
    return {};
}

Result<MigrationRights> readMigrationRights(Connection &connection, const VersionTableName &versionTable)
{
    const Result<ResultRows> rows
        = connection.query(rightsQuery(), {versionTable.schema, versionTable.table});
    if (!rows)
        return rows.error();
    MigrationRights rights;
    rights.role = rows->text(0, 0);
    rights.superuser = isTrue(*rows, 1);
    rights.schema = rows->text(0, 2);
    rights.createInSchema = isTrue(*rows, 3);
    rights.createInDatabase = isTrue(*rows, 4);
    VersionTableName shown = versionTable;
    if (shown.schema.isEmpty())
        shown.schema = rights.schema;
    rights.versionTable = shown.displayName();
    rights.versionTableExists = isTrue(*rows, 5);
    rights.readVersionTable = isTrue(*rows, 6);
    rights.writeVersionTable = isTrue(*rows, 7);
    rights.tables = rows->text(0, 8).toInt();
    rights.foreignTables = rows->text(0, 9).toInt();
    rights.foreignNames = rows->text(0, 10).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    return rights;
}

SessionFacts sessionFacts(const Connection &connection)
{
    SessionFacts facts;
    PGconn *handle = connection.handle();
    facts.unixSocket = QString::fromUtf8(PQhost(handle)).startsWith(QLatin1Char('/'));
    if (!PQsslInUse(handle))
        return facts;
    facts.tlsProtocol = QString::fromUtf8(PQsslAttribute(handle, "protocol"));
    facts.tlsCipher = QString::fromUtf8(PQsslAttribute(handle, "cipher"));
    const auto mode = partOf(connectionParts(connection.settings()), QStringLiteral("sslmode"));
    facts.hostChecked = mode && mode->value == u"verify-full";
    facts.certificateChecked = mode && (facts.hostChecked || mode->value == u"verify-ca");
    return facts;
}

} // namespace stillroom

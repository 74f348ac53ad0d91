#include "migrations/database/statereader.h"

#include "migrations/database/versiontable.h"

#include <libpq-fe.h>

#include <algorithm>

namespace stillroom
{

namespace
{

/// Tables of users: not the system's, not those an extension brought, not the version table, not the
/// shared journal.
QString stateQuery(bool withSystemIdentifier)
{
    const QString identifier = withSystemIdentifier
        ? QStringLiteral("(SELECT system_identifier FROM pg_catalog.pg_control_system())")
        : QStringLiteral("NULL");
    return QStringLiteral(
               "SELECT pg_catalog.current_setting('server_version'), pg_catalog.pg_is_in_recovery(), "
               "pg_catalog.current_database(), current_user, ")
        + identifier
        + QStringLiteral(
            ", v.oid, v.nspname, v.width, (SELECT count(*) FROM pg_catalog.pg_class t "
            "JOIN pg_catalog.pg_namespace s ON s.oid = t.relnamespace WHERE t.relkind IN ('r', 'p') "
            "AND s.nspname <> 'information_schema' AND s.nspname !~ '^pg_' AND t.oid IS DISTINCT FROM v.oid "
            "AND NOT (s.nspname = 'stillroom' AND t.relname = 'journal') "
            "AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.objid = t.oid "
            "AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'e')) "
            "FROM (SELECT 1) one LEFT JOIN (")
        + versionTableLookup() + QStringLiteral(") v ON true");
}

/// "15.8 (Debian 15.8-1)" -> "15.8"
QString shortVersion(const QString &text)
{
    return text.section(QLatin1Char(' '), 0, 0);
}

bool anyUnknown(const RevisionGraph &graph, const std::vector<RevisionId> &rows)
{
    return std::any_of(rows.begin(), rows.end(), [&](const RevisionId &row) { return !graph.contains(row); });
}

bool anyKnown(const RevisionGraph &graph, const std::vector<RevisionId> &rows)
{
    return std::any_of(rows.begin(), rows.end(), [&](const RevisionId &row) { return graph.contains(row); });
}

} // namespace

Result<DatabaseState> readDatabaseState(Connection &connection, const VersionTableName &versionTable)
{
    const QStringList parameters{versionTable.schema, versionTable.table};
    Result<ResultRows> answer = connection.query(stateQuery(true), parameters);
    // The identifier is a nicety some roles may not read; everything else is needed.
    if (!answer && answer.error().sqlState == u"42501")
        answer = connection.query(stateQuery(false), parameters);
    if (!answer)
        return answer.error();
    DatabaseState state;
    state.server.version = shortVersion(answer->text(0, 0));
    state.server.versionNumber = connection.serverVersion();
    state.server.standby = answer->text(0, 1) == u"t";
    state.server.database = answer->text(0, 2);
    state.server.user = answer->text(0, 3);
    state.server.systemIdentifier = answer->text(0, 4);
    state.server.host = QString::fromUtf8(PQhost(connection.handle()));
    state.server.port = QString::fromUtf8(PQport(connection.handle())).toInt();
    state.versionTableExists = answer->rows[0][5].has_value();
    if (answer->rows[0][7])
        state.versionColumnWidth = answer->text(0, 7).toInt();
    state.tableCount = answer->text(0, 8).toInt();
    if (state.versionTableExists) {
        Result<std::vector<RevisionId>> rows
            = readVersionRows(connection, answer->text(0, 6), versionTable.table);
        if (!rows)
            return rows.error();
        state.rows = std::move(*rows);
    }
    state.measuredAt = QDateTime::currentDateTime();
    return state;
}

SyncState syncStateOf(const RevisionGraph &graph, const DatabaseState &state)
{
    if (state.rows.empty())
        return state.tableCount == 0 ? SyncState::Empty : SyncState::Unversioned;
    if (anyUnknown(graph, state.rows))
        return anyKnown(graph, state.rows) ? SyncState::Diverged : SyncState::Ahead;
    const std::vector<bool> applied = graph.appliedSet(state.rows);
    const std::vector<int> &heads = graph.heads();
    const bool allHeads
        = std::all_of(heads.begin(), heads.end(), [&](int head) { return applied[size_t(head)]; });
    return allHeads ? SyncState::AtHead : SyncState::Behind;
}

SyncState syncStateOf(const Error &error)
{
    return error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::LoginRefused
        ? SyncState::Unreachable
        : SyncState::Unknown;
}

std::vector<RevisionId> unknownRows(const RevisionGraph &graph, const DatabaseState &state)
{
    std::vector<RevisionId> unknown;
    std::copy_if(state.rows.begin(), state.rows.end(), std::back_inserter(unknown),
        [&](const RevisionId &row) { return !graph.contains(row); });
    return unknown;
}

} // namespace stillroom

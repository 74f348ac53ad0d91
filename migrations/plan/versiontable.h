#pragma once

#include "migrations/graph/versionchange.h"
#include "migrations/plan/plan.h"

#include <QString>

#include <vector>

namespace stillroom
{

/// Statements on the version table as `alembic … --sql` prints them for PostgreSQL, without `;`.
QString createVersionTableSql(const VersionTableName &table);
QString insertVersionSql(const VersionTableName &table, const RevisionId &revision);
QString updateVersionSql(const VersionTableName &table, const RevisionId &from, const RevisionId &to);
QString deleteVersionSql(const VersionTableName &table, const RevisionId &revision);
QString purgeVersionSql(const VersionTableName &table);
/// In the order they run: deleted, inserted, updated.
std::vector<QString> versionStatements(const VersionTableName &table, const VersionChange &change);

} // namespace stillroom

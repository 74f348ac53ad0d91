#include "migrations/plan/versiontable.h"

#include "migrations/sql/quoting.h"

namespace stillroom
{
namespace
{

QString idLiteral(const RevisionId &id)
{
    return quoteLiteral(id.text());
}

} // namespace

QString VersionTableName::sqlName() const
{
    return quoteQualified(schema, table);
}

QString VersionTableName::displayName() const
{
    return schema.isEmpty() ? table : schema + u'.' + table;
}

QString createVersionTableSql(const VersionTableName &table)
{
    const QString key = table.primaryKey ? QStringLiteral(", \n    CONSTRAINT %1 PRIMARY KEY (version_num)")
                                               .arg(quoteIdentifier(table.table + QStringLiteral("_pkc")))
                                         : QString();
    return QStringLiteral("CREATE TABLE %1 (\n    version_num VARCHAR(32) NOT NULL%2\n)")
        .arg(table.sqlName(), key);
}

QString insertVersionSql(const VersionTableName &table, const RevisionId &revision)
{
    // SQLAlchemy asks for the primary key back.
    const QString returning
        = table.primaryKey ? QStringLiteral(" RETURNING %1.version_num").arg(table.sqlName()) : QString();
    return QStringLiteral("INSERT INTO %1 (version_num) VALUES (%2)%3")
        .arg(table.sqlName(), idLiteral(revision), returning);
}

QString updateVersionSql(const VersionTableName &table, const RevisionId &from, const RevisionId &to)
{
    return QStringLiteral("UPDATE %1 SET version_num=%2 WHERE %1.version_num = %3")
        .arg(table.sqlName(), idLiteral(to), idLiteral(from));
}

QString deleteVersionSql(const VersionTableName &table, const RevisionId &revision)
{
    return QStringLiteral("DELETE FROM %1 WHERE %1.version_num = %2")
        .arg(table.sqlName(), idLiteral(revision));
}

QString purgeVersionSql(const VersionTableName &table)
{
    return QStringLiteral("DELETE FROM %1").arg(table.sqlName());
}

std::vector<QString> versionStatements(const VersionTableName &table, const VersionChange &change)
{
    std::vector<QString> statements;
    for (const RevisionId &row : change.deleted)
        statements.push_back(deleteVersionSql(table, row));
    for (const RevisionId &row : change.inserted)
        statements.push_back(insertVersionSql(table, row));
    for (const auto &[from, to] : change.updated)
        statements.push_back(updateVersionSql(table, from, to));
    return statements;
}

} // namespace stillroom

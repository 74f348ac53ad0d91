#pragma once

#include "migrations/sql/parsetree.h"
#include "migrations/sql/sqlaction.h"

namespace stillroom
{

/// Collects the actions of the statements of one text.
class ActionReader
{
public:
    explicit ActionReader(std::vector<SqlAction> &actions)
        : m_actions(actions)
    {
    }
    void read(const PgQuery__Node &statement);

private:
    void createTable(const PgQuery__CreateStmt &statement);
    void createIndex(const PgQuery__IndexStmt &statement);
    void drop(const PgQuery__DropStmt &statement);
    void rename(const PgQuery__RenameStmt &statement);
    void alterTable(const PgQuery__AlterTableStmt &statement);
    void alterColumn(const PgQuery__AlterTableCmd &command, const QString &table);
    void addConstraint(const PgQuery__Constraint &constraint, const QString &table);
    void partition(const PgQuery__AlterTableCmd &command, const QString &table);
    void alterEnum(const PgQuery__AlterEnumStmt &statement);
    void alterDomain(const PgQuery__AlterDomainStmt &statement);
    void createDomain(const PgQuery__CreateDomainStmt &statement);
    void truncate(const PgQuery__TruncateStmt &statement);
    void vacuum(const PgQuery__VacuumStmt &statement);
    void reindex(const PgQuery__ReindexStmt &statement);
    void readMaintenance(const PgQuery__Node &node);
    void readData(const PgQuery__Node &node);
    void readSecurity(const PgQuery__Node &node);

    SqlAction &add(SqlActionKind kind, const QString &table = {});
    SqlAction &add(SqlActionKind kind, const PgQuery__RangeVar *table);

    std::vector<SqlAction> &m_actions;
};

/// A type in PostgreSQL's long names, as format_type() prints it: "character varying(40)".
QString typeText(const PgQuery__TypeName &type);
/// A column with what its inline constraints say.
ColumnShape columnShape(const PgQuery__ColumnDef &column);
/// The strings of a list of names.
QStringList nameList(size_t count, PgQuery__Node *const *nodes);

} // namespace stillroom

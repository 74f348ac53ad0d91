#pragma once

#include "migrations/sql/parsetree.h"
#include "migrations/sql/statementfacts.h"

namespace stillroom
{

/// Collects what the statements of one text do. The rules are those of PostgreSQL's manual and source
/// (AlterTableGetLockLevel), checked against pg_locks in the test.
class StatementJudge
{
public:
    explicit StatementJudge(StatementFacts &facts)
        : m_facts(facts)
    {
    }
    void judge(const PgQuery__Node &statement);

private:
    void judgeTableStatement(const PgQuery__Node &node);
    void judgeIndexStatement(const PgQuery__Node &node);
    void judgeMaintenance(const PgQuery__Node &node);
    void judgeDataStatement(const PgQuery__Node &node);
    void judgeOther(const PgQuery__Node &node);

    void createTable(const PgQuery__CreateStmt &statement);
    void createTableAs(const PgQuery__CreateTableAsStmt &statement);
    void createIndex(const PgQuery__IndexStmt &statement);
    void drop(const PgQuery__DropStmt &statement);
    void rename(const PgQuery__RenameStmt &statement);
    void comment(const PgQuery__CommentStmt &statement);
    void copy(const PgQuery__CopyStmt &statement);
    void vacuum(const PgQuery__VacuumStmt &statement);
    void reindex(const PgQuery__ReindexStmt &statement);
    void lockTables(const PgQuery__LockStmt &statement);
    /// Tables a query names, CTE names left out; targets of data-changing parts get the stronger lock.
    void readTables(const ProtobufCMessage &message);
    void lockRows(const PgQuery__SelectStmt &select);

    void alterTable(const PgQuery__AlterTableStmt &statement);
    LockMode alterCommand(const PgQuery__AlterTableCmd &command, const QString &table);
    LockMode storageCommand(const PgQuery__AlterTableCmd &command);
    void addColumn(const PgQuery__ColumnDef &column);
    void addColumnConstraint(const PgQuery__Constraint &constraint, const PgQuery__ColumnDef &column);
    LockMode addConstraint(const PgQuery__Constraint &constraint);
    LockMode partition(const PgQuery__AlterTableCmd &command, const QString &table);

    void claim(const QString &table, LockMode mode);
    void claim(const PgQuery__RangeVar *table, LockMode mode);
    void claimAll(size_t count, PgQuery__Node *const *nodes, LockMode mode);
    void refuseTransaction(const QString &what);
    void setRewrite(std::optional<bool> value);
    void setScan(std::optional<bool> value);

    StatementFacts &m_facts;
};

/// "schema.table" as written, quoted where needed.
QString tableName(const PgQuery__RangeVar &table);
QString qualifiedName(size_t count, PgQuery__Node *const *names);
bool isSerialType(const PgQuery__TypeName &type);
/// Types of the system: not a domain, whose checks would be run over the whole table.
bool isPlainType(const PgQuery__TypeName &type);
/// Whether a default is computed anew for every row, which writes the table anew. Unset: not known.
std::optional<bool> isVolatile(const PgQuery__Node &expression);
/// True for a DefElem list that switches an option on, as `VACUUM (FULL)`.
bool hasOption(size_t count, PgQuery__Node *const *options, const char *name);

} // namespace stillroom

#pragma once

#include "migrations/base/error.h"
#include "migrations/operations/constraint.h"
#include "migrations/operations/tablename.h"

namespace stillroom
{

/// op.create_table. Columns, constraints and indexes are three lists: SQLAlchemy prints them that way.
struct CreateTable {
    TableName table;
    std::vector<Column> columns;
    std::vector<Constraint> constraints{}; ///< in the order in which the script constructed them
    std::vector<Index> indexes{};
    std::optional<QString> keyName{}; ///< of columns marked primary_key, by the naming convention
    std::optional<QString> comment{};
    QStringList prefixes{}; ///< "TEMPORARY", "UNLOGGED"
    bool ifNotExists = false;
    QStringList inherits{};
    QString partitionBy{};
    QString usingMethod{}; ///< postgresql_using (2.0)
    std::optional<bool> withOids{};
    QString onCommit{};
    QString tablespace{};
    bool operator==(const CreateTable &) const = default;
};

struct DropTable {
    TableName table;
    bool ifExists = false;
    std::vector<SqlType> enums{}; ///< types of a sa.Table that drops its own ENUMs; empty for op.drop_table
    bool operator==(const DropTable &) const = default;
};

struct RenameTable {
    TableName table;
    QString newName;
    bool operator==(const RenameTable &) const = default;
};

struct AddColumn {
    TableName table;
    Column column;
    bool ifNotExists = false;
    bool inlineReferences = false;
    bool inlinePrimaryKey = false;
    bool operator==(const AddColumn &) const = default;
};

struct DropColumn {
    TableName table;
    QString column;
    bool ifExists = false;
    bool operator==(const DropColumn &) const = default;
};

/// op.alter_column. An unset optional was not given; `newDefault` set to std::monostate means
/// server_default=None, `newComment` set to an unset string means comment=None.
struct AlterColumn {
    TableName table;
    QString column;
    std::optional<QString> newName{};
    std::optional<SqlType> type{};
    std::optional<bool> nullable{};
    std::optional<ServerDefault> newDefault{};
    std::optional<std::optional<QString>> newComment{};
    std::optional<QString> usingExpression{}; ///< postgresql_using; refused without a type
    std::optional<SqlType> existingType{}; ///< its CHECK is dropped when the type changes
    std::optional<ServerDefault> existingDefault{}; ///< decides between ADD and SET of an identity
    bool operator==(const AlterColumn &) const = default;
};

struct CreateIndex {
    TableName table;
    Index index;
    bool ifNotExists = false;
    bool operator==(const CreateIndex &) const = default;
};

struct DropIndex {
    std::optional<QString> name; ///< unset is refused, as Alembic does
    bool conventional = false; ///< op.f()
    QString schema{};
    bool concurrently = false;
    bool ifExists = false;
    QString table{}; ///< as the script names it: not printed, but locked; empty: not said
    bool operator==(const DropIndex &) const = default;
};

/// op.create_primary_key, create_unique_constraint, create_check_constraint, create_foreign_key,
/// create_exclude_constraint: ALTER TABLE … ADD.
struct AddConstraint {
    TableName table;
    Constraint constraint;
    bool operator==(const AddConstraint &) const = default;
};

struct DropConstraint {
    TableName table;
    std::optional<QString> name; ///< unset is refused, as Alembic does
    bool conventional = false; ///< op.f()
    bool ifExists = false;
    bool cascade = false;
    QString kind{}; ///< by type_=: "pk", "fk", "uq", "ck"; empty: not said
    bool operator==(const DropConstraint &) const = default;
};

/// op.create_table_comment; a comment that is not set, and op.drop_table_comment, print NULL.
struct TableComment {
    TableName table;
    std::optional<QString> comment;
    bool operator==(const TableComment &) const = default;
};

/// op.execute(CreateSequence(Sequence(…))), Sequence.create(bind).
struct CreateSequence {
    QString name;
    QString schema{};
    SequenceOptions options{};
    bool ifNotExists = false; ///< printed as IF NOT EXISTS
    bool checkFirst = false; ///< Sequence.create(checkfirst=True): asks the catalogue online
    bool operator==(const CreateSequence &) const = default;
};

struct DropSequence {
    QString name;
    QString schema{};
    bool ifExists = false;
    bool checkFirst = false;
    bool operator==(const DropSequence &) const = default;
};

/// ENUM(…).create(bind, checkfirst=): offline unconditional, online guarded when `checkFirst`.
struct CreateType {
    SqlType type; ///< Enum or PgEnum with a name
    bool checkFirst = true;
    bool operator==(const CreateType &) const = default;
};

struct DropType {
    SqlType type; ///< Enum or PgEnum with a name
    bool checkFirst = true;
    bool operator==(const DropType &) const = default;
};

/// op.execute(CreateSchema("x")), DropSchema.
struct CreateSchema {
    QString name;
    bool ifNotExists = false;
    bool operator==(const CreateSchema &) const = default;
};

struct DropSchema {
    QString name;
    bool cascade = false;
    bool ifExists = false;
    bool operator==(const DropSchema &) const = default;
};

/// op.execute(str), op.execute(sa.text(…)), bind.execute(…) with its result unused, sa.DDL(…).
struct ExecuteSql {
    TextExpression sql;
    bool ddl = false; ///< sa.DDL: the text is printed as it stands, `:name` means nothing
    bool operator==(const ExecuteSql &) const = default;
};

/// ON CONFLICT of PostgreSQL's insert(): on_conflict_do_nothing(), on_conflict_do_update().
struct ConflictClause {
    QStringList columns{}; ///< index_elements
    QString constraint{}; ///< else the constraint's name
    /// DO UPDATE SET: column and value, in the table's order; empty: DO NOTHING
    std::vector<std::pair<QString, Expression>> updates{};
    std::optional<Expression> where{}; ///< of DO UPDATE
    bool operator==(const ConflictClause &) const = default;
};

/// op.bulk_insert, and op.execute(table.insert().values(…)): one INSERT per row, or a single one.
struct BulkInsert {
    struct Field {
        QString name;
        SqlType type{}; ///< decides how a value prints; Null: by the value
        bool operator==(const Field &) const = default;
    };
    struct Cell {
        QString column;
        Expression value; ///< LiteralExpression for a plain value
        bool operator==(const Cell &) const = default;
    };
    TableName table;
    std::vector<Field> fields; ///< columns of the table object, in its order
    std::vector<std::vector<Cell>> rows;
    bool singleStatement = false; ///< values([{…}, {…}]): one INSERT with several rows
    QStringList returning{}; ///< a sa.Table's primary key that SQLAlchemy fetches; empty for sa.table
    std::optional<ConflictClause> onConflict{};
    bool operator==(const BulkInsert &) const = default;
};

/// op.execute(table.insert().from_select([…], sa.select(…))).
struct InsertSelect {
    TableName table;
    QStringList columns;
    SelectExpression query;
    std::optional<ConflictClause> onConflict{};
    bool operator==(const InsertSelect &) const = default;
};

/// op.execute(table.update().where(…).values(…)).
struct UpdateRows {
    TableName table;
    std::vector<BulkInsert::Field> fields;
    std::vector<BulkInsert::Cell> values;
    std::optional<Expression> where{};
    bool operator==(const UpdateRows &) const = default;
};

/// op.execute(table.delete().where(…)).
struct DeleteRows {
    TableName table;
    std::optional<Expression> where{};
    bool operator==(const DeleteRows &) const = default;
};

using OperationValue
    = std::variant<CreateTable, DropTable, RenameTable, AddColumn, DropColumn, AlterColumn, CreateIndex,
        DropIndex, AddConstraint, DropConstraint, TableComment, CreateSequence, DropSequence, CreateType,
        DropType, CreateSchema, DropSchema, ExecuteSql, BulkInsert, InsertSelect, UpdateRows, DeleteRows>;

/// One thing a script does to the database, and where it says so. Batch operations on PostgreSQL are
/// the same operations.
struct Operation {
    OperationValue value;
    SourcePlace place{}; ///< the call in the script
    bool autocommit = false; ///< inside `with op.get_context().autocommit_block()`
    int autocommitBlock = 0; ///< which of the function's blocks, from 1: tells neighbours apart

    bool operator==(const Operation &) const = default;
};

} // namespace stillroom

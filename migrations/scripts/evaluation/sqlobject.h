#pragma once

#include "migrations/operations/operation.h"
#include "migrations/scripts/evaluation/value.h"

namespace stillroom::evaluation
{

/// sa.Column with what only CREATE TABLE has to know.
struct ColumnObject {
    Column column;
    QString key; ///< the name Python code uses: key=, else the name
    bool unknownDefault = false; ///< default= is something we cannot see: None or not
    bool named = true;
    bool hasOnUpdate = false; ///< onupdate=: joins an UPDATE of a sa.Table
    std::optional<Literal> clientDefault{}; ///< default= that is a plain value: joins an INSERT
};
/// A table constraint before it knows its table.
struct ConstraintObject {
    Constraint constraint;
    int order = 0; ///< when it was made, among all constraints
    bool used = false; ///< a table has it
};
struct IndexObject {
    Index index;
    bool used = false; ///< a table has it
};
struct SequenceObject {
    QString name;
    QString schema;
    SequenceOptions options;
    bool isOptional = false;
};
/// CreateSequence(…), DropSequence(…), CreateSchema(…), sa.DDL(…): what op.execute takes.
struct StatementObject {
    OperationValue value;
};
/// sa.func, sa.func.app: the dots so far.
struct FunctionNamespace {
    QString path;
};
struct ForeignKeyObject {
    InlineForeignKey key;
};
struct MetaDataObject {
    QString schema;
};
/// sa.table, sa.Table and what op.create_table returns.
struct TableObject {
    TableName table;
    std::vector<ColumnObject> columns;
    bool isSchemaTable = false; ///< sa.Table: INSERT and defaults know its primary key
};
/// table.c
struct ColumnsOf {
    std::shared_ptr<SqlObject> table;
};
/// sa.select(…) with what was said so far.
struct SelectObject {
    SelectExpression query;
};
/// table.join(other, condition)
struct JoinObject {
    FromElement element;
};
/// table.insert(), update(), delete() with what was said so far.
struct InsertObject {
    std::shared_ptr<SqlObject> table;
    std::vector<std::vector<BulkInsert::Cell>> rows{}; ///< values(…): one, or several of the same columns
    bool isList = false; ///< values([{…}, {…}])
    std::optional<std::pair<QStringList, SelectExpression>> query{}; ///< from_select(columns, query)
    bool isPostgres = false; ///< insert() of the PostgreSQL dialect, which knows ON CONFLICT
    std::optional<ConflictClause> onConflict{};
};
struct UpdateObject {
    std::shared_ptr<SqlObject> table;
    std::vector<BulkInsert::Cell> cells;
    std::vector<Expression> where;
};
struct DeleteObject {
    std::shared_ptr<SqlObject> table;
    std::vector<Expression> where;
};
/// A value whose Python form has a SQL literal of its own: date, datetime, UUID, Decimal.
struct LiteralObject {
    Literal literal;
};

/// sa.bindparam(…)
struct BindParameterObject {
    TextParameter parameter;
};

/// A type of another database's dialect.
struct ForeignTypeObject {
    QString name;
};

/// A type of the project or a library, whose SQL the project's settings declare.
struct DeclaredTypeObject {
    SqlType type;
};
/// A type class of the script: TypeDecorator with a literal impl, UserDefinedType with a literal name.
struct TypeClassObject {
    QString name;
    bool isDecorator = true; ///< else UserDefinedType
    Value impl{}; ///< decorator: a type or a type class
    Value loadImpl{}; ///< load_dialect_impl(self, dialect), or None
    Value columnSpec{}; ///< get_col_spec(self), or None
    QString refusal{}; ///< why it cannot be used; empty when it can
};

/// A value of SQLAlchemy's.
struct SqlObject {
    std::variant<SqlType, ColumnObject, ConstraintObject, IndexObject, ForeignKeyObject, Expression, Identity,
        Computed, FetchedValue, SequenceObject, StatementObject, FunctionNamespace, MetaDataObject,
        TableObject, ColumnsOf, InsertObject, UpdateObject, DeleteObject, LiteralObject, ForeignTypeObject,
        DeclaredTypeObject, TypeClassObject, SelectObject, JoinObject, BindParameterObject>
        value;
};

template<typename T> Value sqlValue(T object)
{
    return Value(Value::Data(std::make_shared<SqlObject>(SqlObject{std::move(object)})));
}
template<typename T> T *sqlAs(const Value &value)
{
    SqlObject *object = value.sql();
    return object ? std::get_if<T>(&object->value) : nullptr;
}
/// "a column", "a SQL type", …
QString describe(const SqlObject &object);

/// A thing of Alembic's or the connection.
struct ContextObject {
    enum class Kind {
        Batch, ///< batch_op
        Migration, ///< op.get_context()
        Connection, ///< op.get_bind()
        Dialect, ///< bind.dialect
        Autocommit, ///< op.get_context().autocommit_block()
        Globals, ///< globals()
        Inspector, ///< sa.inspect(bind)
        Result, ///< what executing a query gives: unused, or only Python knows it
        Logger,
    };
    Kind kind = Kind::Logger;
    TableName table{}; ///< Batch
    std::vector<Operation> held{}; ///< Batch: until its `with` ends
    bool open = false; ///< Batch: inside its `with`
    QString construct{}; ///< Result: "conn.execute()"
    std::vector<std::pair<QString, Value>> answers{}; ///< Inspector: what it was told, by question

    Value answer(const QString &method, const QString &about) const; ///< None: not asked yet
    Value remember(const QString &method, const QString &about, Value value);
};

Value contextValue(ContextObject object);

} // namespace stillroom::evaluation

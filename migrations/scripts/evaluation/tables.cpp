#include "migrations/scripts/evaluation/dml.h"
#include "migrations/scripts/evaluation/sqlarguments.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

/// The columns of sa.table and sa.Table; constraints do not matter to rows. False when refused.
bool addColumns(CallSite &call, const std::vector<Value> &items, TableObject &table)
{
    QStringList keys;
    for (const Value &item : items) {
        if (const auto *column = sqlAs<ColumnObject>(item)) {
            table.columns.push_back(*column);
            continue;
        }
        const auto *expression = sqlAs<Expression>(item);
        const auto *named = expression ? std::get_if<ColumnExpression>(&expression->node) : nullptr;
        if (named) {
            ColumnObject column;
            column.column.name = named->name;
            column.column.type = named->type;
            column.key = named->name;
            table.columns.push_back(std::move(column));
        } else if (const auto *constraint = sqlAs<ConstraintObject>(item)) {
            if (const auto *key = std::get_if<PrimaryKey>(&constraint->constraint))
                keys += key->columns;
        } else if (!sqlAs<IndexObject>(item)) {
            return !call.wrong(QStringLiteral("a column"), item).isPoison();
        }
    }
    for (size_t i = 0; i < table.columns.size(); ++i) {
        if (columnOf(table, table.columns[i].key) != &table.columns[i]) {
            call.handOver(QStringLiteral("gives a table the column %1 twice").arg(table.columns[i].key));
            return false;
        }
    }
    markKeys(table, keys);
    return true;
}

Value callTableClause(CallSite &call)
{
    static const Signature signature("name, *columns, schema=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    TableObject table;
    const auto name = stringArgument(call, QStringLiteral("name"), bound->at(0));
    const auto schema = nameArgument(call, QStringLiteral("schema"), bound->at(1));
    if (!name || !schema || !addColumns(call, bound->rest, table))
        return Value::poison();
    table.table = {*name, *schema};
    return sqlValue(std::move(table));
}

Value callTable(CallSite &call)
{
    static const Signature signature(
        "name, metadata, *columns, schema=, extend_existing=, info=, comment=, **kw");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    for (const auto &entry : bound->keywords) {
        if (entry.first.startsWith(QLatin1String("autoload")))
            return call.handOver(
                QStringLiteral("reads a table of the live database with %1=").arg(entry.first));
    }
    if (!sqlAs<MetaDataObject>(bound->at(1)))
        return call.wrong(QStringLiteral("metadata"), bound->at(1));
    TableObject table;
    table.isSchemaTable = true;
    const auto name = stringArgument(call, QStringLiteral("name"), bound->at(0));
    const auto schema = nameArgument(call, QStringLiteral("schema"), bound->at(2));
    if (!name || !schema || !dialectKeywords(call, bound->keywords, {})
        || !addColumns(call, bound->rest, table))
        return Value::poison();
    table.table = {*name, *schema};
    return sqlValue(std::move(table));
}

} // namespace

void markKeys(TableObject &table, const QStringList &keys)
{
    for (ColumnObject &column : table.columns)
        column.column.primaryKey = column.column.primaryKey || keys.contains(column.column.name);
}

std::shared_ptr<SqlObject> sharedObject(const Value &value)
{
    const auto *held = std::get_if<std::shared_ptr<SqlObject>>(&value.data());
    return held ? *held : nullptr;
}

const TableObject &tableOf(const std::shared_ptr<SqlObject> &object)
{
    return std::get<TableObject>(object->value);
}

const ColumnObject *columnOf(const TableObject &table, const QString &key)
{
    const auto it = std::find_if(table.columns.begin(), table.columns.end(),
        [&](const ColumnObject &column) { return column.key == key; });
    return it == table.columns.end() ? nullptr : &*it;
}

Expression columnExpression(const TableObject &table, const ColumnObject &column)
{
    return {ColumnExpression{column.column.name, table.table.name, table.table.schema, column.column.type}};
}

std::optional<Value> dmlAttribute(
    Interpreter &interpreter, const Value &object, const QString &name, python::Extent at)
{
    if (const auto *table = sqlAs<TableObject>(object)) {
        if (name == QLatin1String("c") || name == QLatin1String("columns"))
            return sqlValue(ColumnsOf{sharedObject(object)});
        if (name == QLatin1String("name"))
            return Value::string(table->table.name);
        return std::nullopt;
    }
    // The row that was to be inserted, as ON CONFLICT DO UPDATE names it.
    if (const auto *insert = sqlAs<InsertObject>(object);
        insert && insert->isPostgres && name == QLatin1String("excluded")) {
        TableObject excluded = tableOf(insert->table);
        excluded.table = {QStringLiteral("excluded"), {}};
        return sqlValue(ColumnsOf{std::make_shared<SqlObject>(SqlObject{std::move(excluded)})});
    }
    if (sqlAs<ColumnsOf>(object))
        return sqlItem(interpreter, object, Value::string(name), at);
    return std::nullopt;
}

Value sqlItem(Interpreter &interpreter, const Value &object, const Value &index, python::Extent at)
{
    const auto *columns = sqlAs<ColumnsOf>(object);
    if (!columns || !index.string())
        return interpreter.refusals().handOver(
            at, QStringLiteral("takes an item of %1").arg(describe(*object.sql())));
    const TableObject &table = tableOf(columns->table);
    const ColumnObject *column = columnOf(table, *index.string());
    if (!column)
        return interpreter.refusals().raise(
            at, QStringLiteral("AttributeError: the table has no column %1").arg(*index.string()));
    return sqlValue(columnExpression(table, *column));
}

void addTables(CatalogueBuilder &builder)
{
    const char *sql = "sqlalchemy sqlalchemy.sql sqlalchemy.sql.expression";
    builder.function(sql, "table", callTableClause);
    builder.function("sqlalchemy sqlalchemy.schema sqlalchemy.sql.schema", "Table", callTable);
    for (const char *name :
        {"union", "union_all", "alias", "extract", "type_coerce", "lateral", "within_group", "over"})
        builder.refused(
            sql, name, QStringLiteral("builds a query with sa.%1()").arg(QString::fromLatin1(name)));
    builder.refused(
        "sqlalchemy.orm sqlalchemy.orm.session", "Session", QStringLiteral("works through an ORM session"));
    builder.refused("sqlalchemy.orm", "sessionmaker", QStringLiteral("works through an ORM session"));
    for (const char *name : {"declarative_base", "relationship", "backref", "mapped_column"})
        builder.refused("sqlalchemy.orm sqlalchemy.ext.declarative", name,
            QStringLiteral("defines ORM models with %1()").arg(QString::fromLatin1(name)));
    builder.refused("sqlalchemy", "create_engine", QStringLiteral("opens a database of its own"));
}

} // namespace stillroom::evaluation

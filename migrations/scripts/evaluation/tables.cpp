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
        } else if (!sqlAs<ConstraintObject>(item) && !sqlAs<IndexObject>(item)) {
            return !call.wrong(QStringLiteral("a column"), item).isPoison();
        }
    }
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

std::shared_ptr<SqlObject> shared(const Value &value)
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

/// Python-side defaults would join the statement with values only Python has.
const ColumnObject *hiddenDefault(const TableObject &table, const std::vector<BulkInsert::Cell> &cells)
{
    const auto it = std::find_if(table.columns.begin(), table.columns.end(), [&](const ColumnObject &column) {
        const bool fills
            = column.column.hasClientDefault || column.column.hasSequence || column.unknownDefault;
        return fills && std::none_of(cells.begin(), cells.end(), [&](const BulkInsert::Cell &cell) {
            return cell.column == column.column.name;
        });
    });
    return it == table.columns.end() ? nullptr : &*it;
}

std::vector<BulkInsert::Field> fieldsOf(const TableObject &table)
{
    std::vector<BulkInsert::Field> fields;
    for (const ColumnObject &column : table.columns)
        fields.push_back({column.column.name, column.column.type});
    return fields;
}

/// One `name: value` of values(…) or of a row; false when refused.
bool addCell(CallSite &call, const TableObject &table, const Value &key, const Value &value,
    std::vector<BulkInsert::Cell> &out)
{
    const auto name = columnName(call, QStringLiteral("a column"), key);
    if (!name)
        return false;
    const ColumnObject *column = columnOf(table, *name);
    if (!column) {
        call.raise(QStringLiteral("an error: the table %1 has no column %2").arg(table.table.name, *name));
        return false;
    }
    const Value seen = call.interpreter.known(value, call.at);
    if (seen.isPoison())
        return false;
    const bool twice = std::any_of(out.begin(), out.end(),
        [&](const BulkInsert::Cell &cell) { return cell.column == column->column.name; });
    if (twice) {
        call.handOver(QStringLiteral("gives the column %1 two values").arg(*name));
        return false;
    }
    auto expression
        = literalOrExpression(call, QStringLiteral("the value of ") + *name, seen, column->column.type);
    if (!expression)
        return false;
    out.push_back({column->column.name, std::move(*expression)});
    return true;
}

std::optional<std::vector<BulkInsert::Cell>> valuesArgument(CallSite &call, const TableObject &table)
{
    std::vector<BulkInsert::Cell> cells;
    for (const Value &given : call.arguments.positional) {
        if (!given.dict()) {
            call.wrong(QStringLiteral("values"), given);
            return std::nullopt;
        }
        for (const auto &[key, value] : given.dict()->items) {
            if (!addCell(call, table, key, value, cells))
                return std::nullopt;
        }
    }
    for (const auto &[name, value] : call.arguments.keywords) {
        if (!addCell(call, table, Value::string(name), value, cells))
            return std::nullopt;
    }
    return cells;
}

Value startStatement(CallSite &call, const std::shared_ptr<SqlObject> &table, const QString &method)
{
    if (!call.arguments.positional.empty() || !call.arguments.keywords.empty())
        return call.handOver(QStringLiteral("gives %1() arguments").arg(method));
    if (method == QLatin1String("insert"))
        return sqlValue(InsertObject{table, std::nullopt});
    if (method == QLatin1String("update"))
        return sqlValue(UpdateObject{table, {}, {}});
    return sqlValue(DeleteObject{table, {}});
}

Value callStatement(CallSite &call)
{
    static const QStringList methods = QStringLiteral("insert update delete").split(u' ');
    if (call.arguments.positional.empty())
        return call.raise(QStringLiteral("TypeError: no table"));
    const Value table = call.arguments.positional.front();
    if (!sqlAs<TableObject>(table))
        return call.wrong(QStringLiteral("table"), table);
    call.arguments.positional.erase(call.arguments.positional.begin());
    return startStatement(call, shared(table), methods[call.entry->tag]);
}

Value addValues(CallSite &call, const Value &self)
{
    if (const auto *insert = sqlAs<InsertObject>(self)) {
        auto cells = valuesArgument(call, tableOf(insert->table));
        if (!cells || insert->cells)
            return cells ? call.handOver(QStringLiteral("calls values() twice")) : Value::poison();
        return sqlValue(InsertObject{insert->table, std::move(*cells)});
    }
    UpdateObject update = *sqlAs<UpdateObject>(self);
    auto cells = valuesArgument(call, tableOf(update.table));
    if (!cells || !update.cells.empty())
        return cells ? call.handOver(QStringLiteral("calls values() twice")) : Value::poison();
    update.cells = std::move(*cells);
    return sqlValue(std::move(update));
}

Value addCondition(CallSite &call, const Value &self)
{
    static const Signature signature("*conditions");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    std::vector<Expression> conditions;
    for (const Value &condition : bound->rest) {
        const auto *expression = sqlAs<Expression>(condition);
        if (!expression)
            return call.wrong(QStringLiteral("a condition"), condition);
        conditions.push_back(*expression);
    }
    if (const auto *update = sqlAs<UpdateObject>(self)) {
        UpdateObject next = *update;
        next.where.insert(next.where.end(), conditions.begin(), conditions.end());
        return sqlValue(std::move(next));
    }
    DeleteObject next = *sqlAs<DeleteObject>(self);
    next.where.insert(next.where.end(), conditions.begin(), conditions.end());
    return sqlValue(std::move(next));
}

bool staysIn(const TableName &table, const std::vector<Expression> &expressions);

/// Whether every column of the expression is one of this table: SQLAlchemy adds FROM or USING for others.
bool staysIn(const TableName &table, const Expression &expression)
{
    const auto &node = expression.node;
    if (const auto *column = std::get_if<ColumnExpression>(&node))
        return column->table.isEmpty() || (column->table == table.name && column->schema == table.schema);
    if (const auto *binary = std::get_if<BinaryExpression>(&node))
        return staysIn(table, binary->sides);
    if (const auto *boolean = std::get_if<BooleanExpression>(&node))
        return staysIn(table, boolean->operands);
    if (const auto *unary = std::get_if<UnaryExpression>(&node))
        return staysIn(table, unary->operand);
    if (const auto *in = std::get_if<InExpression>(&node))
        return staysIn(table, in->subject) && staysIn(table, in->members);
    if (const auto *function = std::get_if<FunctionExpression>(&node))
        return staysIn(table, function->arguments);
    if (const auto *cast = std::get_if<CastExpression>(&node))
        return staysIn(table, cast->subject);
    if (const auto *collate = std::get_if<CollateExpression>(&node))
        return staysIn(table, collate->subject);
    const auto *group = std::get_if<GroupExpression>(&node);
    return !group || staysIn(table, group->subject);
}

bool staysIn(const TableName &table, const std::vector<Expression> &expressions)
{
    return std::all_of(expressions.begin(), expressions.end(),
        [&](const Expression &expression) { return staysIn(table, expression); });
}

std::optional<Expression> joined(const std::vector<Expression> &conditions)
{
    if (conditions.empty())
        return std::nullopt;
    if (conditions.size() == 1)
        return conditions.front();
    return Expression{BooleanExpression{true, conditions}};
}

} // namespace

bool hasDmlMethod(const Value &self, const QString &method)
{
    static const QStringList table = QStringLiteral("insert update delete").split(u' ');
    if (sqlAs<TableObject>(self))
        return table.contains(method);
    const bool changes = sqlAs<UpdateObject>(self) || sqlAs<DeleteObject>(self);
    if (method == QLatin1String("values"))
        return sqlAs<InsertObject>(self) || sqlAs<UpdateObject>(self);
    return changes && method == QLatin1String("where");
}

Value callDmlMethod(CallSite &call, const Value &self, const QString &method)
{
    if (sqlAs<TableObject>(self))
        return startStatement(call, shared(self), method);
    return method == QLatin1String("values") ? addValues(call, self) : addCondition(call, self);
}

std::optional<Value> dmlAttribute(
    Interpreter &interpreter, const Value &object, const QString &name, python::Extent at)
{
    if (const auto *table = sqlAs<TableObject>(object)) {
        if (name == QLatin1String("c") || name == QLatin1String("columns"))
            return sqlValue(ColumnsOf{shared(object)});
        if (name == QLatin1String("name"))
            return Value::string(table->table.name);
        return std::nullopt;
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
    return sqlValue(Expression{
        ColumnExpression{column->column.name, table.table.name, table.table.schema, column->column.type}});
}

std::optional<OperationValue> statementOperation(CallSite &call, const Value &statement)
{
    if (const auto *object = sqlAs<StatementObject>(statement))
        return object->value;
    if (const auto *insert = sqlAs<InsertObject>(statement)) {
        const TableObject &table = tableOf(insert->table);
        if (table.isSchemaTable || !insert->cells || insert->cells->empty()) {
            call.handOver(
                QStringLiteral("inserts through a sa.Table, which adds what SQLAlchemy thinks fit"));
            return std::nullopt;
        }
        return BulkInsert{table.table, fieldsOf(table), {*insert->cells}, {}};
    }
    if (const auto *update = sqlAs<UpdateObject>(statement)) {
        const TableObject &table = tableOf(update->table);
        const bool adds = std::any_of(table.columns.begin(), table.columns.end(),
            [](const ColumnObject &column) { return column.hasOnUpdate; });
        if (adds || update->cells.empty()) {
            call.handOver(QStringLiteral("updates a table whose columns have Python values of their own"));
            return std::nullopt;
        }
        const bool values = std::all_of(update->cells.begin(), update->cells.end(),
            [&](const BulkInsert::Cell &cell) { return staysIn(table.table, cell.value); });
        if (!values || !staysIn(table.table, update->where)) {
            call.handOver(QStringLiteral("updates a table from the columns of another"));
            return std::nullopt;
        }
        return UpdateRows{table.table, fieldsOf(table), update->cells, joined(update->where)};
    }
    if (const auto *removal = sqlAs<DeleteObject>(statement)) {
        if (!staysIn(tableOf(removal->table).table, removal->where)) {
            call.handOver(QStringLiteral("deletes from a table by the columns of another"));
            return std::nullopt;
        }
        return DeleteRows{tableOf(removal->table).table, joined(removal->where)};
    }
    return std::nullopt;
}

std::optional<BulkInsert> bulkInsert(CallSite &call, const Value &tableValue, const Value &rows)
{
    const auto *table = sqlAs<TableObject>(tableValue);
    if (!table || !rows.list()) {
        if (table && !rows.unknown())
            call.raise(QStringLiteral("TypeError: List expected"));
        else
            call.wrong(table ? QStringLiteral("rows") : QStringLiteral("table"), table ? rows : tableValue);
        return std::nullopt;
    }
    BulkInsert result{table->table, fieldsOf(*table), {}, {}};
    for (const Value &row : rows.list()->items) {
        const Value seen = call.interpreter.known(row, call.at);
        if (!seen.dict()) {
            call.wrong(QStringLiteral("a row"), seen);
            return std::nullopt;
        }
        std::vector<BulkInsert::Cell> cells;
        for (const auto &[key, value] : seen.dict()->items) {
            if (!addCell(call, *table, key, value, cells))
                return std::nullopt;
        }
        if (cells.empty() || hiddenDefault(*table, cells)) {
            call.handOver(QStringLiteral("inserts rows whose columns have Python defaults"));
            return std::nullopt;
        }
        result.rows.push_back(std::move(cells));
    }
    return result;
}

void addTables(CatalogueBuilder &builder)
{
    const char *sql = "sqlalchemy sqlalchemy.sql sqlalchemy.sql.expression";
    builder.function(sql, "table", callTableClause);
    builder.function(sql, "insert", callStatement, 0);
    builder.function(sql, "update", callStatement, 1);
    builder.function(sql, "delete", callStatement, 2);
    builder.function("sqlalchemy sqlalchemy.schema sqlalchemy.sql.schema", "Table", callTable);
    for (const char *name :
        {"select", "exists", "union", "union_all", "join", "outerjoin", "alias", "case", "extract"})
        builder.refused(
            sql, name, QStringLiteral("builds a query with sa.%1()").arg(QString::fromLatin1(name)));
    builder.refused(
        "sqlalchemy.orm sqlalchemy.orm.session", "Session", QStringLiteral("works through an ORM session"));
    builder.refused("sqlalchemy.orm", "sessionmaker", QStringLiteral("works through an ORM session"));
    for (const char *name : {"declarative_base", "relationship", "backref", "mapped_column"})
        builder.refused("sqlalchemy.orm sqlalchemy.ext.declarative", name,
            QStringLiteral("defines ORM models with %1()").arg(QString::fromLatin1(name)));
    builder.refused("sqlalchemy", "create_engine", QStringLiteral("opens a database of its own"));
    builder.refused(
        "sqlalchemy.dialects.postgresql", "insert", QStringLiteral("builds an INSERT … ON CONFLICT"));
}

} // namespace stillroom::evaluation

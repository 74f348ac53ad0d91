#include "migrations/operations/typewriter.h"
#include "migrations/scripts/evaluation/dml.h"
#include "migrations/scripts/evaluation/sqlarguments.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

/// Adds the Python-side defaults of columns without a value. False (refused) when one is not a plain value,
/// or when the text is wanted that --sql prints: it says NULL there.
bool addDefaults(CallSite &call, const TableObject &table, std::vector<BulkInsert::Cell> &cells)
{
    for (const ColumnObject &column : table.columns) {
        const bool fills
            = column.column.hasClientDefault || column.column.hasSequence || column.unknownDefault;
        const bool given = std::any_of(cells.begin(), cells.end(),
            [&](const BulkInsert::Cell &cell) { return cell.column == column.column.name; });
        if (!fills || given)
            continue;
        if (!column.clientDefault || call.interpreter.options().offline) {
            call.handOver(column.clientDefault
                    ? QStringLiteral(
                        "inserts rows with the default of the column %1, which --sql would print as NULL")
                          .arg(column.column.name)
                    : QStringLiteral("inserts rows whose columns have Python defaults"));
            return false;
        }
        cells.push_back({column.column.name, {LiteralExpression{*column.clientDefault, column.column.type}}});
    }
    return true;
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

/// Adds the cells of one dict, "values" or "a row"; false when refused.
bool addCells(CallSite &call, const TableObject &table, const QString &what, const Value &given,
    std::vector<BulkInsert::Cell> &out)
{
    const Value seen = call.interpreter.known(given, call.at);
    if (!seen.dict())
        return !call.wrong(what, seen).isPoison();
    return std::all_of(seen.dict()->items.begin(), seen.dict()->items.end(),
        [&](const auto &entry) { return addCell(call, table, entry.first, entry.second, out); });
}

/// values({…}), values(name=…)
std::optional<std::vector<BulkInsert::Cell>> valuesArgument(CallSite &call, const TableObject &table)
{
    std::vector<BulkInsert::Cell> cells;
    for (const Value &given : call.arguments.positional) {
        if (!addCells(call, table, QStringLiteral("values"), given, cells))
            return std::nullopt;
    }
    for (const auto &[name, value] : call.arguments.keywords) {
        if (!addCell(call, table, Value::string(name), value, cells))
            return std::nullopt;
    }
    return cells;
}

/// values([{…}, {…}]): rows of the same columns.
std::optional<std::vector<std::vector<BulkInsert::Cell>>> rowsArgument(
    CallSite &call, const TableObject &table, const Value &given)
{
    std::vector<std::vector<BulkInsert::Cell>> rows;
    const auto all = call.interpreter.items(given, call.at);
    for (const Value &row : all.value_or(std::vector<Value>{})) {
        std::vector<BulkInsert::Cell> cells;
        if (!addCells(call, table, QStringLiteral("a row"), row, cells))
            return std::nullopt;
        const bool alike = rows.empty()
            || std::is_permutation(cells.begin(), cells.end(), rows[0].begin(), rows[0].end(),
                [](const BulkInsert::Cell &a, const BulkInsert::Cell &b) { return a.column == b.column; });
        if (!alike) {
            call.handOver(QStringLiteral("inserts rows of different columns in one statement"));
            return std::nullopt;
        }
        rows.push_back(std::move(cells));
    }
    if (rows.empty() && all)
        call.handOver(QStringLiteral("inserts no rows"));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows));
}

Value startStatement(
    CallSite &call, const std::shared_ptr<SqlObject> &table, const QString &method, bool isPostgres = false)
{
    if (!call.arguments.positional.empty() || !call.arguments.keywords.empty())
        return call.handOver(QStringLiteral("gives %1() arguments").arg(method));
    if (method == QLatin1String("insert")) {
        InsertObject insert{table};
        insert.isPostgres = isPostgres;
        return sqlValue(std::move(insert));
    }
    if (method == QLatin1String("update"))
        return sqlValue(UpdateObject{table, {}, {}});
    return sqlValue(DeleteObject{table, {}});
}

/// sa.insert(table), sa.update(table), sa.delete(table), postgresql.insert(table)
Value callStatement(CallSite &call)
{
    static const QStringList methods = QStringLiteral("insert update delete insert").split(u' ');
    if (call.arguments.positional.empty())
        return call.raise(QStringLiteral("TypeError: no table"));
    const Value table = call.arguments.positional.front();
    if (!sqlAs<TableObject>(table))
        return call.wrong(QStringLiteral("table"), table);
    call.arguments.positional.erase(call.arguments.positional.begin());
    return startStatement(call, sharedObject(table), methods[call.entry->tag], call.entry->tag == 3);
}

Value addInsertValues(CallSite &call, InsertObject insert)
{
    if (!insert.rows.empty() || insert.query)
        return call.handOver(QStringLiteral("calls values() twice"));
    const TableObject &table = tableOf(insert.table);
    const auto &positional = call.arguments.positional;
    const bool isRows = positional.size() == 1 && (positional[0].list() || positional[0].tuple());
    if (isRows) {
        auto rows = rowsArgument(call, table, positional[0]);
        if (!rows)
            return Value::poison();
        insert.rows = std::move(*rows);
        insert.isList = true;
    } else {
        auto cells = valuesArgument(call, table);
        if (!cells)
            return Value::poison();
        insert.rows.push_back(std::move(*cells));
    }
    return sqlValue(std::move(insert));
}

Value addValues(CallSite &call, const Value &self)
{
    if (const auto *insert = sqlAs<InsertObject>(self))
        return addInsertValues(call, *insert);
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
    const auto conditions = bound ? conditionsArgument(call, bound->rest) : std::nullopt;
    if (!conditions)
        return Value::poison();
    if (const auto *update = sqlAs<UpdateObject>(self)) {
        UpdateObject next = *update;
        next.where.insert(next.where.end(), conditions->begin(), conditions->end());
        return sqlValue(std::move(next));
    }
    DeleteObject next = *sqlAs<DeleteObject>(self);
    next.where.insert(next.where.end(), conditions->begin(), conditions->end());
    return sqlValue(std::move(next));
}

/// insert.from_select([…], sa.select(…))
Value addQuery(CallSite &call, InsertObject insert)
{
    static const Signature signature("names, select, include_defaults=");
    const auto bound = signature.bind(call);
    const auto names = bound ? call.interpreter.items(bound->at(0), call.at) : std::nullopt;
    if (!names)
        return Value::poison();
    const auto *query = sqlAs<SelectObject>(bound->at(1));
    if (!query)
        return call.wrong(QStringLiteral("select"), bound->at(1));
    const TableObject &table = tableOf(insert.table);
    QStringList columns;
    for (const Value &one : *names) {
        const auto name = columnName(call, QStringLiteral("a column"), one);
        if (!name)
            return Value::poison();
        const ColumnObject *column = columnOf(table, *name);
        if (!column)
            return call.raise(
                QStringLiteral("an error: the table %1 has no column %2").arg(table.table.name, *name));
        columns.append(column->column.name);
    }
    for (const ColumnObject &column : table.columns) {
        const bool fills
            = column.column.hasClientDefault || column.column.hasSequence || column.unknownDefault;
        if (fills && !columns.contains(column.column.name))
            return call.handOver(QStringLiteral("inserts rows whose columns have Python defaults"));
    }
    if (!insert.rows.empty() || insert.query)
        return call.handOver(QStringLiteral("calls from_select() after values()"));
    insert.query.emplace(std::move(columns), query->query);
    return sqlValue(std::move(insert));
}

/// index_elements=, constraint= of ON CONFLICT; false when refused.
bool conflictTarget(CallSite &call, const Value &constraint, const Value &elements, ConflictClause &conflict)
{
    const auto name = nameArgument(call, QStringLiteral("constraint"), constraint);
    const auto all = name && !elements.isNone() ? call.interpreter.items(elements, call.at)
                                                : std::optional<std::vector<Value>>(std::vector<Value>{});
    if (!name || !all)
        return false;
    conflict.constraint = *name;
    for (const Value &element : *all) {
        const auto column = columnName(call, QStringLiteral("an element"), element);
        if (!column)
            return false;
        conflict.columns.append(*column);
    }
    return true;
}

/// set_= of DO UPDATE, in the order of the table; false when refused.
bool conflictUpdates(CallSite &call, const TableObject &table, const Value &given, ConflictClause &conflict)
{
    std::vector<BulkInsert::Cell> cells;
    if (!addCells(call, table, QStringLiteral("set_"), given, cells))
        return false;
    for (const ColumnObject &column : table.columns) {
        for (BulkInsert::Cell &cell : cells) {
            if (cell.column == column.column.name)
                conflict.updates.emplace_back(cell.column, std::move(cell.value));
        }
    }
    return !conflict.updates.empty()
        || !call.handOver(QStringLiteral("updates nothing on conflict")).isPoison();
}

bool holdsValues(const Expression &expression)
{
    const auto inside = operandsOf(expression);
    return std::holds_alternative<LiteralExpression>(expression.node)
        || std::any_of(inside.begin(), inside.end(), holdsValues);
}

/// on_conflict_do_nothing(…), on_conflict_do_update(…)
Value addConflict(CallSite &call, InsertObject insert, bool updates)
{
    static const Signature nothing("constraint=, index_elements=, index_where=");
    static const Signature update("constraint=, index_elements=, index_where=, set_=, where=");
    const auto bound = (updates ? update : nothing).bind(call);
    ConflictClause conflict;
    if (!bound || !conflictTarget(call, bound->at(0), bound->at(1), conflict))
        return Value::poison();
    if (bound->given(2) && !bound->at(2).isNone())
        return call.handOver(QStringLiteral("gives ON CONFLICT the option index_where"));
    if (updates) {
        if (conflict.columns.isEmpty() && conflict.constraint.isEmpty())
            return call.raise(QStringLiteral("ValueError: ON CONFLICT DO UPDATE names no constraint"));
        if (!conflictUpdates(call, tableOf(insert.table), bound->at(3), conflict))
            return Value::poison();
        if (!bound->at(4).isNone()) {
            const auto where = conditionsArgument(call, {bound->at(4)});
            if (!where)
                return Value::poison();
            conflict.where = where->front();
        }
        const bool values = (conflict.where && holdsValues(*conflict.where))
            || std::any_of(conflict.updates.begin(), conflict.updates.end(),
                [](const auto &entry) { return holdsValues(entry.second); });
        if (values && call.interpreter.options().offline)
            return call.handOver(QStringLiteral("gives ON CONFLICT values, which --sql would not print"));
    }
    insert.onConflict = std::move(conflict);
    return sqlValue(std::move(insert));
}

std::optional<Expression> joined(const std::vector<Expression> &conditions)
{
    return conditions.empty() ? std::nullopt : std::optional(joinedBy(true, conditions));
}

/// What SQLAlchemy adds to fetch the key of a new row; nothing (refused) where that depends on more.
std::optional<QStringList> returningOf(
    CallSite &call, const TableObject &table, const std::vector<BulkInsert::Cell> &cells)
{
    QStringList missing;
    const ColumnObject *last = nullptr;
    for (const ColumnObject &column : table.columns) {
        const bool given = std::any_of(cells.begin(), cells.end(),
            [&](const BulkInsert::Cell &cell) { return cell.column == column.column.name; });
        if (!table.isSchemaTable || !column.column.primaryKey || given)
            continue;
        missing.append(column.column.name);
        last = &column;
    }
    const TypeFamily family = last ? familyOf(last->column.type) : TypeFamily::Other;
    const bool counts = family == TypeFamily::Integer || family == TypeFamily::SmallInteger
        || family == TypeFamily::BigInteger;
    const bool single = std::count_if(table.columns.begin(), table.columns.end(),
                            [](const ColumnObject &column) { return column.column.primaryKey; })
        == 1;
    if (missing.isEmpty()
        || (single && counts && std::holds_alternative<std::monostate>(last->column.serverDefault)
            && last->column.autoincrement == Autoincrement::Auto))
        return missing;
    call.handOver(QStringLiteral("inserts through a sa.Table, which adds what SQLAlchemy thinks fit"));
    return std::nullopt;
}

std::optional<OperationValue> insertOperation(CallSite &call, const InsertObject &insert)
{
    const TableObject &table = tableOf(insert.table);
    if (insert.query)
        return InsertSelect{table.table, insert.query->first, insert.query->second, insert.onConflict};
    if (insert.rows.empty() || insert.rows.front().empty()) {
        call.handOver(QStringLiteral("inserts a row without values"));
        return std::nullopt;
    }
    BulkInsert result{table.table, fieldsOf(table), insert.rows, insert.isList};
    for (std::vector<BulkInsert::Cell> &row : result.rows) {
        if (!addDefaults(call, table, row))
            return std::nullopt;
    }
    if (!insert.isList) {
        const auto returning = returningOf(call, table, result.rows.front());
        if (!returning)
            return std::nullopt;
        result.returning = *returning;
    }
    result.onConflict = insert.onConflict;
    return result;
}

std::optional<OperationValue> updateOperation(CallSite &call, const UpdateObject &update)
{
    const TableObject &table = tableOf(update.table);
    const bool adds = std::any_of(table.columns.begin(), table.columns.end(),
        [](const ColumnObject &column) { return column.hasOnUpdate; });
    if (adds || update.cells.empty()) {
        call.handOver(QStringLiteral("updates a table whose columns have Python values of their own"));
        return std::nullopt;
    }
    return UpdateRows{table.table, fieldsOf(table), update.cells, joined(update.where)};
}

} // namespace

std::optional<std::vector<Expression>> conditionsArgument(CallSite &call, const std::vector<Value> &given)
{
    std::vector<Expression> conditions;
    for (const Value &condition : given) {
        const Value seen = call.interpreter.known(condition, call.at);
        const auto *expression = sqlAs<Expression>(seen);
        if (!expression) {
            call.wrong(QStringLiteral("a condition"), seen);
            return std::nullopt;
        }
        if (std::holds_alternative<SqlConstant>(expression->node)) {
            call.handOver(QStringLiteral("gives a constant as a condition"));
            return std::nullopt;
        }
        conditions.push_back(*expression);
    }
    return conditions;
}

bool hasDmlMethod(const Value &self, const QString &method)
{
    static const QStringList table = QStringLiteral("insert update delete select join outerjoin").split(u' ');
    static const QStringList insert
        = QStringLiteral("values from_select on_conflict_do_nothing on_conflict_do_update").split(u' ');
    if (sqlAs<TableObject>(self))
        return table.contains(method);
    if (const auto *started = sqlAs<InsertObject>(self))
        return insert.contains(method)
            && (started->isPostgres || !method.startsWith(QLatin1String("on_conflict")));
    if (sqlAs<UpdateObject>(self))
        return method == QLatin1String("values") || method == QLatin1String("where");
    return sqlAs<DeleteObject>(self) && method == QLatin1String("where");
}

Value callDmlMethod(CallSite &call, const Value &self, const QString &method)
{
    if (const auto *table = sqlAs<TableObject>(self)) {
        if (method == QLatin1String("select"))
            return selectAll(call, *table);
        if (method.endsWith(QLatin1String("join")))
            return joinTables(call, self, method == QLatin1String("outerjoin"));
        return startStatement(call, sharedObject(self), method);
    }
    if (const auto *insert = sqlAs<InsertObject>(self); insert && method == QLatin1String("from_select"))
        return addQuery(call, *insert);
    if (const auto *insert = sqlAs<InsertObject>(self); insert && method != QLatin1String("values"))
        return addConflict(call, *insert, method == QLatin1String("on_conflict_do_update"));
    return method == QLatin1String("values") ? addValues(call, self) : addCondition(call, self);
}

std::optional<OperationValue> statementOperation(CallSite &call, const Value &statement)
{
    if (const auto *object = sqlAs<StatementObject>(statement))
        return object->value;
    if (const auto *insert = sqlAs<InsertObject>(statement))
        return insertOperation(call, *insert);
    if (const auto *update = sqlAs<UpdateObject>(statement))
        return updateOperation(call, *update);
    if (const auto *removal = sqlAs<DeleteObject>(statement))
        return DeleteRows{tableOf(removal->table).table, joined(removal->where)};
    if (sqlAs<SelectObject>(statement))
        call.handOver(QStringLiteral("reads rows with sa.select()"));
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
        std::vector<BulkInsert::Cell> cells;
        if (!addCells(call, *table, QStringLiteral("a row"), row, cells))
            return std::nullopt;
        if (cells.empty()) {
            call.handOver(QStringLiteral("inserts a row without values"));
            return std::nullopt;
        }
        if (!addDefaults(call, *table, cells))
            return std::nullopt;
        result.rows.push_back(std::move(cells));
    }
    return result;
}

void addRowStatements(CatalogueBuilder &builder)
{
    const char *sql = "sqlalchemy sqlalchemy.sql sqlalchemy.sql.expression";
    builder.function(sql, "insert", callStatement, 0);
    builder.function(sql, "update", callStatement, 1);
    builder.function(sql, "delete", callStatement, 2);
    builder.function("sqlalchemy.dialects.postgresql", "insert", callStatement, 3);
}

} // namespace stillroom::evaluation

#include "migrations/scripts/evaluation/dml.h"
#include "migrations/scripts/evaluation/sqlarguments.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

std::optional<FromElement> fromElement(CallSite &call, const Value &value)
{
    if (const auto *table = sqlAs<TableObject>(value))
        return FromElement{table->table};
    if (const auto *join = sqlAs<JoinObject>(value))
        return join->element;
    call.wrong(QStringLiteral("a table"), value);
    return std::nullopt;
}

/// One thing given to select(): a column or another expression, all columns of a table, a number.
bool addColumn(CallSite &call, const Value &given, std::vector<Expression> &columns)
{
    const Value value = call.interpreter.known(given, call.at);
    if (const auto *expression = sqlAs<Expression>(value)) {
        columns.push_back(*expression);
        return true;
    }
    if (const auto *table = sqlAs<TableObject>(value)) {
        for (const ColumnObject &column : table->columns)
            columns.push_back(columnExpression(*table, column));
        return true;
    }
    if (const auto *number = value.as<qint64>()) {
        columns.push_back({LiteralColumn{QString::number(*number)}});
        return true;
    }
    return !call.wrong(QStringLiteral("a column"), value).isPoison();
}

/// select([…], condition) of SQLAlchemy 1.4
bool readOldStyle(CallSite &call, SelectExpression &query)
{
    if (call.interpreter.options().generation != Generation::Debian12)
        return !call.handOver(QStringLiteral("calls sa.select() with a list, as SQLAlchemy 2 does not"))
                    .isPoison();
    static const Signature signature("columns, whereclause=, from_obj=");
    const auto bound = signature.bind(call);
    if (!bound)
        return false;
    for (const Value &column : bound->at(0).list()->items) {
        if (!addColumn(call, column, query.columns))
            return false;
    }
    if (!bound->at(1).isNone()) {
        auto conditions = conditionsArgument(call, {bound->at(1)});
        if (!conditions)
            return false;
        query.where = std::move(*conditions);
    }
    if (bound->at(2).isNone())
        return true;
    const auto froms = bound->at(2).list() ? bound->at(2).list()->items : std::vector<Value>{bound->at(2)};
    for (const Value &one : froms) {
        auto element = fromElement(call, one);
        if (!element)
            return false;
        query.from.push_back(std::move(*element));
    }
    return true;
}

bool readColumns(CallSite &call, SelectExpression &query)
{
    static const Signature signature("*columns");
    const auto &positional = call.arguments.positional;
    if (!positional.empty() && positional.front().list())
        return readOldStyle(call, query);
    const auto bound = signature.bind(call);
    if (!bound)
        return false;
    for (size_t i = 0; i < bound->rest.size(); ++i) {
        const Value &column = bound->rest[i];
        const auto *expression = sqlAs<Expression>(column);
        const auto isSame
            = [&](const Value &earlier) { return sharedObject(earlier) == sharedObject(column); };
        // One object is named apart, two equal ones are not. The constants are always one.
        if (expression && !std::holds_alternative<SqlConstant>(expression->node)
            && std::any_of(bound->rest.begin(), bound->rest.begin() + std::ptrdiff_t(i), isSame))
            return !call.handOver(QStringLiteral("selects one expression twice")).isPoison();
        if (!addColumn(call, column, query.columns))
            return false;
    }
    return true;
}

Value callSelect(CallSite &call)
{
    SelectExpression query;
    return readColumns(call, query) ? sqlValue(SelectObject{std::move(query)}) : Value::poison();
}

Value callExists(CallSite &call)
{
    const auto &positional = call.arguments.positional;
    if (positional.size() == 1) {
        const auto *select = sqlAs<SelectObject>(positional.front());
        const auto *expression = sqlAs<Expression>(positional.front());
        const auto *scalar = expression ? std::get_if<SelectExpression>(&expression->node) : nullptr;
        if (select || scalar)
            return sqlValue(Expression{ExistsExpression{select ? select->query : *scalar}});
    }
    SelectExpression query;
    if (positional.empty())
        query.columns.push_back({LiteralColumn{QStringLiteral("*")}});
    return readColumns(call, query) ? sqlValue(Expression{ExistsExpression{std::move(query)}})
                                    : Value::poison();
}

bool addCase(
    CallSite &call, const Value &condition, const Value &result, bool isCompared, CaseExpression &out)
{
    auto when = isCompared ? literalOrExpression(call, QStringLiteral("a value of case()"), condition)
                           : textOrExpression(call, QStringLiteral("a condition of case()"),
                               condition.string() ? Value() : condition);
    auto then = when ? literalOrExpression(call, QStringLiteral("a result of case()"), result) : std::nullopt;
    if (!then)
        return false;
    out.conditions.push_back(std::move(*when));
    out.results.push_back(std::move(*then));
    return true;
}

/// The pairs of case(): one by one, as a list (SQLAlchemy 1.4), or a dict.
std::optional<std::vector<std::pair<Value, Value>>> casePairs(CallSite &call, const std::vector<Value> &given)
{
    std::vector<Value> whens = given;
    if (given.size() == 1 && given.front().dict())
        return given.front().dict()->items;
    if (given.size() == 1 && given.front().list()) {
        if (call.interpreter.options().generation != Generation::Debian12) {
            call.handOver(QStringLiteral("calls sa.case() with a list, as SQLAlchemy 2 does not"));
            return std::nullopt;
        }
        whens = given.front().list()->items;
    }
    std::vector<std::pair<Value, Value>> pairs;
    for (const Value &when : whens) {
        const auto parts = call.interpreter.items(when, call.at);
        if (!parts || parts->size() != 2) {
            if (parts)
                call.wrong(QStringLiteral("a pair of case()"), when);
            return std::nullopt;
        }
        pairs.emplace_back((*parts)[0], (*parts)[1]);
    }
    return pairs;
}

Value callCase(CallSite &call)
{
    static const Signature signature("*whens, value=, else_=");
    const auto bound = signature.bind(call);
    const auto pairs = bound ? casePairs(call, bound->rest) : std::nullopt;
    if (!pairs || pairs->empty())
        return pairs ? call.raise(QStringLiteral("ArgumentError: case() without a condition"))
                     : Value::poison();
    CaseExpression result;
    const bool isCompared = !bound->at(0).isNone();
    if (isCompared) {
        auto subject = literalOrExpression(call, QStringLiteral("value"), bound->at(0));
        if (!subject)
            return Value::poison();
        result.subject.push_back(std::move(*subject));
    }
    for (const auto &[condition, then] : *pairs) {
        if (!addCase(call, condition, then, isCompared, result))
            return Value::poison();
    }
    if (!bound->at(1).isNone()) {
        auto otherwise = literalOrExpression(call, QStringLiteral("else_"), bound->at(1));
        if (!otherwise)
            return Value::poison();
        result.otherwise.push_back(std::move(*otherwise));
    }
    return sqlValue(Expression{std::move(result)});
}

Value callJoin(CallSite &call)
{
    if (call.arguments.positional.empty())
        return call.raise(QStringLiteral("TypeError: no table"));
    const Value left = call.arguments.positional.front();
    call.arguments.positional.erase(call.arguments.positional.begin());
    return joinTables(call, left, call.entry->tag > 0);
}

std::optional<FromElement::Join> joinArguments(CallSite &call, bool outer)
{
    static const Signature signature("right, onclause=, isouter=, full=");
    const auto bound = signature.bind(call);
    if (!bound)
        return std::nullopt;
    const auto *table = sqlAs<TableObject>(bound->at(0));
    const auto isOuter = flagArgument(
        call, QStringLiteral("isouter"), bound->given(2) ? bound->at(2) : Value::boolean(outer));
    const auto full
        = flagArgument(call, QStringLiteral("full"), bound->given(3) ? bound->at(3) : Value::boolean(false));
    if (!table || !isOuter || !full) {
        if (!table)
            call.wrong(QStringLiteral("right"), bound->at(0));
        return std::nullopt;
    }
    if (bound->at(1).isNone()) {
        call.handOver(QStringLiteral("joins tables by the foreign keys SQLAlchemy finds"));
        return std::nullopt;
    }
    auto on = conditionsArgument(call, {bound->at(1)});
    if (!on)
        return std::nullopt;
    return FromElement::Join{table->table, *isOuter || outer, *full, std::move(*on)};
}

/// select.join(table, condition): onto the only table the query has so far.
bool addJoin(CallSite &call, SelectExpression &query, bool outer)
{
    auto join = joinArguments(call, outer);
    if (!join)
        return false;
    std::vector<FromElement> sources = query.from;
    if (sources.empty()) {
        for (const Expression &column : query.columns) {
            const auto *named = std::get_if<ColumnExpression>(&column.node);
            const FromElement element{named ? TableName{named->table, named->schema} : TableName{}};
            if (std::find(sources.begin(), sources.end(), element) == sources.end())
                sources.push_back(element);
        }
    }
    if (sources.size() != 1 || sources.front().table.name.isEmpty() || !query.where.empty())
        return !call.handOver(QStringLiteral("joins a table onto a query of several")).isPoison();
    sources.front().joins.push_back(std::move(*join));
    query.from = std::move(sources);
    return true;
}

bool addExpressions(CallSite &call, std::vector<Expression> &list)
{
    static const Signature signature("*clauses");
    const auto bound = signature.bind(call);
    if (!bound)
        return false;
    for (const Value &clause : bound->rest) {
        const auto *expression = sqlAs<Expression>(clause);
        if (!expression || std::holds_alternative<LabelExpression>(expression->node))
            return !call.wrong(QStringLiteral("a clause"), clause).isPoison();
        list.push_back(*expression);
    }
    return true;
}

bool setNumber(CallSite &call, const QString &name, std::vector<Expression> &out)
{
    static const Signature signature("number");
    const auto bound = signature.bind(call);
    const auto number = bound ? bound->at(0).integral() : std::nullopt;
    if (!number)
        return bound ? !call.wrong(name, bound->at(0)).isPoison() : false;
    out = {{LiteralExpression{{LiteralInteger{QString::number(*number)}}, SqlType{TypeKind::Integer}}}};
    return true;
}

bool addConditions(CallSite &call, std::vector<Expression> &list)
{
    static const Signature signature("*conditions");
    const auto bound = signature.bind(call);
    const auto conditions = bound ? conditionsArgument(call, bound->rest) : std::nullopt;
    if (!conditions)
        return false;
    list.insert(list.end(), conditions->begin(), conditions->end());
    return true;
}

bool addFrom(CallSite &call, SelectExpression &query)
{
    static const Signature signature("*tables");
    const auto bound = signature.bind(call);
    if (!bound)
        return false;
    for (const Value &table : bound->rest) {
        auto element = fromElement(call, table);
        if (!element)
            return false;
        query.from.push_back(std::move(*element));
    }
    return true;
}

/// A method that says more of a query; false when refused.
bool refine(CallSite &call, SelectExpression &query, const QString &method)
{
    static const Signature none("");
    const auto is = [&](const char *name) { return method == QLatin1String(name); };
    if (is("where") || is("filter"))
        return addConditions(call, query.where);
    if (is("having"))
        return addConditions(call, query.having);
    if (is("select_from"))
        return addFrom(call, query);
    if (is("join") || is("outerjoin"))
        return addJoin(call, query, is("outerjoin"));
    if (is("order_by"))
        return addExpressions(call, query.orderBy);
    if (is("group_by"))
        return addExpressions(call, query.groupBy);
    if (is("limit"))
        return setNumber(call, method, query.limit);
    if (is("offset"))
        return setNumber(call, method, query.offset);
    query.distinct = true;
    return none.bind(call).has_value();
}

bool refines(const QString &method)
{
    static const QStringList methods = QStringLiteral(
        "where filter having select_from join outerjoin order_by group_by limit offset distinct")
                                           .split(u' ');
    return methods.contains(method);
}

} // namespace

Value joinTables(CallSite &call, const Value &left, bool outer)
{
    auto element = fromElement(call, left);
    auto join = element ? joinArguments(call, outer) : std::nullopt;
    if (!join)
        return Value::poison();
    element->joins.push_back(std::move(*join));
    return sqlValue(JoinObject{std::move(*element)});
}

Value selectAll(CallSite &call, const TableObject &table)
{
    static const Signature none("");
    if (!none.bind(call))
        return Value::poison();
    SelectExpression query;
    for (const ColumnObject &column : table.columns)
        query.columns.push_back(columnExpression(table, column));
    return sqlValue(SelectObject{std::move(query)});
}

bool hasQueryMethod(const Value &self, const QString &method)
{
    if (sqlAs<JoinObject>(self))
        return method == QLatin1String("join") || method == QLatin1String("outerjoin");
    if (const auto *expression = sqlAs<Expression>(self)) {
        const bool isExists = std::holds_alternative<ExistsExpression>(expression->node);
        return method == QLatin1String("label")
            || (isExists && (method == QLatin1String("where") || method == QLatin1String("select_from")));
    }
    return sqlAs<SelectObject>(self)
        && (refines(method) || method == QLatin1String("exists") || method == QLatin1String("label")
            || method == QLatin1String("scalar_subquery") || method == QLatin1String("as_scalar"));
}

Value callQueryMethod(CallSite &call, const Value &self, const QString &method)
{
    static const Signature none("");
    static const Signature named("name");
    if (sqlAs<JoinObject>(self))
        return joinTables(call, self, method == QLatin1String("outerjoin"));
    const auto *expression = sqlAs<Expression>(self);
    const auto *select = sqlAs<SelectObject>(self);
    if (method == QLatin1String("label")) {
        const auto bound = named.bind(call);
        const auto label = bound ? stringArgument(call, QStringLiteral("name"), bound->at(0)) : std::nullopt;
        const Expression subject = expression ? *expression : Expression{select->query};
        return label ? sqlValue(Expression{LabelExpression{{subject}, *label}}) : Value::poison();
    }
    if (expression) {
        ExistsExpression exists = std::get<ExistsExpression>(expression->node);
        return refine(call, exists.query, method) ? sqlValue(Expression{std::move(exists)}) : Value::poison();
    }
    SelectExpression query = select->query;
    if (refines(method))
        return refine(call, query, method) ? sqlValue(SelectObject{std::move(query)}) : Value::poison();
    if (!none.bind(call))
        return Value::poison();
    if (method == QLatin1String("exists"))
        return sqlValue(Expression{ExistsExpression{std::move(query)}});
    return sqlValue(Expression{std::move(query)});
}

void addQueries(CatalogueBuilder &builder)
{
    const char *sql = "sqlalchemy sqlalchemy.sql sqlalchemy.sql.expression";
    builder.function(sql, "select", callSelect);
    builder.function(sql, "exists", callExists);
    builder.function(sql, "case", callCase);
    builder.function(sql, "join", callJoin, 0);
    builder.function(sql, "outerjoin", callJoin, 1);
}

} // namespace stillroom::evaluation

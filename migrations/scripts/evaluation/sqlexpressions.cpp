#include "migrations/operations/expressionwriter.h"
#include "migrations/scripts/evaluation/sqlarguments.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

const char *expressionModules = "sqlalchemy sqlalchemy.sql sqlalchemy.sql.expression sqlalchemy.sql.elements";

Value expressionValue(Expression expression)
{
    return sqlValue(std::move(expression));
}

Value callText(CallSite &call)
{
    static const Signature signature("text, bind=");
    const auto bound = signature.bind(call);
    const auto text = bound ? stringArgument(call, QStringLiteral("text"), bound->at(0)) : std::nullopt;
    return text ? expressionValue({TextExpression{*text}}) : Value::poison();
}

Value callLiteralColumn(CallSite &call)
{
    static const Signature signature("text, type_=");
    const auto bound = signature.bind(call);
    const auto text = bound ? stringArgument(call, QStringLiteral("text"), bound->at(0)) : std::nullopt;
    return text ? expressionValue({LiteralColumn{*text}}) : Value::poison();
}

Value callColumnClause(CallSite &call)
{
    static const Signature signature("text, type_=, is_literal=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto name = stringArgument(call, QStringLiteral("text"), bound->at(0));
    const auto isLiteral = flagArgument(call, QStringLiteral("is_literal"), bound->at(2));
    if (!name || !isLiteral)
        return Value::poison();
    if (*isLiteral)
        return expressionValue({LiteralColumn{*name}});
    ColumnExpression column{*name};
    if (bound->given(1) && !bound->at(1).isNone()) {
        const auto type = typeArgument(call, QStringLiteral("type_"), bound->at(1));
        if (!type)
            return Value::poison();
        column.type = *type;
    }
    return expressionValue({std::move(column)});
}

Value callLiteral(CallSite &call)
{
    static const Signature signature("value, type_=, literal_execute=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    auto literal = literalArgument(call, QStringLiteral("value"), bound->at(0));
    SqlType type;
    if (bound->given(1) && !bound->at(1).isNone()) {
        const auto given = typeArgument(call, QStringLiteral("type_"), bound->at(1));
        if (!given)
            return Value::poison();
        type = *given;
    }
    if (!literal)
        return Value::poison();
    return expressionValue({LiteralExpression{std::move(*literal), type}});
}

Value callConstant(CallSite &call)
{
    static const Signature signature("");
    return signature.bind(call) ? expressionValue({SqlConstant(call.entry->tag)}) : Value::poison();
}

Value callCast(CallSite &call)
{
    static const Signature signature("expression, type_");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto type = typeArgument(call, QStringLiteral("type_"), bound->at(1));
    auto subject
        = type ? literalOrExpression(call, QStringLiteral("expression"), bound->at(0), *type) : std::nullopt;
    return subject ? expressionValue({CastExpression{{std::move(*subject)}, *type}}) : Value::poison();
}

/// and_(), or_(). What a constant decides is folded by SQLAlchemy here and not there: left to it.
Value joinedValue(CallSite &call, bool conjunction, std::vector<Expression> operands)
{
    const SqlConstant silent = conjunction ? SqlConstant::True : SqlConstant::False;
    const auto constant = [](const Expression &operand) { return std::get_if<SqlConstant>(&operand.node); };
    const bool decides = std::any_of(operands.begin(), operands.end(),
        [&](const Expression &operand) { return constant(operand) && *constant(operand) != silent; });
    if (decides || std::all_of(operands.begin(), operands.end(), constant))
        return call.handOver(QStringLiteral("joins conditions with a constant that decides"));
    return expressionValue(joinedBy(conjunction, std::move(operands)));
}

Value callBoolean(CallSite &call)
{
    static const Signature signature("*clauses");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    BooleanExpression result{call.entry->tag > 0, {}};
    for (const Value &clause : bound->rest) {
        const auto *expression = sqlAs<Expression>(clause);
        if (!expression)
            return call.wrong(QStringLiteral("a clause"), clause);
        result.operands.push_back(*expression);
    }
    if (result.operands.empty())
        return call.handOver(QStringLiteral("calls %1() with nothing").arg(call.name));
    return joinedValue(call, result.conjunction, std::move(result.operands));
}

Value callNot(CallSite &call)
{
    static const Signature signature("clause");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    auto negated = sqlNot(call, bound->at(0));
    return negated ? *negated : call.wrong(QStringLiteral("clause"), bound->at(0));
}

Value callOrdering(CallSite &call)
{
    static const Signature signature("column");
    const auto bound = signature.bind(call);
    auto subject = bound ? columnOrExpression(call, QStringLiteral("column"), bound->at(0)) : std::nullopt;
    if (!subject)
        return Value::poison();
    return expressionValue({UnaryExpression{UnaryOperator(call.entry->tag), {std::move(*subject)}}});
}

Value callCollate(CallSite &call)
{
    static const Signature signature("expression, collation");
    const auto bound = signature.bind(call);
    auto subject
        = bound ? columnOrExpression(call, QStringLiteral("expression"), bound->at(0)) : std::nullopt;
    const auto collation
        = subject ? stringArgument(call, QStringLiteral("collation"), bound->at(1)) : std::nullopt;
    return collation ? expressionValue({CollateExpression{{std::move(*subject)}, *collation}})
                     : Value::poison();
}

Value callDdl(CallSite &call)
{
    static const Signature signature("statement, context=, bind=");
    const auto bound = signature.bind(call);
    const auto text = bound ? stringArgument(call, QStringLiteral("statement"), bound->at(0)) : std::nullopt;
    if (!text)
        return Value::poison();
    // SQLAlchemy formats the text with %, even where nothing is to be filled in.
    const Value context = bound->at(1).isNone() ? Value::dict({}) : bound->at(1);
    const Value filled = context.dict() ? percentFormat(call, *text, context)
                                        : call.wrong(QStringLiteral("context"), context);
    return filled.string() ? sqlValue(StatementObject{ExecuteSql{{*filled.string(), {}}, true}}) : filled;
}

Value callBindParameter(CallSite &call)
{
    static const Signature signature("key, value=, type_=, unique=, required=, expanding=, literal_execute=");
    const auto bound = signature.bind(call);
    const auto name = bound ? stringArgument(call, QStringLiteral("key"), bound->at(0)) : std::nullopt;
    if (!name)
        return Value::poison();
    for (const size_t option : {3, 5, 6}) {
        if (bound->given(option) && truth(bound->at(option)) != false)
            return call.handOver(QStringLiteral("uses sa.bindparam() with options"));
    }
    TextParameter parameter{*name};
    if (bound->given(1)) {
        parameter.value = literalArgument(call, *name, bound->at(1));
        if (!parameter.value)
            return Value::poison();
    }
    if (bound->given(2) && !bound->at(2).isNone()) {
        const auto type = typeArgument(call, QStringLiteral("type_"), bound->at(2));
        if (!type)
            return Value::poison();
        parameter.type = *type;
    }
    return sqlValue(BindParameterObject{std::move(parameter)});
}

const ColumnExpression *columnOf(const Expression &expression)
{
    return std::get_if<ColumnExpression>(&expression.node);
}

/// The SQL type that a plain value beside this expression takes.
SqlType typeBeside(const Expression &expression)
{
    const auto *column = columnOf(expression);
    return column ? column->type : SqlType{};
}

std::optional<Expression> asOperand(CallSite &call, const Value &value, const Value &other)
{
    const auto *beside = sqlAs<Expression>(other);
    return literalOrExpression(
        call, QStringLiteral("an operand"), value, beside ? typeBeside(*beside) : SqlType{});
}

/// None, a bool, or sa.null(), sa.true(), sa.false().
std::optional<SqlConstant> constantOf(const Value &value)
{
    if (value.isNone())
        return SqlConstant::Null;
    if (const auto *flag = value.as<bool>())
        return *flag ? SqlConstant::True : SqlConstant::False;
    const auto *expression = sqlAs<Expression>(value);
    const auto *constant = expression ? std::get_if<SqlConstant>(&expression->node) : nullptr;
    return constant ? std::optional(*constant) : std::nullopt;
}

Expression equality(const Expression &subject, SqlConstant constant, bool negated)
{
    const char *operation
        = constant == SqlConstant::Null ? (negated ? "IS NOT" : "IS") : (negated ? "!=" : "=");
    return {BinaryExpression{QString::fromLatin1(operation), {subject, {constant}}}};
}

/// Whether not_(not_(x)) is x: a comparison with an opposite, a membership, a boolean column.
bool undoesNegation(const UnaryExpression &negation)
{
    if (negation.operation != UnaryOperator::Not || negation.operand.size() != 1)
        return false;
    const auto &node = negation.operand.front().node;
    const auto *column = std::get_if<ColumnExpression>(&node);
    const auto *comparison = std::get_if<BinaryExpression>(&node);
    return (comparison && hasOpposite(*comparison)) || std::holds_alternative<InExpression>(node)
        || (column && column->type.kind == TypeKind::Boolean);
}

bool printsAsWritten(const QString &operation)
{
    static const QStringList plain = QStringLiteral("= != < <= > >= + - * || && @> <@ -> ->>").split(u' ');
    return plain.contains(operation);
}

} // namespace

std::optional<Value> sqlNot(CallSite &call, const Value &value)
{
    const auto *expression = sqlAs<Expression>(value);
    if (!expression)
        return std::nullopt;
    if (std::holds_alternative<SqlConstant>(expression->node))
        return call.handOver(QStringLiteral("negates a constant"));
    if (const auto *negation = std::get_if<UnaryExpression>(&expression->node);
        negation && undoesNegation(*negation))
        return expressionValue(negation->operand.front());
    return expressionValue({UnaryExpression{UnaryOperator::Not, {*expression}}});
}

std::optional<Value> sqlOperator(
    CallSite &call, const QString &operation, const Value &left, const Value &right)
{
    const auto *first = sqlAs<Expression>(left);
    const auto *second = sqlAs<Expression>(right);
    if (!first && !second)
        return std::nullopt;
    const bool isText = first && std::holds_alternative<TextExpression>(first->node);
    if (first && second && (operation == QLatin1String("&") || operation == QLatin1String("|")))
        return joinedValue(call, operation == QLatin1String("&"), {*first, *second});
    const bool equals = operation == QLatin1String("=") || operation == QLatin1String("!=");
    const auto constant = constantOf(right);
    if (first && equals && constant && !constantOf(left) && !isText)
        return expressionValue(equality(*first, *constant, operation == QLatin1String("!=")));
    if (constant || constantOf(left) || !printsAsWritten(operation) || isText || !first)
        return call.handOver(QStringLiteral("builds a SQL expression with the operator %1").arg(operation));
    auto a = asOperand(call, left, right);
    auto b = asOperand(call, right, left);
    if (!a || !b)
        return Value::poison();
    QString printed = operation;
    const auto isString = [](const SqlType &type) {
        return type.kind >= TypeKind::String && type.kind <= TypeKind::Text && type.kind != TypeKind::Integer;
    };
    if (operation == QLatin1String("+") && (isString(typeBeside(*a)) || right.string()))
        printed = QStringLiteral("||");
    return expressionValue({BinaryExpression{printed, {std::move(*a), std::move(*b)}}});
}

Value callSqlFunction(CallSite &call, const QString &path)
{
    FunctionExpression function{path, {}};
    if (!call.arguments.keywords.empty())
        return call.handOver(QStringLiteral("gives %1() keywords").arg(call.name));
    for (const Value &argument : call.arguments.positional) {
        if (argument.isPoison())
            return argument;
        const auto *column = sqlAs<ColumnObject>(argument);
        auto expression = column ? columnOrExpression(call, QStringLiteral("an argument"), argument)
                                 : literalOrExpression(call, QStringLiteral("an argument"), argument);
        if (!expression)
            return Value::poison();
        function.arguments.push_back(std::move(*expression));
    }
    return expressionValue({std::move(function)});
}

void addExpressions(CatalogueBuilder &builder)
{
    const char *module = expressionModules;
    builder.function(module, "text", callText);
    builder.function(module, "literal_column", callLiteralColumn);
    builder.function(module, "column", callColumnClause);
    builder.function(module, "literal", callLiteral);
    builder.function(module, "null", callConstant, int(SqlConstant::Null));
    builder.function(module, "true", callConstant, int(SqlConstant::True));
    builder.function(module, "false", callConstant, int(SqlConstant::False));
    builder.function(module, "cast", callCast);
    builder.function(module, "and_", callBoolean, 1);
    builder.function(module, "or_", callBoolean, 0);
    builder.function(module, "not_", callNot);
    builder.function(module, "desc", callOrdering, int(UnaryOperator::Descending));
    builder.function(module, "asc", callOrdering, int(UnaryOperator::Ascending));
    builder.function(module, "nullsfirst", callOrdering, int(UnaryOperator::NullsFirst));
    builder.function(module, "nullslast", callOrdering, int(UnaryOperator::NullsLast));
    builder.function(module, "nulls_first", callOrdering, int(UnaryOperator::NullsFirst));
    builder.function(module, "nulls_last", callOrdering, int(UnaryOperator::NullsLast));
    builder.function(module, "collate", callCollate);
    builder.function(module, "bindparam", callBindParameter);
    builder.function("sqlalchemy sqlalchemy.schema sqlalchemy.sql.ddl", "DDL", callDdl);
    builder.constant("sqlalchemy sqlalchemy.sql sqlalchemy.sql.expression sqlalchemy.sql.functions", "func",
        sqlValue(FunctionNamespace{}));
    // sqlalchemy.sql.functions.now and its kin are classes; called they are the functions.
    for (const char *name : {"now", "current_timestamp", "current_date", "current_time", "localtimestamp"})
        builder.function("sqlalchemy.sql.functions", name,
            [](CallSite &call) { return callSqlFunction(call, call.entry->name.section(u'.', -1)); });
}

} // namespace stillroom::evaluation

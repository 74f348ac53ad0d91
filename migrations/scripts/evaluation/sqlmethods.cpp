#include "migrations/scripts/evaluation/dml.h"
#include "migrations/scripts/evaluation/methods.h"
#include "migrations/scripts/evaluation/reflectedtypes.h"
#include "migrations/scripts/evaluation/sqlarguments.h"

namespace stillroom::evaluation
{

QString describe(const SqlObject &object)
{
    static const QStringList words
        = QStringLiteral("a SQL type|a column|a constraint|an index|a foreign "
                         "key|a SQL expression|an identity|a computed column|"
                         "a fetched default|a sequence|a DDL statement|sa.func|a "
                         "MetaData|a table|the columns of a table|an insert|"
                         "an update|a delete|a value|a type of another database|"
                         "a type of the project|a type of the script|a query|a join|a bound parameter")
              .split(u'|');
    return words.value(qsizetype(object.value.index()), QStringLiteral("a SQLAlchemy object"));
}

Value contextValue(ContextObject object)
{
    return Value(Value::Data(std::make_shared<ContextObject>(std::move(object))));
}

namespace
{

bool isConnection(const Value &value)
{
    return value.context() && value.context()->kind == ContextObject::Kind::Connection;
}

/// ENUM(…).create(bind, checkfirst=…), drop, and the same of a Sequence.
Value createOrDrop(CallSite &call, const Value &self, bool create)
{
    static const Signature signature("bind=, checkfirst=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto *type = sqlAs<SqlType>(self);
    const auto *sequence = sqlAs<SequenceObject>(self);
    if (!isConnection(bound->at(0)))
        return call.wrong(QStringLiteral("bind"), bound->at(0));
    // postgresql.ENUM asks first by default, sa.Enum and Sequence: False and True.
    const bool usual = (type && type->kind == TypeKind::PgEnum) || sequence;
    const auto check = bound->given(1) ? flagArgument(call, QStringLiteral("checkfirst"), bound->at(1))
                                       : std::optional(usual);
    if (!check)
        return Value::poison();
    OperationValue operation;
    if (type && create)
        operation = CreateType{*type, *check};
    else if (type)
        operation = DropType{*type, *check};
    else if (create)
        operation = CreateSequence{sequence->name, sequence->schema, sequence->options, false, *check};
    else
        operation = DropSequence{sequence->name, sequence->schema, false, *check};
    call.interpreter.emitOperation(std::move(operation), call.at);
    return Value();
}

/// String().with_variant(JSONB(), "postgresql"): on PostgreSQL it is the variant.
Value withVariant(CallSite &call, const Value &self)
{
    static const Signature signature("type_, *dialects");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    bool ours = false;
    for (const Value &dialect : bound->rest) {
        const auto name = stringArgument(call, QStringLiteral("a dialect"), dialect);
        if (!name)
            return Value::poison();
        ours = ours || *name == QLatin1String("postgresql");
    }
    if (!ours)
        return self;
    const auto type = typeArgument(call, QStringLiteral("type_"), bound->at(0));
    return type ? sqlValue(*type) : Value::poison();
}

Value bindParameters(CallSite &call, const Value &self)
{
    TextExpression text = std::get<TextExpression>(sqlAs<Expression>(self)->node);
    for (const Value &value : call.arguments.positional) {
        const auto *given = sqlAs<BindParameterObject>(value);
        if (!given)
            return call.wrong(QStringLiteral("a parameter"), value);
        std::erase_if(text.parameters,
            [&](const TextParameter &earlier) { return earlier.name == given->parameter.name; });
        text.parameters.push_back(given->parameter);
    }
    for (const auto &[name, value] : call.arguments.keywords) {
        auto literal = literalArgument(call, name, value);
        if (!literal)
            return Value::poison();
        parameterOf(text, name).value = std::move(*literal);
    }
    return sqlValue(Expression{std::move(text)});
}

bool isText(const Value &self)
{
    const auto *expression = sqlAs<Expression>(self);
    return expression && std::holds_alternative<TextExpression>(expression->node);
}

Value expressionMethod(CallSite &call, const Value &self, const QString &method)
{
    const Expression subject = *sqlAs<Expression>(self);
    static const Signature none("");
    static const Signature one("other");
    const auto is = [&](const char *name) { return method == QLatin1String(name); };
    const auto unary = [&](UnaryOperator op) {
        return none.bind(call) ? sqlValue(Expression{UnaryExpression{op, {subject}}}) : Value::poison();
    };
    if (is("desc"))
        return unary(UnaryOperator::Descending);
    if (is("asc"))
        return unary(UnaryOperator::Ascending);
    if (is("nullsfirst") || is("nulls_first"))
        return unary(UnaryOperator::NullsFirst);
    if (is("nullslast") || is("nulls_last"))
        return unary(UnaryOperator::NullsLast);
    const auto bound = one.bind(call);
    if (!bound)
        return Value::poison();
    const Value other = call.interpreter.known(bound->at(0), call.at);
    if (other.isPoison())
        return other;
    if (is("in_") || is("notin_") || is("not_in"))
        return membership(call, subject, other, !is("in_"));
    if (is("is_") || is("is_not") || is("isnot")) {
        const QString printed = is("is_") ? QStringLiteral("IS") : QStringLiteral("IS NOT");
        const auto *constant = sqlAs<Expression>(other);
        const bool isConstant = constant && std::holds_alternative<SqlConstant>(constant->node);
        if (!other.isNone() && !other.as<bool>() && !isConstant)
            return call.handOver(QStringLiteral("compares with %1()").arg(method));
        const SqlConstant right = other.isNone() ? SqlConstant::Null
            : isConstant                         ? std::get<SqlConstant>(constant->node)
            : *other.as<bool>()                  ? SqlConstant::True
                                                 : SqlConstant::False;
        return sqlValue(Expression{BinaryExpression{printed, {subject, {right}}}});
    }
    if (is("collate")) {
        const auto collation = stringArgument(call, QStringLiteral("collation"), other);
        return collation ? sqlValue(Expression{CollateExpression{{subject}, *collation}}) : Value::poison();
    }
    if (is("op"))
        return call.handOver(QStringLiteral("builds a SQL expression with op()"));
    if (other.sql() || !other.string())
        return call.handOver(QStringLiteral("compares with %1()").arg(method));
    auto pattern = literalOrExpression(call, QStringLiteral("other"), other);
    const QString printed = is("like") ? QStringLiteral("LIKE") : QStringLiteral("ILIKE");
    return pattern ? sqlValue(Expression{BinaryExpression{printed, {subject, std::move(*pattern)}}})
                   : Value::poison();
}

} // namespace

Value membership(CallSite &call, const Expression &subject, const Value &members, bool negated)
{
    const auto *column = std::get_if<ColumnExpression>(&subject.node);
    const auto *select = sqlAs<SelectObject>(members);
    const auto *scalar = sqlAs<Expression>(members);
    if (select || (scalar && std::holds_alternative<SelectExpression>(scalar->node)))
        return sqlValue(
            Expression{InExpression{{subject}, {select ? Expression{select->query} : *scalar}, negated}});
    const auto all = call.interpreter.items(members, call.at);
    if (!all)
        return Value::poison();
    if (all->empty())
        return call.handOver(QStringLiteral("asks for membership in nothing"));
    InExpression result{{subject}, {}, negated};
    for (const Value &member : *all) {
        auto literal = literalOrExpression(
            call, QStringLiteral("a member"), member, column ? column->type : SqlType{});
        if (!literal)
            return Value::poison();
        result.members.push_back(std::move(*literal));
    }
    return sqlValue(Expression{std::move(result)});
}

bool hasSqlMethod(const Value &self, const QString &method)
{
    static const QStringList expression = QStringLiteral(
        "desc asc nullsfirst nulls_first nullslast nulls_last in_ notin_ not_in is_ is_not isnot "
        "collate like ilike op")
                                              .split(u' ');
    const bool makes = method == QLatin1String("create") || method == QLatin1String("drop");
    if (const auto *type = sqlAs<SqlType>(self))
        return method == QLatin1String("with_variant")
            || (makes && (type->kind == TypeKind::Enum || type->kind == TypeKind::PgEnum));
    if (sqlAs<ForeignTypeObject>(self) || sqlAs<DeclaredTypeObject>(self))
        return method == QLatin1String("with_variant");
    if (sqlAs<SequenceObject>(self))
        return makes || method == QLatin1String("next_value");
    if (hasQueryMethod(self, method))
        return true;
    if (isText(self))
        return method == QLatin1String("bindparams");
    if (sqlAs<Expression>(self))
        return expression.contains(method);
    return hasDmlMethod(self, method);
}

Value callSqlMethod(CallSite &call, const Value &self, const QString &method)
{
    if (method == QLatin1String("with_variant"))
        return withVariant(call, self);
    if (sqlAs<SqlType>(self))
        return createOrDrop(call, self, method == QLatin1String("create"));
    if (const auto *sequence = sqlAs<SequenceObject>(self)) {
        if (method != QLatin1String("next_value"))
            return createOrDrop(call, self, method == QLatin1String("create"));
        return nextValue(call, *sequence);
    }
    if (hasQueryMethod(self, method))
        return callQueryMethod(call, self, method);
    if (isText(self))
        return bindParameters(call, self);
    if (sqlAs<Expression>(self))
        return expressionMethod(call, self, method);
    return callDmlMethod(call, self, method);
}

Value nextValue(CallSite &call, const SequenceObject &sequence)
{
    const QString path = sequence.schema.isEmpty() ? sequence.name : sequence.schema + u'.' + sequence.name;
    // Only names that nobody would quote: the compiler quotes identifiers, not texts.
    const bool plain = std::all_of(path.begin(), path.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'.';
    });
    if (!plain || !call.arguments.positional.empty() || !call.arguments.keywords.empty())
        return call.handOver(QStringLiteral("takes the next value of a quoted sequence"));
    return sqlValue(Expression{LiteralColumn{QStringLiteral("nextval('%1')").arg(path)}});
}

Value sqlAttribute(Interpreter &interpreter, const Value &object, const QString &name, python::Extent at)
{
    if (const auto *names = sqlAs<FunctionNamespace>(object)) {
        if (name.startsWith(QLatin1String("__")))
            return interpreter.refusals().handOver(at, QStringLiteral("uses sa.func.") + name);
        return sqlValue(FunctionNamespace{names->path.isEmpty() ? name : names->path + u'.' + name});
    }
    if (hasSqlMethod(object, name))
        return Value::method(object, name);
    if (const auto *type = sqlAs<SqlType>(object);
        type && name == QLatin1String("name") && !type->name.isEmpty())
        return Value::string(type->name);
    if (const auto *type = sqlAs<SqlType>(object)) {
        if (const auto number = typeNumber(*type, name))
            return *number ? Value::integer(**number) : Value();
    }
    if (const auto *column = sqlAs<ColumnObject>(object); column && name == QLatin1String("name"))
        return Value::string(column->column.name);
    if (auto result = dmlAttribute(interpreter, object, name, at))
        return *result;
    return interpreter.refusals().handOver(
        at, QStringLiteral("uses .%1 of %2").arg(name, describe(*object.sql())));
}

} // namespace stillroom::evaluation

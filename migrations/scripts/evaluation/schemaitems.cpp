#include "migrations/scripts/evaluation/sqlarguments.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

bool namesColumn(const Expression &expression)
{
    const std::vector<Expression> operands = operandsOf(expression);
    return std::holds_alternative<ColumnExpression>(expression.node)
        || std::holds_alternative<LiteralColumn>(expression.node)
        || std::any_of(operands.begin(), operands.end(), namesColumn);
}

const char *schemaModules = "sqlalchemy sqlalchemy.schema sqlalchemy.sql.schema";

Value constraintValue(CallSite &call, Constraint constraint)
{
    return sqlValue(ConstraintObject{std::move(constraint), call.interpreter.nextOrder(), false});
}

bool attach(CallSite &call, ColumnObject &object, const Value &item)
{
    Column &column = object.column;
    if (const auto *key = sqlAs<ForeignKeyObject>(item)) {
        column.foreignKeys.push_back(key->key);
        return true;
    }
    if (const auto *identity = sqlAs<Identity>(item)) {
        column.serverDefault = *identity;
        return true;
    }
    if (const auto *computed = sqlAs<Computed>(item)) {
        column.serverDefault = *computed;
        return true;
    }
    if (sqlAs<FetchedValue>(item)) {
        column.serverDefault = FetchedValue{};
        return true;
    }
    if (const auto *sequence = sqlAs<SequenceObject>(item)) {
        column.hasSequence = !sequence->isOptional;
        return true;
    }
    const auto *constraint = sqlAs<ConstraintObject>(item);
    const auto *check = constraint ? std::get_if<CheckConstraint>(&constraint->constraint) : nullptr;
    if (!check) {
        call.wrong(QStringLiteral("an argument"), item);
        return false;
    }
    if (call.interpreter.options().generation == Generation::Newest && namesColumn(check->condition)) {
        call.raise(QStringLiteral("AssertionError: a CHECK of a column is a text since SQLAlchemy 2"));
        return false;
    }
    column.checks.push_back({check->condition, check->options, check->notValid});
    return true;
}

bool columnFlags(CallSite &call, const Signature::Bound &bound, Column &column)
{
    const auto primary = flagArgument(call, QStringLiteral("primary_key"), bound.at(3));
    const auto index = flagArgument(call, QStringLiteral("index"), bound.at(6));
    const auto unique = flagArgument(call, QStringLiteral("unique"), bound.at(7));
    const auto system = flagArgument(call, QStringLiteral("system"), bound.at(8));
    const auto comment = optionalString(call, QStringLiteral("comment"), bound.at(10));
    const auto quote = optionalFlag(call, QStringLiteral("quote"), bound.at(11));
    if (!primary || !index || !unique || !system || !comment || !quote)
        return false;
    column.primaryKey = *primary;
    column.index = *index;
    column.unique = *unique;
    column.system = *system;
    column.comment = *comment;
    column.quote = *quote;
    if (bound.given(4)) {
        const auto nullable = flagArgument(call, QStringLiteral("nullable"), bound.at(4));
        column.nullable = nullable;
        if (!nullable)
            return false;
    }
    const Value autoincrement = bound.given(9) ? bound.at(9) : Value::string(QStringLiteral("auto"));
    if (autoincrement.string() && *autoincrement.string() == QLatin1String("ignore_fk"))
        column.autoincrement = Autoincrement::IgnoreForeignKey;
    else if (const auto *flag = autoincrement.as<bool>())
        column.autoincrement = *flag ? Autoincrement::Yes : Autoincrement::No;
    else if (!autoincrement.string() || *autoincrement.string() != QLatin1String("auto"))
        return !call.wrong(QStringLiteral("autoincrement"), autoincrement).isPoison();
    return true;
}

/// The leading name and type of sa.Column's positional arguments; false when refused.
bool columnHead(CallSite &call, const Signature::Bound &bound, ColumnObject &object)
{
    std::vector<Value> rest = bound.rest;
    Value name = bound.at(0);
    Value type = bound.at(1);
    if (!rest.empty() && rest.front().string()) {
        if (bound.given(0))
            return !call.raise(QStringLiteral("ArgumentError: two names for a column")).isPoison();
        name = rest.front();
        rest.erase(rest.begin());
    } else if (!rest.empty() && rest.front().isNone() && !bound.given(0)) {
        rest.erase(rest.begin());
    }
    const bool typeFollows = !rest.empty()
        && (sqlAs<SqlType>(rest.front()) || sqlAs<ForeignTypeObject>(rest.front())
            || sqlAs<DeclaredTypeObject>(rest.front()) || sqlAs<TypeClassObject>(rest.front())
            || rest.front().entry() || rest.front().unknown());
    if (typeFollows && !bound.given(1)) {
        type = rest.front();
        rest.erase(rest.begin());
    }
    if (!type.isNone()) {
        const auto known = typeArgument(call, QStringLiteral("type"), type);
        if (!known)
            return false;
        object.column.type = *known;
    }
    object.named = !name.isNone();
    const auto text = nameArgument(call, QStringLiteral("name"), name);
    if (!text)
        return false;
    object.column.name = *text;
    return std::all_of(rest.begin(), rest.end(),
        [&](const Value &item) { return item.isNone() || attach(call, object, item); });
}

Value callColumn(CallSite &call)
{
    static const Signature signature(
        "*args, name=, type_=, key=, primary_key=, nullable=, server_default=, index=, unique=, system=, "
        "autoincrement=, comment=, quote=, default=, onupdate=, server_onupdate=, doc=, info=, "
        "insert_default=, "
        "sort_order=, **kw");
    const auto bound = signature.bind(call);
    ColumnObject object;
    if (!bound || !columnHead(call, *bound, object) || !columnFlags(call, *bound, object.column)
        || !dialectKeywords(call, bound->keywords, {}))
        return Value::poison();
    const auto key = nameArgument(call, QStringLiteral("key"), bound->at(2));
    if (!key)
        return Value::poison();
    object.key = bound->given(2) ? *key : object.column.name;
    if (bound->given(18) && bound->at(18).integral() != 0)
        return call.handOver(QStringLiteral("orders columns with sort_order="));
    if (bound->given(5)) {
        auto serverDefault = defaultArgument(call, QStringLiteral("server_default"), bound->at(5));
        if (!serverDefault)
            return Value::poison();
        if (!std::holds_alternative<std::monostate>(*serverDefault))
            object.column.serverDefault = std::move(*serverDefault);
    }
    const Value client = bound->at(12);
    object.unknownDefault = client.unknown() != nullptr;
    if (const auto *sequence = sqlAs<SequenceObject>(client))
        object.column.hasSequence = !sequence->isOptional;
    else
        object.column.hasClientDefault = !client.isNone();
    if (client.as<bool>() || client.as<qint64>() || client.string())
        object.clientDefault = literalArgument(call, QStringLiteral("default"), client);
    object.hasOnUpdate = !bound->at(13).isNone();
    object.column.place = call.interpreter.place(call.at);
    return sqlValue(std::move(object));
}

Value callForeignKey(CallSite &call)
{
    static const Signature signature("column, _constraint=, use_alter=, name=, onupdate=, ondelete=, "
                                     "deferrable=, initially=, link_to_name=, "
                                     "match=, info=, comment=, **kw");
    const auto bound = signature.bind(call);
    if (!bound || !dialectKeywords(call, bound->keywords, {"postgresql_not_valid"}))
        return Value::poison();
    ForeignKeyObject object;
    const auto target = stringArgument(call, QStringLiteral("column"), bound->at(0));
    const auto useAlter = flagArgument(call, QStringLiteral("use_alter"), bound->at(2));
    auto options = constraintOptions(call, bound->at(3), bound->at(6), bound->at(7));
    if (!target || !useAlter || !options
        || !referenceOptions(call, bound->at(4), bound->at(5), bound->at(9), object.key.reference))
        return Value::poison();
    object.key.target = *target;
    object.key.options = std::move(*options);
    object.key.reference.useAlter = *useAlter;
    if (const Value *flag = keyword(bound->keywords, "postgresql_not_valid"))
        object.key.reference.notValid = truth(*flag).value_or(false);
    return sqlValue(std::move(object));
}

Value callForeignKeyConstraint(CallSite &call)
{
    static const Signature signature("columns, refcolumns, name=, onupdate=, ondelete=, deferrable=, "
                                     "initially=, use_alter=, link_to_name=, "
                                     "match=, table=, info=, comment=, **kw");
    const auto bound = signature.bind(call);
    if (!bound || !dialectKeywords(call, bound->keywords, {"postgresql_not_valid"}))
        return Value::poison();
    ForeignKey key;
    const auto columns = stringsArgument(call, QStringLiteral("columns"), bound->at(0));
    const auto targets
        = columns ? stringsArgument(call, QStringLiteral("refcolumns"), bound->at(1)) : std::nullopt;
    auto options = constraintOptions(call, bound->at(2), bound->at(5), bound->at(6));
    const auto useAlter = flagArgument(call, QStringLiteral("use_alter"), bound->at(7));
    if (!columns || !targets || !options || !useAlter
        || !referenceOptions(call, bound->at(3), bound->at(4), bound->at(9), key.reference))
        return Value::poison();
    if (columns->size() != targets->size())
        return call.raise(QStringLiteral("ArgumentError: a foreign key with uneven columns"));
    key.columns = *columns;
    key.targets = *targets;
    key.options = std::move(*options);
    key.reference.useAlter = *useAlter;
    if (const Value *flag = keyword(bound->keywords, "postgresql_not_valid"))
        key.reference.notValid = truth(*flag).value_or(false);
    return constraintValue(call, std::move(key));
}

std::optional<QStringList> columnNames(CallSite &call, const std::vector<Value> &values)
{
    QStringList names;
    for (const Value &value : values) {
        const auto name = columnName(call, QStringLiteral("a column"), value);
        if (!name)
            return std::nullopt;
        names += *name;
    }
    return names;
}

Value callKeyConstraint(CallSite &call)
{
    static const Signature signature(
        "*columns, name=, deferrable=, initially=, info=, comment=, _implicit_generated=, **kw");
    const auto bound = signature.bind(call);
    if (!bound
        || !dialectKeywords(call, bound->keywords, {"postgresql_include", "postgresql_nulls_not_distinct"}))
        return Value::poison();
    auto columns = columnNames(call, bound->rest);
    auto options = constraintOptions(call, bound->at(0), bound->at(1), bound->at(2));
    if (!columns || !options)
        return Value::poison();
    QStringList include;
    if (const Value *given = keyword(bound->keywords, "postgresql_include"); given && !given->isNone()) {
        const auto names = stringsArgument(call, QStringLiteral("postgresql_include"), *given);
        if (!names)
            return Value::poison();
        include = *names;
    }
    if (call.entry->tag > 0)
        return constraintValue(call, PrimaryKey{std::move(*options), *columns, include});
    UniqueConstraint unique{std::move(*options), *columns, include};
    if (const Value *flag = keyword(bound->keywords, "postgresql_nulls_not_distinct"))
        unique.nullsNotDistinct = flag->isNone() ? std::nullopt : truth(*flag);
    return constraintValue(call, std::move(unique));
}

Value callCheckConstraint(CallSite &call)
{
    static const Signature signature(
        "sqltext, name=, deferrable=, initially=, table=, info=, _create_rule=, _autoattach=, _type_bound=, "
        "comment=, **kw");
    const auto bound = signature.bind(call);
    if (!bound || !dialectKeywords(call, bound->keywords, {"postgresql_not_valid"}))
        return Value::poison();
    auto condition = textOrExpression(call, QStringLiteral("sqltext"), bound->at(0));
    auto options = constraintOptions(call, bound->at(1), bound->at(2), bound->at(3));
    if (!condition || !options)
        return Value::poison();
    CheckConstraint check{std::move(*options), std::move(*condition)};
    if (const Value *flag = keyword(bound->keywords, "postgresql_not_valid"))
        check.notValid = truth(*flag).value_or(false);
    return constraintValue(call, std::move(check));
}

Value callIndex(CallSite &call)
{
    static const Signature signature("name, *expressions, unique=, quote=, info=, **kw");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    IndexObject object;
    const auto name = optionalString(call, QStringLiteral("name"), bound->at(0));
    const auto unique = flagArgument(call, QStringLiteral("unique"), bound->at(1));
    if (!name || !unique || !indexOptions(call, bound->keywords, object.index))
        return Value::poison();
    object.index.name = *name;
    object.index.conventional = bound->at(0).isConventional();
    object.index.unique = *unique;
    for (const Value &value : bound->rest) {
        auto expression = columnOrExpression(call, QStringLiteral("a column"), value);
        if (!expression)
            return Value::poison();
        object.index.expressions.push_back(std::move(*expression));
    }
    return sqlValue(std::move(object));
}

bool sequenceOptions(CallSite &call, const Signature::Bound &bound, size_t first, SequenceOptions &out)
{
    const std::array<std::optional<qint64> *, 4> numbers{
        &out.start, &out.increment, &out.minValue, &out.maxValue};
    for (size_t i = 0; i < numbers.size(); ++i) {
        const auto number = optionalLong(call, QStringLiteral("an option"), bound.at(first + i));
        if (!number)
            return false;
        *numbers[i] = *number;
    }
    const auto noMinimum = flagArgument(call, QStringLiteral("nominvalue"), bound.at(first + 4));
    const auto noMaximum = flagArgument(call, QStringLiteral("nomaxvalue"), bound.at(first + 5));
    const auto cycle = optionalFlag(call, QStringLiteral("cycle"), bound.at(first + 6));
    const auto cache = optionalLong(call, QStringLiteral("cache"), bound.at(first + 7));
    const auto order = optionalFlag(call, QStringLiteral("order"), bound.at(first + 8));
    if (!noMinimum || !noMaximum || !cycle || !cache || !order)
        return false;
    out.noMinValue = *noMinimum;
    out.noMaxValue = *noMaximum;
    out.cycle = *cycle;
    out.cache = *cache;
    out.order = *order;
    return true;
}

Value callIdentity(CallSite &call)
{
    static const Signature signature(
        "always=, on_null=, start=, increment=, minvalue=, maxvalue=, nominvalue=, "
        "nomaxvalue=, cycle=, cache=, order=, **kw");
    const auto bound = signature.bind(call);
    if (!bound || !dialectKeywords(call, bound->keywords, {}))
        return Value::poison();
    Identity identity;
    const auto always = flagArgument(call, QStringLiteral("always"), bound->at(0));
    const auto onNull = flagArgument(call, QStringLiteral("on_null"), bound->at(1));
    if (!always || !onNull || !sequenceOptions(call, *bound, 2, identity.options))
        return Value::poison();
    identity.always = *always;
    identity.onNull = *onNull;
    return sqlValue(std::move(identity));
}

Value callComputed(CallSite &call)
{
    static const Signature signature("sqltext, persisted=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    auto expression = textOrExpression(call, QStringLiteral("sqltext"), bound->at(0));
    const auto persisted = optionalFlag(call, QStringLiteral("persisted"), bound->at(1));
    if (!expression || !persisted)
        return Value::poison();
    return sqlValue(Computed{std::move(*expression), *persisted});
}

Value callFetchedValue(CallSite &)
{
    return sqlValue(FetchedValue{});
}

Value callDefaultClause(CallSite &call)
{
    static const Signature signature("arg, for_update=, _reflected=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const Value &arg = *bound->values[0];
    return arg.string() || sqlAs<Expression>(arg) ? arg : call.wrong(QStringLiteral("arg"), arg);
}

Value callSequence(CallSite &call)
{
    static const Signature signature(
        "name, start=, increment=, minvalue=, maxvalue=, nominvalue=, nomaxvalue=, cycle=, cache=, order=, "
        "*, "
        "schema=, data_type=, optional=, metadata=, quote=, quote_schema=, for_update=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    // Behind `increment` the order of the parameters differs between SQLAlchemy's versions.
    SequenceObject object;
    const auto name = stringArgument(call, QStringLiteral("name"), bound->at(0));
    const auto schema = nameArgument(call, QStringLiteral("schema"), bound->at(10));
    const auto isOptional = flagArgument(call, QStringLiteral("optional"), bound->at(12));
    if (!name || !schema || !isOptional || !sequenceOptions(call, *bound, 1, object.options))
        return Value::poison();
    if (bound->given(14) && !bound->at(14).isNone())
        return call.handOver(QStringLiteral("forces the quoting of a sequence with quote="));
    if (bound->given(11) && !bound->at(11).isNone()) {
        const auto type = typeArgument(call, QStringLiteral("data_type"), bound->at(11));
        if (!type)
            return Value::poison();
        object.options.dataType = *type;
    }
    object.name = *name;
    object.schema = *schema;
    object.isOptional = *isOptional;
    return sqlValue(std::move(object));
}

Value callSequenceStatement(CallSite &call)
{
    static const Signature signature("element, if_not_exists=, if_exists=, bind=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto *sequence = sqlAs<SequenceObject>(bound->at(0));
    const auto unlessThere = flagArgument(call, QStringLiteral("if_not_exists"), bound->at(1));
    const auto ifThere = flagArgument(call, QStringLiteral("if_exists"), bound->at(2));
    if (!sequence)
        return call.wrong(QStringLiteral("element"), bound->at(0));
    if (!unlessThere || !ifThere)
        return Value::poison();
    if (call.entry->tag > 0)
        return sqlValue(StatementObject{
            CreateSequence{sequence->name, sequence->schema, sequence->options, *unlessThere}});
    return sqlValue(StatementObject{DropSequence{sequence->name, sequence->schema, *ifThere}});
}

Value callSchemaStatement(CallSite &call)
{
    static const Signature signature("name, *, if_not_exists=, if_exists=, cascade=, quote=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto name = stringArgument(call, QStringLiteral("name"), bound->at(0));
    const auto unlessThere = flagArgument(call, QStringLiteral("if_not_exists"), bound->at(1));
    const auto ifThere = flagArgument(call, QStringLiteral("if_exists"), bound->at(2));
    const auto cascade = flagArgument(call, QStringLiteral("cascade"), bound->at(3));
    if (!name || !unlessThere || !ifThere || !cascade)
        return Value::poison();
    if (call.entry->tag > 0)
        return sqlValue(StatementObject{CreateSchema{*name, *unlessThere}});
    return sqlValue(StatementObject{DropSchema{*name, *cascade, *ifThere}});
}

Value callMetaData(CallSite &call)
{
    static const Signature signature("bind=, schema=, quote_schema=, naming_convention=, info=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    for (size_t i = 0; i < 4; ++i) {
        if (bound->given(i) && !bound->at(i).isNone())
            return Value::unknown(QStringLiteral("uses a MetaData with options"));
    }
    return sqlValue(MetaDataObject{});
}

} // namespace

void addSchemaItems(CatalogueBuilder &builder)
{
    builder.function(schemaModules, "Column", callColumn);
    builder.function(schemaModules, "ForeignKey", callForeignKey);
    builder.function(schemaModules, "ForeignKeyConstraint", callForeignKeyConstraint);
    builder.function(schemaModules, "PrimaryKeyConstraint", callKeyConstraint, 1);
    builder.function(schemaModules, "UniqueConstraint", callKeyConstraint, 0);
    builder.function(schemaModules, "CheckConstraint", callCheckConstraint);
    builder.function(schemaModules, "Index", callIndex);
    builder.function(schemaModules, "Identity", callIdentity);
    builder.function(schemaModules, "Computed", callComputed);
    builder.function(schemaModules, "FetchedValue", callFetchedValue);
    builder.function(schemaModules, "DefaultClause", callDefaultClause);
    builder.function(schemaModules, "Sequence", callSequence);
    builder.function(schemaModules, "MetaData", callMetaData);
    const char *ddl = "sqlalchemy.schema sqlalchemy.sql.ddl";
    builder.function(ddl, "CreateSequence", callSequenceStatement, 1);
    builder.function(ddl, "DropSequence", callSequenceStatement, 0);
    builder.function(ddl, "CreateSchema", callSchemaStatement, 1);
    builder.function(ddl, "DropSchema", callSchemaStatement, 0);
}

} // namespace stillroom::evaluation

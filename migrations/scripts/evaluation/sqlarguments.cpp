#include "migrations/scripts/evaluation/sqlarguments.h"

#include <algorithm>

namespace stillroom::evaluation
{

std::optional<std::optional<qint64>> optionalLong(
    CallSite &call, const QString &parameter, const Value &value)
{
    if (value.isNone())
        return std::optional<qint64>();
    if (const auto *number = value.as<qint64>())
        return std::optional(*number);
    call.wrong(parameter, value);
    return std::nullopt;
}

std::optional<std::optional<int>> optionalInteger(
    CallSite &call, const QString &parameter, const Value &value)
{
    const auto number = optionalLong(call, parameter, value);
    if (!number)
        return std::nullopt;
    if (!*number)
        return std::optional<int>();
    if (std::abs(**number) > 1'000'000'000) {
        call.handOver(QStringLiteral("gives %1 a number of that size").arg(call.name));
        return std::nullopt;
    }
    return std::optional(int(**number));
}

std::optional<SqlType> typeArgument(CallSite &call, const QString &parameter, const Value &value)
{
    if (const auto *type = sqlAs<SqlType>(value))
        return *type;
    if (const auto *declared = sqlAs<DeclaredTypeObject>(value))
        return declared->type;
    const auto *entry = value.entry();
    if ((entry && entry->kind == CatalogueEntry::Kind::Type) || sqlAs<TypeClassObject>(value)) {
        const Value made = call.interpreter.call(value, {}, call.at);
        if (const auto *type = sqlAs<SqlType>(made))
            return *type;
        if (made.isPoison())
            return std::nullopt;
    }
    if (const auto *foreign = sqlAs<ForeignTypeObject>(value);
        foreign || (entry && entry->kind == CatalogueEntry::Kind::Type))
        call.handOver(QStringLiteral("uses the type %1 of another database")
                          .arg(foreign ? foreign->name : entry->name));
    else
        call.wrong(parameter, value);
    return std::nullopt;
}

std::optional<Expression> textOrExpression(CallSite &call, const QString &parameter, const Value &value)
{
    if (const auto *text = value.string())
        return Expression{TextExpression{*text}};
    if (const auto *expression = sqlAs<Expression>(value))
        return *expression;
    call.wrong(parameter, value);
    return std::nullopt;
}

std::optional<Expression> columnOrExpression(CallSite &call, const QString &parameter, const Value &value)
{
    if (const auto *text = value.string())
        return Expression{ColumnExpression{*text}};
    if (const auto *expression = sqlAs<Expression>(value))
        return *expression;
    if (const auto *column = sqlAs<ColumnObject>(value))
        return Expression{ColumnExpression{column->column.name, {}, {}, column->column.type}};
    call.wrong(parameter, value);
    return std::nullopt;
}

namespace
{

std::optional<Literal> literalItems(CallSite &call, const QString &parameter, const std::vector<Value> &items)
{
    LiteralList list;
    for (const Value &item : items) {
        auto literal = literalArgument(call, parameter, item);
        if (!literal)
            return std::nullopt;
        list.items.push_back(std::move(*literal));
    }
    return Literal{std::move(list)};
}

std::optional<Literal> literalDict(CallSite &call, const QString &parameter, const DictObject &dict)
{
    LiteralDict result;
    for (const auto &[key, value] : dict.items) {
        const auto name = stringArgument(call, QStringLiteral("a key"), key);
        auto literal = name ? literalArgument(call, parameter, value) : std::nullopt;
        if (!literal)
            return std::nullopt;
        result.items.emplace_back(*name, std::move(*literal));
    }
    return Literal{std::move(result)};
}

} // namespace

std::optional<Literal> literalArgument(CallSite &call, const QString &parameter, const Value &value)
{
    if (value.isNone())
        return Literal{};
    if (const auto *flag = value.as<bool>())
        return Literal{*flag};
    if (const auto *number = value.as<qint64>())
        return Literal{LiteralInteger{QString::number(*number)}};
    if (const auto *number = value.as<double>())
        return Literal{LiteralFloat{floatRepr(*number)}};
    if (const auto *text = value.string())
        return Literal{*text};
    if (const auto *literal = sqlAs<LiteralObject>(value))
        return literal->literal;
    if (const auto *member = value.enumMember(); member && !member->isString)
        return Literal{LiteralEnumMember{member->name}};
    if (const auto *list = value.list())
        return literalItems(call, parameter, list->items);
    if (const auto *dict = value.dict())
        return literalDict(call, parameter, *dict);
    call.wrong(parameter, value);
    return std::nullopt;
}

std::optional<Expression> literalOrExpression(
    CallSite &call, const QString &parameter, const Value &value, const SqlType &type)
{
    if (const auto *expression = sqlAs<Expression>(value))
        return *expression;
    // A query as a value is a scalar subquery.
    if (const auto *select = sqlAs<SelectObject>(value))
        return Expression{select->query};
    auto literal = literalArgument(call, parameter, value);
    if (!literal)
        return std::nullopt;
    return Expression{LiteralExpression{std::move(*literal), type}};
}

TextParameter &parameterOf(TextExpression &text, const QString &name)
{
    const auto found = std::find_if(text.parameters.begin(), text.parameters.end(),
        [&name](const TextParameter &parameter) { return parameter.name == name; });
    if (found != text.parameters.end())
        return *found;
    return text.parameters.emplace_back(TextParameter{name});
}

std::optional<QString> columnName(CallSite &call, const QString &parameter, const Value &value)
{
    if (const auto *column = sqlAs<ColumnObject>(value))
        return column->column.name;
    if (const auto *expression = sqlAs<Expression>(value)) {
        if (const auto *column = std::get_if<ColumnExpression>(&expression->node))
            return column->name;
    }
    return stringArgument(call, parameter, value);
}

std::optional<ServerDefault> defaultArgument(CallSite &call, const QString &parameter, const Value &value)
{
    if (value.isNone())
        return ServerDefault{};
    if (const auto *text = value.string())
        return ServerDefault{StringDefault{*text}};
    if (const auto *expression = sqlAs<Expression>(value))
        return ServerDefault{ExpressionDefault{*expression}};
    if (const auto *identity = sqlAs<Identity>(value))
        return ServerDefault{*identity};
    if (const auto *computed = sqlAs<Computed>(value))
        return ServerDefault{*computed};
    if (sqlAs<FetchedValue>(value))
        return ServerDefault{FetchedValue{}};
    if (value.number())
        call.raise(QStringLiteral("ArgumentError: %1 of type %2").arg(parameter, value.typeName()));
    else
        call.wrong(parameter, value);
    return std::nullopt;
}

bool dialectKeywords(CallSite &call, const std::vector<std::pair<QString, Value>> &keywords,
    std::initializer_list<const char *> known)
{
    static const QStringList others
        = QStringLiteral("mysql_ mariadb_ sqlite_ oracle_ mssql_ sybase_ firebird_").split(u' ');
    for (const auto &entry : keywords) {
        const QString &name = entry.first;
        const bool read = std::any_of(
            known.begin(), known.end(), [&](const char *one) { return name == QLatin1String(one); });
        const bool foreign = std::any_of(
            others.begin(), others.end(), [&](const QString &prefix) { return name.startsWith(prefix); });
        if (!read && !foreign) {
            call.handOver(QStringLiteral("gives %1 the option %2").arg(call.name, name));
            return false;
        }
    }
    return true;
}

const Value *keyword(const std::vector<std::pair<QString, Value>> &keywords, const char *name)
{
    const auto it = std::find_if(keywords.begin(), keywords.end(),
        [name](const auto &entry) { return entry.first == QLatin1String(name); });
    return it == keywords.end() ? nullptr : &it->second;
}

std::optional<ConstraintOptions> constraintOptions(
    CallSite &call, const Value &name, const Value &deferrable, const Value &initially)
{
    ConstraintOptions options;
    auto text = optionalString(call, QStringLiteral("name"), name);
    const auto isDeferrable = optionalFlag(call, QStringLiteral("deferrable"), deferrable);
    const auto when = nameArgument(call, QStringLiteral("initially"), initially);
    if (!text || !isDeferrable || !when)
        return std::nullopt;
    options.name = std::move(*text);
    options.conventional = name.isConventional();
    options.deferrable = *isDeferrable;
    options.initially = *when;
    return options;
}

bool referenceOptions(
    CallSite &call, const Value &onUpdate, const Value &onDelete, const Value &match, ReferenceOptions &out)
{
    const auto update = nameArgument(call, QStringLiteral("onupdate"), onUpdate);
    const auto remove = nameArgument(call, QStringLiteral("ondelete"), onDelete);
    const auto how = nameArgument(call, QStringLiteral("match"), match);
    if (!update || !remove || !how)
        return false;
    out.onUpdate = *update;
    out.onDelete = *remove;
    out.match = *how;
    return true;
}

std::optional<std::vector<std::pair<QString, QString>>> pairsArgument(
    CallSite &call, const QString &parameter, const Value &value)
{
    std::vector<std::pair<QString, QString>> result;
    if (value.isNone())
        return result;
    if (!value.dict()) {
        call.wrong(parameter, value);
        return std::nullopt;
    }
    for (const auto &[key, held] : value.dict()->items) {
        const auto name = stringArgument(call, parameter, key);
        const auto text = held.isPoison() || held.unknown() ? std::nullopt : pythonString(held);
        if (!name || !text) {
            if (name)
                call.wrong(parameter, held);
            return std::nullopt;
        }
        result.emplace_back(*name, *text);
    }
    return result;
}

namespace
{

bool indexNames(CallSite &call, const std::vector<std::pair<QString, Value>> &keywords, Index &index)
{
    const auto text = [&](const char *name, QString &out) {
        const Value *value = keyword(keywords, name);
        const auto given = value ? nameArgument(call, QString::fromLatin1(name), *value) : std::optional(out);
        if (given)
            out = *given;
        return given.has_value();
    };
    if (const Value *include = keyword(keywords, "postgresql_include"); include && !include->isNone()) {
        const auto names = stringsArgument(call, QStringLiteral("postgresql_include"), *include);
        if (!names)
            return false;
        index.include = *names;
    }
    // using=False is SQLAlchemy's own default.
    const Value *method = keyword(keywords, "postgresql_using");
    const bool noMethod = method && method->as<bool>() && !*method->as<bool>();
    return (noMethod || text("postgresql_using", index.usingMethod))
        && text("postgresql_tablespace", index.tablespace);
}

} // namespace

bool indexOptions(CallSite &call, const std::vector<std::pair<QString, Value>> &keywords, Index &index)
{
    if (!dialectKeywords(call, keywords,
            {"postgresql_using", "postgresql_include", "postgresql_where", "postgresql_ops",
                "postgresql_concurrently", "postgresql_with", "postgresql_tablespace",
                "postgresql_nulls_not_distinct", "if_not_exists", "if_exists", "info"})
        || !indexNames(call, keywords, index))
        return false;
    if (const Value *where = keyword(keywords, "postgresql_where"); where && !where->isNone()) {
        auto condition = textOrExpression(call, QStringLiteral("postgresql_where"), *where);
        if (!condition)
            return false;
        index.where = std::move(*condition);
    }
    if (const Value *flag = keyword(keywords, "postgresql_concurrently")) {
        const auto concurrently = flagArgument(call, QStringLiteral("postgresql_concurrently"), *flag);
        if (!concurrently)
            return false;
        index.concurrently = *concurrently;
    }
    if (const Value *flag = keyword(keywords, "postgresql_nulls_not_distinct")) {
        const auto distinct = optionalFlag(call, QStringLiteral("postgresql_nulls_not_distinct"), *flag);
        if (!distinct)
            return false;
        index.nullsNotDistinct = *distinct;
    }
    const Value *ops = keyword(keywords, "postgresql_ops");
    const Value *with = keyword(keywords, "postgresql_with");
    auto classes = pairsArgument(call, QStringLiteral("postgresql_ops"), ops ? *ops : Value());
    auto storage = pairsArgument(call, QStringLiteral("postgresql_with"), with ? *with : Value());
    if (!classes || !storage)
        return false;
    index.operatorClasses = std::move(*classes);
    index.storage = std::move(*storage);
    return true;
}

} // namespace stillroom::evaluation

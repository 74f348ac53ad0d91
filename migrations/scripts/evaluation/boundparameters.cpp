#include "migrations/operations/typewriter.h"
#include "migrations/scripts/evaluation/dml.h"
#include "migrations/scripts/evaluation/operationcalls.h"
#include "migrations/scripts/evaluation/sqlarguments.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

/// The sets of parameters of one call: a dict, a list of them, or (before SQLAlchemy 2) keywords.
std::optional<std::vector<Value>> parameterSets(CallSite &call)
{
    const auto &arguments = call.arguments;
    const auto unclear = [&](const QString &what) {
        call.handOver(QStringLiteral("executes SQL with %1").arg(what));
        return std::nullopt;
    };
    if (!arguments.keywords.empty()) {
        const bool isParameters = call.interpreter.options().generation == Generation::Debian12
            && arguments.positional.size() == 1;
        std::vector<std::pair<Value, Value>> named;
        for (const auto &[name, value] : arguments.keywords) {
            if (!isParameters || name == QLatin1String("execution_options"))
                return unclear(QStringLiteral("the option %1").arg(name));
            named.emplace_back(Value::string(name), value);
        }
        return std::vector<Value>{Value::dict(std::move(named))};
    }
    const Value given = call.interpreter.known(arguments.positional[1], call.at);
    if (given.isPoison())
        return std::nullopt;
    if (given.isNone())
        return std::vector<Value>{Value::dict({})};
    if (given.dict())
        return std::vector<Value>{given};
    if (arguments.positional.size() != 2 || (!given.list() && !given.tuple()))
        return unclear(QStringLiteral("parameters that are %1").arg(given.typeName()));
    auto all = call.interpreter.items(given, call.at);
    if (all
        && (all->empty() || std::any_of(all->begin(), all->end(), [](const Value &v) { return !v.dict(); })))
        return unclear(QStringLiteral("parameters that are a list of something else than dicts"));
    return all;
}

bool isPlainText(const Value &value)
{
    return value.isNone() || value.as<bool>() || value.as<qint64>() || value.string();
}

/// Values that every driver sends with the same meaning; others are cast by one driver and not by another.
/// What a declared type makes of its values is SQLAlchemy's.
bool isSentAlike(const Value &value, const SqlType &type)
{
    const TypeFamily family = familyOf(type);
    if (!type.decorated && family == TypeFamily::Json)
        return isPlainText(value) || value.list() || value.dict();
    if (!type.decorated && family == TypeFamily::Array)
        return value.list()
            && std::all_of(value.list()->items.begin(), value.list()->items.end(), isPlainText);
    const auto *literal = sqlAs<LiteralObject>(value);
    const bool isMoment = literal
        && (std::holds_alternative<LiteralDate>(literal->literal.value)
            || std::holds_alternative<LiteralDateTime>(literal->literal.value)
            || std::holds_alternative<LiteralDecimal>(literal->literal.value));
    return isPlainText(value) || (isMoment && type.kind == TypeKind::Null);
}

bool bindInto(CallSite &call, TextExpression &text, const Value &parameters)
{
    for (const auto &[key, value] : parameters.dict()->items) {
        const auto name = stringArgument(call, QStringLiteral("a parameter"), key);
        const Value seen = call.interpreter.known(value, call.at);
        if (!name || seen.isPoison())
            return false;
        TextParameter &parameter = parameterOf(text, *name);
        if (!isSentAlike(seen, parameter.type)) {
            call.handOver(
                QStringLiteral("gives the parameter %1 %2, which each database driver writes in its own way")
                    .arg(*name, seen.typeName()));
            return false;
        }
        const auto literal = literalArgument(call, *name, seen);
        if (!literal)
            return false;
        parameter.value = *literal;
        parameter.sent = true;
    }
    return true;
}

} // namespace

bool executeWithParameters(CallSite &call)
{
    if (call.interpreter.options().offline)
        return !call.handOver(QStringLiteral("executes SQL with parameters, which --sql would drop"))
                    .isPoison();
    const auto sets = parameterSets(call);
    const Value statement = call.interpreter.known(call.arguments.positional.front(), call.at);
    if (!sets || statement.isPoison())
        return false;
    const auto *expression = sqlAs<Expression>(statement);
    const auto *text = expression ? std::get_if<TextExpression>(&expression->node) : nullptr;
    if (text) {
        for (const Value &parameters : *sets) {
            TextExpression bound = *text;
            if (!bindInto(call, bound, parameters))
                return false;
            call.interpreter.emitOperation(ExecuteSql{std::move(bound), false}, call.at);
        }
        return true;
    }
    if (const auto *insert = sqlAs<InsertObject>(statement);
        insert && insert->rows.empty() && !insert->query && !insert->onConflict) {
        auto rows = bulkInsert(call, Value(Value::Data(insert->table)), Value::list(*sets));
        if (rows)
            call.interpreter.emitOperation(std::move(*rows), call.at);
        return rows.has_value();
    }
    return !call.handOver(QStringLiteral("executes %1 with parameters").arg(statement.typeName())).isPoison();
}

} // namespace stillroom::evaluation

#include "migrations/operations/typewriter.h"
#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

#include <algorithm>
#include <array>

namespace stillroom::evaluation
{

using namespace python;
using python::Expression; // not the SQL one

namespace
{

/// What a type class may say that changes only how values travel, never how the type is written.
bool concernsValues(std::string_view name)
{
    static constexpr std::array<std::string_view, 17> names{"cache_ok", "process_bind_param",
        "process_result_value", "process_literal_param", "coerce_compared_value", "python_type",
        "comparator_factory", "bind_processor", "result_processor", "literal_processor", "bind_expression",
        "column_expression", "hashable", "coerce_to_is_types", "__repr__", "__doc__", "compare_values"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isNumber(const SqlType &type)
{
    const TypeFamily family = familyOf(type);
    return family == TypeFamily::Integer || family == TypeFamily::BigInteger
        || family == TypeFamily::SmallInteger || family == TypeFamily::Numeric;
}

} // namespace

Value Interpreter::typeClass(const Class &node, bool isDecorator)
{
    TypeClassObject made{fromUtf8(node.name), isDecorator};
    const auto stops = [&](const python::Statement &statement) {
        made.refusal = QStringLiteral("uses the type %1, whose class says more than its SQL in line %2")
                           .arg(made.name, lineOf(statement.extent));
    };
    for (const python::Statement *statement : node.body) {
        if (const auto *function = statement->as<Function>()) {
            const auto value = [&] {
                return Value(Value::Data(std::shared_ptr<const FunctionObject>(method(*function))));
            };
            if (isDecorator && function->name == "load_dialect_impl")
                made.loadImpl = value();
            else if (!isDecorator && function->name == "get_col_spec")
                made.columnSpec = value();
            else if (!concernsValues(function->name))
                stops(*statement);
            continue;
        }
        const auto *assign = statement->as<Assign>();
        const auto *target = assign && assign->targets.size() == 1 ? assign->targets[0]->as<Name>() : nullptr;
        const auto *text = statement->as<ExpressionStatement>();
        if (target && isDecorator && target->name == "impl")
            made.impl = evaluate(*assign->value);
        else if (!(target && concernsValues(target->name)) && !statement->is<Pass>()
            && !(text && text->value->is<StringLiteral>()))
            stops(*statement);
    }
    return sqlValue(std::move(made));
}

Value Interpreter::makeScriptType(const TypeClassObject &type, Arguments arguments, Extent at)
{
    if (!type.refusal.isEmpty())
        return m_refusals.handOver(at, type.refusal);
    const auto vague = [&] {
        return m_refusals.handOver(at,
            QStringLiteral("uses the type %1, whose SQL its class does not say in literals").arg(type.name));
    };
    const Value self = Value::unknown(QStringLiteral("uses the type %1 of the script").arg(type.name));
    SqlType result;
    if (!type.isDecorator) {
        if (!type.columnSpec.function() || !arguments.positional.empty() || !arguments.keywords.empty())
            return vague();
        const Value text = call(type.columnSpec, {{self}, {}}, at);
        if (!text.string())
            return text.isPoison() ? text : vague();
        result.kind = TypeKind::Verbatim;
        result.text = *text.string();
        result.decorated = true;
        return sqlValue(std::move(result));
    }
    // An instance as impl takes no notice of the arguments; a class is made with them.
    const Value impl = type.impl.entry() || sqlAs<TypeClassObject>(type.impl)
        ? call(type.impl, std::move(arguments), at)
        : known(type.impl, at);
    const auto *underneath = sqlAs<SqlType>(impl);
    if (!underneath)
        return impl.isPoison() ? impl : vague();
    result = *underneath;
    if (type.loadImpl.function()) {
        const Value dialect = contextValue({ContextObject::Kind::Dialect});
        const Value loaded = call(type.loadImpl, {{self, dialect}, {}}, at);
        const auto *shown = sqlAs<SqlType>(loaded);
        if (!shown || isNumber(*shown) != isNumber(*underneath))
            return loaded.isPoison() ? loaded : vague();
        result = *shown;
    }
    // ENUM types and CHECKs of a decorated type come and go by rules of their own.
    if (result.kind == TypeKind::Enum || result.kind == TypeKind::PgEnum || result.createConstraint)
        return vague();
    result.decorated = true;
    return sqlValue(std::move(result));
}

} // namespace stillroom::evaluation

#include "migrations/scripts/evaluation/catalogue.h"

#include <algorithm>

namespace stillroom::evaluation
{

using namespace python;
using python::Expression; // not the SQL one

void Interpreter::executeClass(const Class &node)
{
    const QString name = fromUtf8(node.name);
    const auto unknown = [&](const QString &why) {
        m_frame->set(node.name, Value::unknown(QStringLiteral("uses the class %1%2").arg(name, why)));
    };
    bool isEnum = false;
    bool isString = false;
    bool isDecorator = false;
    bool isType = false;
    for (const Expression *base : node.bases) {
        const Value value = evaluate(*base);
        const QString type = value.entry() ? value.entry()->name : QString();
        if (type == QLatin1String("enum.Enum"))
            isEnum = true;
        else if (type.endsWith(QLatin1String(".TypeDecorator")))
            isDecorator = true;
        else if (type.endsWith(QLatin1String(".UserDefinedType")))
            isType = true;
        else if (type == QLatin1String("str"))
            isString = true;
        else if (type != QLatin1String("object"))
            return unknown(QStringLiteral(" of line %1").arg(lineOf(node.extent)));
    }
    if (!node.decorators.empty() || !node.keywords.empty() || (isString && !isEnum))
        return unknown(QStringLiteral(" of line %1").arg(lineOf(node.extent)));
    if (isEnum || isDecorator || isType) {
        m_frame->set(node.name, isEnum ? enumClass(node, isString) : typeClass(node, isDecorator));
        return;
    }
    auto made = std::make_shared<ClassObject>();
    made->name = name;
    for (const python::Statement *statement : node.body) {
        const auto *assign = statement->as<Assign>();
        const auto *target = assign && assign->targets.size() == 1 ? assign->targets[0]->as<Name>() : nullptr;
        if (target)
            made->attributes.emplace_back(fromUtf8(target->name), evaluate(*assign->value));
    }
    m_frame->set(node.name, Value(Value::Data(std::move(made))));
}

Value Interpreter::enumClass(const Class &node, bool isString)
{
    auto made = std::make_shared<ClassObject>();
    made->name = fromUtf8(node.name);
    made->isEnum = true;
    made->isStringEnum = isString;
    for (const python::Statement *statement : node.body) {
        const auto *assign = statement->as<Assign>();
        const auto *target = assign && assign->targets.size() == 1 ? assign->targets[0]->as<Name>() : nullptr;
        if (!target) {
            const auto *text = statement->as<ExpressionStatement>();
            if (statement->is<Pass>() || statement->is<Function>()
                || (text && text->value->is<StringLiteral>()))
                continue;
            return Value::unknown(
                QStringLiteral("uses the enum %1, whose body is more than members").arg(made->name));
        }
        const Value value = known(evaluate(*assign->value), assign->extent);
        const bool plain = isString ? value.string() != nullptr : hashable(value);
        const bool fresh
            = std::none_of(made->attributes.begin(), made->attributes.end(), [&](const auto &other) {
                  return equal(*other.second.enumMember()->value, value).value_or(true);
              });
        if (!plain || !fresh || target->name.starts_with('_'))
            return Value::unknown(
                QStringLiteral("uses the enum %1, whose members are not plain values").arg(made->name));
        EnumMember member;
        member.owner = made;
        member.isString = isString;
        member.className = made->name;
        member.name = fromUtf8(target->name);
        member.value = std::make_shared<Value>(value);
        const QString name = member.name;
        made->attributes.emplace_back(
            name, Value(Value::Data(std::make_shared<const EnumMember>(std::move(member)))));
    }
    return Value(Value::Data(std::move(made)));
}

} // namespace stillroom::evaluation

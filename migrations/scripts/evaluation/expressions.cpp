#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/comprehension.h"

#include <algorithm>

namespace stillroom::evaluation
{

using namespace python;
using python::Expression; // not the SQL one

namespace
{

// Python's own limit is 1000 frames; expressions of migrations nest a dozen deep.
constexpr int deepestExpression = 300;

} // namespace

Value Interpreter::evaluate(const Expression &node)
{
    if (m_depth >= deepestExpression)
        return m_refusals.refuse(node.extent, QStringLiteral("nests expressions too deeply to be read"));
    if (m_stopped || !spend(node.extent))
        return Value::poison();
    ++m_depth;
    Value value = evaluateNode(node);
    --m_depth;
    return value;
}

Value Interpreter::evaluateNode(const Expression &node)
{
    const auto unsupported = [&](const QString &what) { return m_refusals.refuse(node.extent, what); };
    return visit(node,
        Overloaded{
            [&](const Name &n) { return name(n); },
            [&](const NoneLiteral &) { return Value(); },
            [&](const BoolLiteral &n) { return Value::boolean(n.value); },
            [&](const EllipsisLiteral &) { return Value::unknown(QStringLiteral("uses the value ...")); },
            [&](const IntLiteral &n) {
                return n.value ? Value::integer(*n.value)
                               : unsupported(QStringLiteral("has an integer beyond 64 bits"));
            },
            [&](const FloatLiteral &n) { return Value::real(n.value); },
            [&](const ImaginaryLiteral &) { return unsupported(QStringLiteral("has a complex number")); },
            [&](const StringLiteral &n) { return literalText(n.value, n.extent); },
            [&](const BytesLiteral &) { return Value::unknown(QStringLiteral("uses a bytes literal")); },
            [&](const FormattedString &n) { return formatted(n); },
            [&](const FormattedValue &n) { return formatted(n); },
            [&](const Tuple &n) {
                auto items = elements(n.elements);
                return items ? Value::tuple(std::move(*items)) : Value::poison();
            },
            [&](const List &n) {
                auto items = elements(n.elements);
                return items ? Value::list(std::move(*items)) : Value::poison();
            },
            [&](const Set &n) { return setDisplay(n); },
            [&](const Dict &n) { return dictionary(n); },
            [&](const BinaryOperation &n) { return binary(n); },
            [&](const UnaryOperation &n) { return unary(n); },
            [&](const BooleanOperation &n) { return boolean(n); },
            [&](const Comparison &n) { return comparison(n); },
            [&](const Call &n) { return callNode(n); },
            [&](const Attribute &n) {
                const Value value = evaluate(*n.value);
                return attribute(value, fromUtf8(n.name), n.extent);
            },
            [&](const Subscript &n) { return subscript(n); },
            [&](const Slice &) { return unsupported(QStringLiteral("has a slice outside brackets")); },
            [&](const Starred &) { return unsupported(QStringLiteral("has a star outside a list")); },
            [&](const Lambda &n) { return lambda(n); },
            [&](const Conditional &n) { return conditional(n); },
            [&](const Assignment &n) {
                Value value = evaluate(*n.value);
                if (m_stopped)
                    return value;
                Frame *frame = m_frame.get();
                while (frame->isComprehension)
                    frame = frame->enclosing.get();
                frame->set(n.target->name, value);
                return value;
            },
            [&](const ListComprehension &n) {
                auto items = collected(n.element, n.clauses);
                return items ? Value::list(std::move(*items)) : Value::poison();
            },
            [&](const SetComprehension &n) { return setComprehension(n); },
            [&](const DictComprehension &n) { return dictComprehension(n); },
            [&](const Generator &n) {
                auto items = collected(n.element, n.clauses);
                return items ? Value::iterator(std::move(*items)) : Value::poison();
            },
            [&](const Await &) { return unsupported(QStringLiteral("awaits a coroutine")); },
            [&](const Yield &) { return unsupported(QStringLiteral("yields")); },
            [&](const YieldFrom &) { return unsupported(QStringLiteral("yields")); },
        });
}

Value Interpreter::literalText(std::string_view text, Extent at)
{
    QString value = fromUtf8(text);
    if (value.contains(QChar::ReplacementCharacter) && text.find("\xEF\xBF\xBD") == std::string_view::npos)
        return m_refusals.refuse(at, QStringLiteral("has a string with half of a surrogate pair"));
    return Value::string(std::move(value));
}

Value Interpreter::name(const Name &node)
{
    for (const Frame *frame = m_frame.get(); frame && frame != m_globals.get();
         frame = frame->enclosing.get()) {
        if (const Value *value = frame->find(node.name))
            return *value;
        if (frame->own && frame->own->contains(node.name)) {
            if (m_refusals.any())
                return Value::poison();
            return m_refusals.raise(node.extent,
                QStringLiteral("UnboundLocalError: %1 is used before it is set").arg(fromUtf8(node.name)));
        }
    }
    if (const Value *value = m_globals->find(node.name))
        return *value;
    for (auto it = m_starImports.rbegin(); it != m_starImports.rend(); ++it) {
        Value value = moduleMember(**it, fromUtf8(node.name));
        if (!value.unknown())
            return value;
    }
    const auto builtin = builtinsModule().entries.constFind(fromUtf8(node.name));
    if (builtin != builtinsModule().entries.cend())
        return builtin->kind == CatalogueEntry::Kind::Constant ? builtin->constant
                                                               : Value(Value::Data(EntryValue(&*builtin)));
    if (m_refusals.any())
        return Value::poison(); // the statement that sets it may be one that was refused
    return m_refusals.raise(
        node.extent, QStringLiteral("NameError: %1 is defined nowhere").arg(fromUtf8(node.name)));
}

Value Interpreter::known(Value value, Extent at)
{
    if (const auto *unknown = value.unknown())
        return m_refusals.handOver(at, unknown->why);
    return value;
}

std::optional<bool> Interpreter::isTrue(const Value &value, Extent at)
{
    const Value seen = known(value, at);
    if (seen.isPoison())
        return std::nullopt;
    const auto result = truth(seen);
    if (!result)
        m_refusals.handOver(at, QStringLiteral("decides by %1").arg(seen.typeName()));
    return result;
}

std::optional<std::vector<Value>> Interpreter::items(const Value &value, Extent at)
{
    const Value seen = known(value, at);
    if (seen.isPoison())
        return std::nullopt;
    const auto *range = seen.as<RangeObject>();
    if (range && range->length() > mostItems) {
        m_refusals.refuse(at, QStringLiteral("walks a range of more than a million numbers"));
        return std::nullopt;
    }
    auto result = iterated(seen);
    if (!result) {
        if (seen.set())
            m_refusals.handOver(at, QStringLiteral("walks a set, whose order changes from run to run"));
        else if (seen.context())
            m_refusals.handOver(at, QStringLiteral("walks the rows of a query"));
        else
            m_refusals.raise(at, QStringLiteral("TypeError: %1 cannot be iterated").arg(seen.typeName()));
    }
    return result;
}

std::optional<std::vector<Value>> Interpreter::elements(Nodes<Expression> nodes)
{
    std::vector<Value> result;
    result.reserve(nodes.size());
    bool sound = true;
    for (const Expression *node : nodes) {
        const auto *starred = node->as<Starred>();
        if (!starred) {
            result.push_back(evaluate(*node));
            continue;
        }
        auto more = items(evaluate(*starred->value), starred->extent);
        sound = sound && more;
        if (more)
            result.insert(result.end(), more->begin(), more->end());
    }
    return sound ? std::optional(std::move(result)) : std::nullopt;
}

Value Interpreter::setDisplay(const Set &node)
{
    auto all = elements(node.elements);
    return all ? makeSet(*all, node.extent) : Value::poison();
}

Value Interpreter::makeSet(const std::vector<Value> &all, Extent at)
{
    std::vector<Value> members;
    for (const Value &item : all) {
        const Value seen = known(item, at);
        if (seen.isPoison())
            return seen;
        if (!hashable(seen))
            return m_refusals.raise(at, QStringLiteral("TypeError: %1 is not hashable").arg(seen.typeName()));
        const bool there = std::any_of(members.begin(), members.end(),
            [&](const Value &member) { return equal(member, seen).value_or(false); });
        if (!there)
            members.push_back(seen);
        if (!spend(at))
            return Value::poison();
    }
    return Value::set(std::move(members));
}

Value Interpreter::dictionary(const Dict &node)
{
    DictObject dict;
    for (const DictItem &item : node.items) {
        if (item.key) {
            if (!putItem(dict, evaluate(*item.key), evaluate(*item.value), item.key->extent))
                return Value::poison();
            continue;
        }
        const Value other = known(evaluate(*item.value), item.value->extent);
        if (!other.dict())
            return other.isPoison() ? other
                                    : m_refusals.raise(item.value->extent, QStringLiteral("TypeError in **"));
        for (const auto &[key, value] : other.dict()->items)
            insert(dict, key, value);
    }
    return Value::dict(std::move(dict.items));
}

bool Interpreter::putItem(DictObject &dict, const Value &key, Value value, Extent at)
{
    const Value seen = known(key, at);
    if (seen.isPoison())
        return false;
    if (!hashable(seen)) {
        m_refusals.raise(at, QStringLiteral("TypeError: %1 is not hashable").arg(seen.typeName()));
        return false;
    }
    m_steps += qint64(dict.items.size()) / 8;
    insert(dict, seen, std::move(value));
    return true;
}

Value Interpreter::binary(const BinaryOperation &node)
{
    // "a" + "b" + … of a thousand parts leans to the left: walk down it without recursion.
    std::vector<const BinaryOperation *> chain;
    const Expression *left = &node;
    while (const auto *operation = left->as<BinaryOperation>()) {
        chain.push_back(operation);
        left = operation->left;
    }
    Value value = evaluate(*left);
    for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
        const Value right = known(evaluate(*(*it)->right), (*it)->right->extent);
        value = known(value, (*it)->extent);
        if (value.isPoison() || right.isPoison()) {
            value = Value::poison();
            continue;
        }
        value = binaryOperation(*this, (*it)->op, value, right, (*it)->extent);
        if (!spend(node.extent))
            return Value::poison();
    }
    return value;
}

Value Interpreter::unary(const UnaryOperation &node)
{
    const Value value = known(evaluate(*node.operand), node.extent);
    if (value.isPoison())
        return value;
    Arguments none;
    CallSite site{*this, QStringLiteral("operator"), none, node.extent};
    if (node.op == python::UnaryOperator::Not) {
        if (auto negated = sqlNot(site, value))
            return *negated;
        const auto truthful = isTrue(value, node.extent);
        return truthful ? Value::boolean(!*truthful) : Value::poison();
    }
    if (value.sql() && node.op == python::UnaryOperator::Invert) {
        if (auto negated = sqlNot(site, value))
            return *negated;
    }
    const auto whole = value.integral();
    if (whole && *whole != std::numeric_limits<qint64>::min()) {
        if (node.op == python::UnaryOperator::Minus)
            return Value::integer(-*whole);
        return Value::integer(node.op == python::UnaryOperator::Plus ? *whole : ~*whole);
    }
    if (const auto *real = value.as<double>(); real && node.op != python::UnaryOperator::Invert)
        return Value::real(node.op == python::UnaryOperator::Minus ? -*real : *real);
    return m_refusals.handOver(
        node.extent, QStringLiteral("applies an operator to %1").arg(value.typeName()));
}

Value Interpreter::boolean(const BooleanOperation &node)
{
    Value value;
    for (const Expression *operand : node.operands) {
        value = evaluate(*operand);
        if (operand == node.operands.back())
            break;
        const auto truthful = isTrue(value, operand->extent);
        if (!truthful)
            return Value::poison();
        if (*truthful != (node.op == python::BooleanOperator::And))
            break;
    }
    return value;
}

Value Interpreter::comparison(const Comparison &node)
{
    Value left = evaluate(*node.first);
    Value result;
    for (const Comparand &comparand : node.rest) {
        Value right = evaluate(*comparand.operand);
        result = compare(*this, comparand.op, left, right, node.extent);
        if (&comparand == &node.rest.back())
            break;
        const auto truthful = isTrue(result, node.extent);
        if (!truthful)
            return Value::poison();
        if (!*truthful)
            break;
        left = std::move(right);
    }
    return result;
}

Value Interpreter::conditional(const Conditional &node)
{
    const auto truthful = isTrue(evaluate(*node.condition), node.condition->extent);
    if (!truthful)
        return Value::poison();
    return evaluate(*truthful ? *node.whenTrue : *node.whenFalse);
}

Value Interpreter::formatted(const FormattedString &node)
{
    QString text;
    for (const Expression *part : node.parts) {
        const Value value = evaluate(*part);
        if (!value.string())
            return Value::poison();
        text += *value.string();
        if (text.size() > mostCharacters)
            return m_refusals.refuse(node.extent, QStringLiteral("builds a text of many megabytes"));
    }
    return Value::string(std::move(text));
}

Value Interpreter::formatted(const FormattedValue &node)
{
    const Value value = known(evaluate(*node.value), node.extent);
    if (value.isPoison())
        return value;
    QString spec;
    if (node.format) {
        const Value written = formatted(*node.format);
        if (!written.string())
            return Value::poison();
        spec = *written.string();
    }
    auto text = formatValue(value, QChar(char16_t(node.conversion)), spec);
    if (!text)
        return m_refusals.handOver(node.extent,
            QStringLiteral("writes %1 into a text%2")
                .arg(value.typeName(),
                    spec.isEmpty() ? QString() : QStringLiteral(" with the format ") + spec));
    return Value::string(std::move(*text));
}

Value Interpreter::lambda(const Lambda &node)
{
    auto made = function(node.parameters, QStringLiteral("lambda"), node.extent);
    made->expression = node.body;
    return Value(Value::Data(std::shared_ptr<const FunctionObject>(std::move(made))));
}

Value Interpreter::setComprehension(const SetComprehension &node)
{
    const auto all = collected(node.element, node.clauses);
    return all ? makeSet(*all, node.extent) : Value::poison();
}

std::optional<std::vector<Value>> Interpreter::collected(
    const Expression *element, Values<ComprehensionClause> clauses)
{
    std::vector<Value> result;
    const bool sound = comprehension(clauses, [&] {
        result.push_back(evaluate(*element));
        return result.size() <= size_t(mostItems);
    });
    return sound ? std::optional(std::move(result)) : std::nullopt;
}

Value Interpreter::dictComprehension(const DictComprehension &node)
{
    DictObject dict;
    const bool sound = comprehension(node.clauses, [&] {
        const Value key = evaluate(*node.key);
        return putItem(dict, key, evaluate(*node.value), node.extent);
    });
    return sound ? Value::dict(std::move(dict.items)) : Value::poison();
}

} // namespace stillroom::evaluation

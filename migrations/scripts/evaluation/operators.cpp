#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

#include <algorithm>
#include <cmath>

namespace stillroom::evaluation
{

using python::BinaryOperator;
using python::ComparisonOperator;

namespace
{

const char *symbol(BinaryOperator op)
{
    switch (op) {
    case BinaryOperator::Add:
        return "+";
    case BinaryOperator::Subtract:
        return "-";
    case BinaryOperator::Multiply:
        return "*";
    case BinaryOperator::MatrixMultiply:
        return "@";
    case BinaryOperator::Divide:
        return "/";
    case BinaryOperator::FloorDivide:
        return "//";
    case BinaryOperator::Modulo:
        return "%";
    case BinaryOperator::Power:
        return "**";
    case BinaryOperator::LeftShift:
        return "<<";
    case BinaryOperator::RightShift:
        return ">>";
    case BinaryOperator::BitOr:
        return "|";
    case BinaryOperator::BitXor:
        return "^";
    case BinaryOperator::BitAnd:
        return "&";
    }
    Q_UNREACHABLE();
}

qint64 floorDivide(qint64 a, qint64 b)
{
    const qint64 quotient = a / b;
    return (a % b != 0 && (a < 0) != (b < 0)) ? quotient - 1 : quotient;
}

std::optional<qint64> power(qint64 base, qint64 exponent)
{
    if (exponent < 0 || exponent > 63)
        return std::nullopt;
    qint64 result = 1;
    for (qint64 i = 0; i < exponent; ++i) {
        if (__builtin_mul_overflow(result, base, &result))
            return std::nullopt;
    }
    return result;
}

/// Nothing: beyond 64 bits, a division by zero, or not certain.
std::optional<Value> integerOperation(BinaryOperator op, qint64 a, qint64 b)
{
    qint64 result = 0;
    const bool dividesBad = b == 0 || (a == std::numeric_limits<qint64>::min() && b == -1);
    switch (op) {
    case BinaryOperator::Add:
        return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(Value::integer(result));
    case BinaryOperator::Subtract:
        return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional(Value::integer(result));
    case BinaryOperator::Multiply:
        return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(Value::integer(result));
    case BinaryOperator::Divide: {
        // Exact up to 2^53, where int and double agree.
        const bool exact = std::abs(double(a)) < 9e15 && std::abs(double(b)) < 9e15;
        return b == 0 || !exact ? std::nullopt : std::optional(Value::real(double(a) / double(b)));
    }
    case BinaryOperator::FloorDivide:
        return dividesBad ? std::nullopt : std::optional(Value::integer(floorDivide(a, b)));
    case BinaryOperator::Modulo:
        return dividesBad ? std::nullopt : std::optional(Value::integer(a - floorDivide(a, b) * b));
    case BinaryOperator::Power: {
        const auto raised = power(a, b);
        return raised ? std::optional(Value::integer(*raised)) : std::nullopt;
    }
    case BinaryOperator::LeftShift:
        if (b < 0 || b > 62 || a < 0 || a > (std::numeric_limits<qint64>::max() >> b))
            return std::nullopt;
        return Value::integer(a << b);
    case BinaryOperator::RightShift:
        return b < 0 || b > 63 ? std::nullopt : std::optional(Value::integer(a >> std::min<qint64>(b, 63)));
    case BinaryOperator::BitOr:
        return Value::integer(a | b);
    case BinaryOperator::BitXor:
        return Value::integer(a ^ b);
    case BinaryOperator::BitAnd:
        return Value::integer(a & b);
    case BinaryOperator::MatrixMultiply:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

std::optional<Value> realOperation(BinaryOperator op, double a, double b)
{
    if (op == BinaryOperator::Add)
        return Value::real(a + b);
    if (op == BinaryOperator::Subtract)
        return Value::real(a - b);
    if (op == BinaryOperator::Multiply)
        return Value::real(a * b);
    if (op == BinaryOperator::Divide && b != 0)
        return Value::real(a / b);
    return std::nullopt;
}

std::optional<Value> repeated(const Value &sequence, qint64 times)
{
    times = std::max<qint64>(times, 0);
    if (const auto *text = sequence.string()) {
        if (text->size() * times > mostCharacters)
            return std::nullopt;
        return Value::string(text->repeated(times));
    }
    const std::vector<Value> *items = sequence.list() ? &sequence.list()->items
        : sequence.tuple()                            ? &sequence.tuple()->items
                                                      : nullptr;
    if (!items || qint64(items->size()) * times > mostItems)
        return std::nullopt;
    std::vector<Value> result;
    for (qint64 i = 0; i < times; ++i)
        result.insert(result.end(), items->begin(), items->end());
    return sequence.list() ? Value::list(std::move(result)) : Value::tuple(std::move(result));
}

std::optional<Value> joined(const Value &left, const Value &right)
{
    if (left.string() && right.string()) {
        if (left.string()->size() + right.string()->size() > mostCharacters)
            return std::nullopt;
        return Value::string(*left.string() + *right.string());
    }
    const auto glue = [](std::vector<Value> a, const std::vector<Value> &b) {
        a.insert(a.end(), b.begin(), b.end());
        return a;
    };
    if (left.list() && right.list()
        && left.list()->items.size() + right.list()->items.size() < size_t(mostItems))
        return Value::list(glue(left.list()->items, right.list()->items));
    if (left.tuple() && right.tuple()
        && left.tuple()->items.size() + right.tuple()->items.size() < size_t(mostItems))
        return Value::tuple(glue(left.tuple()->items, right.tuple()->items));
    return std::nullopt;
}

bool holds(const std::vector<Value> &items, const Value &wanted)
{
    return std::any_of(
        items.begin(), items.end(), [&](const Value &item) { return equal(item, wanted).value_or(false); });
}

std::optional<Value> setOperation(BinaryOperator op, const SetObject &a, const SetObject &b)
{
    std::vector<Value> result;
    for (const Value &item : a.items) {
        const bool both = holds(b.items, item);
        if (op == BinaryOperator::BitOr || both == (op == BinaryOperator::BitAnd))
            result.push_back(item);
    }
    if (op == BinaryOperator::BitOr || op == BinaryOperator::BitXor) {
        for (const Value &item : b.items) {
            if (!holds(a.items, item))
                result.push_back(item);
        }
    }
    const bool known = op == BinaryOperator::BitOr || op == BinaryOperator::BitAnd
        || op == BinaryOperator::BitXor || op == BinaryOperator::Subtract;
    return known ? std::optional(Value::set(std::move(result))) : std::nullopt;
}

std::optional<Value> collectionOperation(BinaryOperator op, const Value &left, const Value &right)
{
    if (op == BinaryOperator::Add)
        return joined(left, right);
    if (op == BinaryOperator::Multiply && right.integral())
        return repeated(left, *right.integral());
    if (op == BinaryOperator::Multiply && left.integral())
        return repeated(right, *left.integral());
    if (left.set() && right.set())
        return setOperation(op, *left.set(), *right.set());
    if (op == BinaryOperator::BitOr && left.dict() && right.dict()) {
        DictObject merged = *left.dict();
        for (const auto &[key, value] : right.dict()->items)
            insert(merged, key, value);
        return Value::dict(std::move(merged.items));
    }
    return std::nullopt;
}

std::optional<bool> memberOf(const Value &item, const Value &container)
{
    if (const auto *text = container.string()) {
        if (!item.string())
            return std::nullopt;
        return text->contains(*item.string());
    }
    std::vector<Value> keys;
    if (const auto *dict = container.dict()) {
        if (!hashable(item))
            return std::nullopt;
        return find(*dict, item) != nullptr;
    }
    if (const auto *set = container.set())
        keys = set->items;
    else if (auto all
        = container.iterator() && !container.iterator()->reusable ? std::nullopt : iterated(container))
        keys = std::move(*all);
    else
        return std::nullopt;
    bool certain = true;
    for (const Value &key : keys) {
        const auto same = equal(key, item);
        if (same == true)
            return true;
        certain = certain && same.has_value();
    }
    return certain ? std::optional(false) : std::nullopt;
}

std::optional<bool> ordered(ComparisonOperator op, const Value &left, const Value &right)
{
    switch (op) {
    case ComparisonOperator::Less:
        return less(left, right);
    case ComparisonOperator::Greater:
        return less(right, left);
    case ComparisonOperator::LessOrEqual: {
        const auto greater = less(right, left);
        return greater ? std::optional(!*greater) : std::nullopt;
    }
    case ComparisonOperator::GreaterOrEqual: {
        const auto lower = less(left, right);
        return lower ? std::optional(!*lower) : std::nullopt;
    }
    case ComparisonOperator::Equal:
        return equal(left, right);
    case ComparisonOperator::NotEqual: {
        const auto same = equal(left, right);
        return same ? std::optional(!*same) : std::nullopt;
    }
    case ComparisonOperator::Is:
        return identical(left, right);
    case ComparisonOperator::IsNot: {
        const auto same = identical(left, right);
        return same ? std::optional(!*same) : std::nullopt;
    }
    case ComparisonOperator::In:
        return memberOf(left, right);
    case ComparisonOperator::NotIn: {
        const auto inside = memberOf(left, right);
        return inside ? std::optional(!*inside) : std::nullopt;
    }
    }
    Q_UNREACHABLE();
}

QString comparisonSymbol(ComparisonOperator op)
{
    switch (op) {
    case ComparisonOperator::Equal:
        return QStringLiteral("=");
    case ComparisonOperator::NotEqual:
        return QStringLiteral("!=");
    case ComparisonOperator::Less:
        return QStringLiteral("<");
    case ComparisonOperator::LessOrEqual:
        return QStringLiteral("<=");
    case ComparisonOperator::Greater:
        return QStringLiteral(">");
    case ComparisonOperator::GreaterOrEqual:
        return QStringLiteral(">=");
    case ComparisonOperator::Is:
    case ComparisonOperator::IsNot:
    case ComparisonOperator::In:
    case ComparisonOperator::NotIn:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

Value binaryOperation(
    Interpreter &interpreter, BinaryOperator op, const Value &left, const Value &right, python::Extent at)
{
    Arguments none;
    CallSite site{interpreter, QStringLiteral("the operator"), none, at};
    if (left.string() && op == BinaryOperator::Modulo)
        return percentFormat(site, *left.string(), right);
    std::optional<Value> result;
    if (left.integral() && right.integral())
        result = integerOperation(op, *left.integral(), *right.integral());
    else if (left.number() && right.number())
        result = realOperation(op, *left.number(), *right.number());
    else if (left.sql() || right.sql())
        result = sqlOperator(site, QString::fromLatin1(symbol(op)), left, right);
    else
        result = collectionOperation(op, left, right);
    if (result && left.as<bool>() && right.as<bool>()
        && (op == BinaryOperator::BitAnd || op == BinaryOperator::BitOr || op == BinaryOperator::BitXor))
        return Value::boolean(*result->integral() != 0);
    if (result)
        return *result;
    return interpreter.refusals().handOver(at,
        QStringLiteral("computes %1 %2 %3")
            .arg(left.typeName(), QString::fromLatin1(symbol(op)), right.typeName()));
}

Value compare(Interpreter &interpreter, ComparisonOperator op, const Value &leftValue,
    const Value &rightValue, python::Extent at)
{
    const Value left = interpreter.known(leftValue, at);
    const Value right = interpreter.known(rightValue, at);
    if (left.isPoison() || right.isPoison())
        return Value::poison();
    const QString sqlSymbol = comparisonSymbol(op);
    if ((left.sql() || right.sql()) && !sqlSymbol.isEmpty()) {
        Arguments none;
        CallSite site{interpreter, QStringLiteral("the comparison"), none, at};
        if (auto result = sqlOperator(site, sqlSymbol, left, right))
            return *result;
    }
    if (const auto result = ordered(op, left, right))
        return Value::boolean(*result);
    return interpreter.refusals().handOver(
        at, QStringLiteral("compares %1 with %2").arg(left.typeName(), right.typeName()));
}

} // namespace stillroom::evaluation

#include "migrations/scripts/evaluation/sqlobject.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

// As many pairs as are looked at: lists that hold one list many times compare it many times.
constexpr int mostPairs = 1'000'000;

std::optional<bool> equalWithin(const Value &a, const Value &b, int &budget);
std::optional<bool> lessWithin(const Value &a, const Value &b, int &budget);

std::optional<bool> equalItems(const std::vector<Value> &a, const std::vector<Value> &b, int &budget)
{
    if (a.size() != b.size())
        return false;
    bool certain = true;
    for (size_t i = 0; i < a.size(); ++i) {
        const auto same = equalWithin(a[i], b[i], budget);
        if (same == false)
            return false;
        certain = certain && same.has_value();
    }
    return certain ? std::optional(true) : std::nullopt;
}

std::optional<bool> equalDicts(const DictObject &a, const DictObject &b, int &budget)
{
    if (a.items.size() != b.items.size())
        return false;
    for (const auto &[key, value] : a.items) {
        const Value *other = find(b, key);
        if (!other)
            return false;
        if (const auto same = equalWithin(value, *other, budget); same != true)
            return same;
    }
    return true;
}

bool contains(const std::vector<Value> &items, const Value &wanted)
{
    return std::any_of(
        items.begin(), items.end(), [&](const Value &item) { return equal(item, wanted).value_or(false); });
}

/// Integers beyond 2^53 and doubles do not compare as doubles do.
std::optional<bool> equalNumbers(const Value &a, const Value &b)
{
    if (a.integral() && b.integral())
        return *a.integral() == *b.integral();
    return *a.number() == *b.number();
}

bool isPlain(const Value &value)
{
    return value.isNone() || value.number() || value.string() || value.list() || value.tuple() || value.dict()
        || value.set();
}

std::optional<bool> equalMembers(const Value &a, const Value &b)
{
    const auto *left = a.enumMember();
    const auto *right = b.enumMember();
    if (left && right && left->owner.lock() == right->owner.lock())
        return left == right || left->name == right->name;
    const auto *member = left ? left : right;
    const Value &other = left ? b : a;
    if (member->isString)
        return other.enumMember() ? std::nullopt : equal(*member->value, other);
    return isPlain(other) || other.enumMember() ? std::optional(false) : std::nullopt;
}

std::optional<bool> lessItems(const std::vector<Value> &a, const std::vector<Value> &b, int &budget)
{
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const auto same = equalWithin(a[i], b[i], budget);
        if (!same)
            return std::nullopt;
        if (!*same)
            return lessWithin(a[i], b[i], budget);
    }
    return a.size() < b.size();
}

bool lessText(const QString &a, const QString &b)
{
    // By code point, as Python: UTF-16 order differs above the basic plane.
    const auto left = a.toUcs4();
    const auto right = b.toUcs4();
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end());
}

std::optional<bool> equalWithin(const Value &a, const Value &b, int &budget)
{
    if (--budget < 0)
        return std::nullopt;
    if (a.enumMember() || b.enumMember())
        return equalMembers(a, b);
    if (a.sql() && a.sql() == b.sql())
        return true; // as dict looks up its keys; `==` of the script is an expression of SQL
    if (!isPlain(a) || !isPlain(b))
        return std::nullopt;
    if (a.number() && b.number())
        return equalNumbers(a, b);
    if (a.string() && b.string())
        return *a.string() == *b.string();
    if (a.list() && b.list())
        return equalItems(a.list()->items, b.list()->items, budget);
    if (a.tuple() && b.tuple())
        return equalItems(a.tuple()->items, b.tuple()->items, budget);
    if (a.dict() && b.dict())
        return equalDicts(*a.dict(), *b.dict(), budget);
    if (a.set() && b.set()) {
        const auto &right = b.set()->items;
        return a.set()->items.size() == right.size()
            && std::all_of(a.set()->items.begin(), a.set()->items.end(),
                [&](const Value &item) { return contains(right, item); });
    }
    return a.isNone() && b.isNone();
}

std::optional<bool> lessWithin(const Value &a, const Value &b, int &budget)
{
    if (--budget < 0)
        return std::nullopt;
    if (a.integral() && b.integral())
        return *a.integral() < *b.integral();
    if (a.number() && b.number())
        return *a.number() < *b.number();
    if (a.string() && b.string())
        return lessText(*a.string(), *b.string());
    if (a.list() && b.list())
        return lessItems(a.list()->items, b.list()->items, budget);
    if (a.tuple() && b.tuple())
        return lessItems(a.tuple()->items, b.tuple()->items, budget);
    return std::nullopt;
}

/// bool(column == value): SQLAlchemy asks whether both sides are one object. A column and a value never are.
std::optional<bool> truthOfComparison(const Value &value)
{
    const auto *expression = sqlAs<Expression>(value);
    const auto *binary = expression ? std::get_if<BinaryExpression>(&expression->node) : nullptr;
    if (!binary || !std::holds_alternative<ColumnExpression>(binary->sides[0].node)
        || !std::holds_alternative<LiteralExpression>(binary->sides[1].node))
        return std::nullopt;
    if (binary->operation == QLatin1String("="))
        return false;
    return binary->operation == QLatin1String("!=") ? std::optional(true) : std::nullopt;
}

} // namespace

std::optional<bool> truth(const Value &value)
{
    if (value.isNone())
        return false;
    if (const auto number = value.number())
        return *number != 0;
    if (const auto *text = value.string())
        return !text->isEmpty();
    if (const auto *list = value.list())
        return !list->items.empty();
    if (const auto *tuple = value.tuple())
        return !tuple->items.empty();
    if (const auto *dict = value.dict())
        return !dict->items.empty();
    if (const auto *set = value.set())
        return !set->items.empty();
    if (const auto *range = value.as<RangeObject>())
        return range->length() != 0;
    if (const auto *member = value.enumMember())
        return member->isString ? truth(*member->value) : std::optional(true);
    if (const auto *iterator = value.iterator())
        return iterator->reusable ? std::optional(!iterator->items.empty()) : true;
    if (value.function() || value.classObject() || value.entry() || value.module())
        return true;
    return truthOfComparison(value);
}

std::optional<bool> identical(const Value &a, const Value &b)
{
    if (a.isNone() || b.isNone()) {
        const Value &other = a.isNone() ? b : a;
        return other.isPoison() || other.unknown() ? std::nullopt : std::optional(other.isNone());
    }
    if (a.as<bool>() || b.as<bool>())
        return a.as<bool>() && b.as<bool>() && *a.as<bool>() == *b.as<bool>();
    if (a.enumMember() && b.enumMember())
        return equalMembers(a, b);
    if (a.list() && b.list())
        return a.list() == b.list();
    if (a.dict() && b.dict())
        return a.dict() == b.dict();
    return std::nullopt;
}

std::optional<bool> equal(const Value &a, const Value &b)
{
    int budget = mostPairs;
    return equalWithin(a, b, budget);
}

std::optional<bool> less(const Value &a, const Value &b)
{
    int budget = mostPairs;
    return lessWithin(a, b, budget);
}

} // namespace stillroom::evaluation

#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/instances.h"
#include "migrations/scripts/evaluation/sqlobject.h"

#include <algorithm>
#include <cmath>

namespace stillroom::evaluation
{

namespace
{

std::optional<std::vector<Value>> itemsArgument(CallSite &call)
{
    static const Signature signature("iterable=");
    const auto bound = signature.bind(call);
    if (!bound)
        return std::nullopt;
    return bound->given(0) ? call.interpreter.items(bound->at(0), call.at)
                           : std::optional(std::vector<Value>());
}

Value callLen(CallSite &call)
{
    static const Signature signature("obj");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const Value value = call.interpreter.known(bound->at(0), call.at);
    if (const auto *text = value.string())
        return Value::integer(codePoints(*text));
    if (const auto *set = value.set())
        return Value::integer(qint64(set->items.size()));
    if (const auto *range = value.as<RangeObject>())
        return Value::integer(range->length());
    const bool sized = value.list() || value.tuple() || value.dict() || value.classObject()
        || (value.iterator() && value.iterator()->reusable);
    if (!sized)
        return call.wrong(QStringLiteral("obj"), value);
    const auto all = call.interpreter.items(value, call.at);
    return all ? Value::integer(qint64(all->size())) : Value::poison();
}

Value callRange(CallSite &call)
{
    static const Signature signature("a, b=, c=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    std::array<qint64, 3> numbers{0, 0, 1};
    for (size_t i = 0; i < 3; ++i) {
        if (!bound->given(i))
            continue;
        const auto number = bound->at(i).integral();
        if (!number || std::abs(double(*number)) > 1e15)
            return call.wrong(QStringLiteral("a limit"), bound->at(i));
        numbers[i] = *number;
    }
    if (numbers[2] == 0)
        return call.raise(QStringLiteral("ValueError: range() step is zero"));
    RangeObject range{numbers[0], numbers[1], numbers[2]};
    if (!bound->given(1))
        range = {0, numbers[0], 1};
    return Value(Value::Data(range));
}

Value callList(CallSite &call)
{
    auto all = itemsArgument(call);
    return all ? Value::list(std::move(*all)) : Value::poison();
}

Value callTuple(CallSite &call)
{
    auto all = itemsArgument(call);
    return all ? Value::tuple(std::move(*all)) : Value::poison();
}

/// The members of a set are certain even where their order is not.
std::optional<std::vector<Value>> unordered(CallSite &call, const Value &value)
{
    return value.set() ? std::optional(value.set()->items) : call.interpreter.items(value, call.at);
}

Value callSet(CallSite &call)
{
    static const Signature signature("iterable=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto all = bound->given(0) ? unordered(call, bound->at(0)) : std::optional(std::vector<Value>());
    return all ? call.interpreter.makeSet(*all, call.at) : Value::poison();
}

Value callDict(CallSite &call)
{
    static const Signature signature("source=, **kw");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    DictObject dict;
    const Value source = call.interpreter.known(bound->at(0), call.at);
    if (const auto *other = source.dict()) {
        dict = *other;
    } else if (bound->given(0)) {
        const auto pairs = call.interpreter.items(source, call.at);
        if (!pairs)
            return Value::poison();
        for (const Value &pair : *pairs) {
            const auto two = call.interpreter.items(pair, call.at);
            if (!two || two->size() != 2 || !hashable((*two)[0]))
                return call.handOver(QStringLiteral("builds a dict of something else than pairs"));
            insert(dict, (*two)[0], (*two)[1]);
        }
    }
    for (const auto &[key, value] : bound->keywords)
        insert(dict, Value::string(key), value);
    return Value::dict(std::move(dict.items));
}

Value callEnumerate(CallSite &call)
{
    static const Signature signature("iterable, start=");
    const auto bound = signature.bind(call);
    const auto all = bound ? call.interpreter.items(bound->at(0), call.at) : std::nullopt;
    const auto start = bound && bound->given(1) ? bound->at(1).integral() : std::optional<qint64>(0);
    if (!all || !start)
        return all ? call.wrong(QStringLiteral("start"), bound->at(1)) : Value::poison();
    std::vector<Value> result;
    for (size_t i = 0; i < all->size(); ++i)
        result.push_back(Value::tuple({Value::integer(*start + qint64(i)), (*all)[i]}));
    return Value::iterator(std::move(result));
}

/// globals()["upgrade_" + engine](): the dispatcher of projects with several databases.
Value callGlobals(CallSite &call)
{
    static const Signature signature("");
    return signature.bind(call) ? contextValue({ContextObject::Kind::Globals}) : Value::poison();
}

Value callZip(CallSite &call)
{
    static const Signature signature("*iterables, strict=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    std::vector<std::vector<Value>> columns;
    size_t shortest = size_t(mostItems);
    bool equalLengths = true;
    for (const Value &iterable : bound->rest) {
        auto all = call.interpreter.items(iterable, call.at);
        if (!all)
            return Value::poison();
        equalLengths = equalLengths && (columns.empty() || columns[0].size() == all->size());
        shortest = std::min(shortest, all->size());
        columns.push_back(std::move(*all));
    }
    if (bound->given(0) && truth(bound->at(0)) != false && !equalLengths)
        return call.raise(QStringLiteral("ValueError: zip() arguments differ in length"));
    std::vector<Value> rows;
    for (size_t i = 0; !columns.empty() && i < shortest; ++i) {
        std::vector<Value> row;
        for (const auto &column : columns)
            row.push_back(column[i]);
        rows.push_back(Value::tuple(std::move(row)));
    }
    return Value::iterator(std::move(rows));
}

Value callStr(CallSite &call)
{
    static const Signature signature("object=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    if (!bound->given(0))
        return Value::string(QString());
    const Value value = call.interpreter.known(bound->at(0), call.at);
    const auto text = value.isPoison() ? std::nullopt : pythonString(value);
    return text ? Value::string(*text) : call.wrong(QStringLiteral("object"), value);
}

Value callRepr(CallSite &call)
{
    static const Signature signature("object");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const Value value = call.interpreter.known(bound->at(0), call.at);
    const auto text = value.isPoison() ? std::nullopt : pythonRepr(value);
    return text ? Value::string(*text) : call.wrong(QStringLiteral("object"), value);
}

Value callInt(CallSite &call)
{
    static const Signature signature("x=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const Value value = call.interpreter.known(bound->at(0), call.at);
    if (const auto whole = value.integral())
        return Value::integer(*whole);
    if (const auto *real = value.as<double>(); real && std::abs(*real) < 9e15)
        return Value::integer(qint64(std::trunc(*real)));
    if (const auto *text = value.string()) {
        const QString trimmed = text->trimmed();
        const bool plain = !trimmed.isEmpty() && trimmed.size() < 18
            && std::all_of(trimmed.begin(), trimmed.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (plain)
            return Value::integer(trimmed.toLongLong());
    }
    return bound->given(0) ? call.wrong(QStringLiteral("x"), value) : Value::integer(0);
}

Value callFloat(CallSite &call)
{
    static const Signature signature("x=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto number = bound->at(0).number();
    return number ? Value::real(*number) : call.wrong(QStringLiteral("x"), bound->at(0));
}

Value callBool(CallSite &call)
{
    static const Signature signature("x=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto result = call.interpreter.isTrue(bound->at(0), call.at);
    return result ? Value::boolean(*result) : Value::poison();
}

/// Sorts as Python does (stable); nothing when two values do not compare with certainty.
std::optional<std::vector<Value>> sortedBy(std::vector<std::pair<Value, Value>> keyed, bool reverse)
{
    bool certain = true;
    const auto before = [&](const auto &a, const auto &b) {
        const auto result = reverse ? less(b.first, a.first) : less(a.first, b.first);
        certain = certain && result.has_value();
        return result.value_or(false);
    };
    for (size_t i = 1; i < keyed.size() && certain; ++i)
        before(keyed[0], keyed[i]);
    if (!certain)
        return std::nullopt; // before sorting: an inconsistent order is no order
    std::stable_sort(keyed.begin(), keyed.end(), before);
    std::vector<Value> result;
    for (auto &entry : keyed)
        result.push_back(std::move(entry.second));
    return certain ? std::optional(std::move(result)) : std::nullopt;
}

Value callSorted(CallSite &call)
{
    static const Signature signature("iterable, *, key=, reverse=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto all = unordered(call, bound->at(0));
    const auto reverse = flagArgument(call, QStringLiteral("reverse"), bound->at(2));
    if (!all || !reverse)
        return Value::poison();
    if (bound->at(0).set() && bound->given(1) && !bound->at(1).isNone())
        return call.handOver(QStringLiteral("sorts a set by a key, where ties keep an unknown order"));
    std::vector<std::pair<Value, Value>> keyed;
    for (const Value &item : *all) {
        Value key = item;
        if (bound->given(1) && !bound->at(1).isNone())
            key = call.interpreter.call(bound->at(1), {{item}, {}}, call.at);
        if (key.isPoison())
            return key;
        keyed.emplace_back(std::move(key), item);
    }
    auto result = sortedBy(std::move(keyed), *reverse);
    return result ? Value::list(std::move(*result))
                  : call.handOver(QStringLiteral("sorts values that do not compare"));
}

Value callReversed(CallSite &call)
{
    static const Signature signature("sequence");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    auto all = call.interpreter.items(bound->at(0), call.at);
    if (!all)
        return Value::poison();
    std::reverse(all->begin(), all->end());
    return Value::iterator(std::move(*all));
}

Value callExtreme(CallSite &call)
{
    static const Signature signature("*values");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto all = bound->rest.size() == 1 ? unordered(call, bound->rest[0]) : std::optional(bound->rest);
    if (!all)
        return Value::poison();
    if (all->empty())
        return call.raise(QStringLiteral("ValueError: %1() of nothing").arg(call.name));
    Value best = all->front();
    for (const Value &value : *all) {
        const auto better = call.entry->tag > 0 ? less(best, value) : less(value, best);
        if (!better)
            return call.handOver(QStringLiteral("compares values in %1()").arg(call.name));
        if (*better)
            best = value;
    }
    return best;
}

Value callSum(CallSite &call)
{
    static const Signature signature("iterable, start=");
    const auto bound = signature.bind(call);
    const auto all = bound ? call.interpreter.items(bound->at(0), call.at) : std::nullopt;
    if (!all)
        return Value::poison();
    Value total = bound->given(1) ? bound->at(1) : Value::integer(0);
    for (const Value &value : *all) {
        // Python 3.12 adds doubles with compensation, older ones do not.
        if (value.as<double>())
            return call.handOver(QStringLiteral("adds floating-point numbers with sum()"));
        total = binaryOperation(call.interpreter, python::BinaryOperator::Add, total, value, call.at);
        if (total.isPoison())
            break;
    }
    return total;
}

Value callAnyAll(CallSite &call)
{
    static const Signature signature("iterable");
    const auto bound = signature.bind(call);
    const auto all = bound ? unordered(call, bound->at(0)) : std::nullopt;
    if (!all)
        return Value::poison();
    const bool any = call.entry->tag > 0;
    for (const Value &value : *all) {
        const auto truthful = call.interpreter.isTrue(value, call.at);
        if (!truthful)
            return Value::poison();
        if (*truthful == any)
            return Value::boolean(any);
    }
    return Value::boolean(!any);
}

Value callMapFilter(CallSite &call)
{
    static const Signature signature("function, iterable");
    const auto bound = signature.bind(call);
    const auto all = bound ? call.interpreter.items(bound->at(1), call.at) : std::nullopt;
    if (!all)
        return Value::poison();
    const bool isMap = call.entry->tag > 0;
    std::vector<Value> result;
    for (const Value &value : *all) {
        const bool identity = !isMap && bound->at(0).isNone();
        const Value made = identity ? value : call.interpreter.call(bound->at(0), {{value}, {}}, call.at);
        if (made.isPoison())
            return made;
        const auto keep = isMap ? std::optional(true) : call.interpreter.isTrue(made, call.at);
        if (!keep)
            return Value::poison();
        if (*keep)
            result.push_back(isMap ? made : value);
    }
    return Value::iterator(std::move(result));
}

Value callAbs(CallSite &call)
{
    static const Signature signature("x");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const Value argument = bound->at(0);
    if (const auto *real = argument.as<double>())
        return Value::real(std::abs(*real));
    const auto whole = argument.integral();
    if (!whole || *whole == std::numeric_limits<qint64>::min())
        return call.wrong(QStringLiteral("x"), argument);
    return Value::integer(std::abs(*whole));
}

Value callNext(CallSite &call)
{
    static const Signature signature("iterator, default=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    auto *iterator = bound->at(0).iterator();
    if (!iterator || iterator->reusable)
        return call.wrong(QStringLiteral("iterator"), bound->at(0));
    if (iterator->items.empty())
        return bound->given(1) ? bound->at(1) : call.raise(QStringLiteral("StopIteration"));
    Value first = iterator->items.front();
    iterator->items.erase(iterator->items.begin());
    return first;
}

} // namespace

void addBuiltins(CatalogueBuilder &builder)
{
    const char *module = "builtins";
    builder.function(module, "len", callLen);
    builder.function(module, "range", callRange);
    builder.function(module, "list", callList);
    builder.function(module, "tuple", callTuple);
    builder.function(module, "set", callSet);
    builder.function(module, "frozenset", callSet);
    builder.function(module, "dict", callDict);
    builder.function(module, "enumerate", callEnumerate);
    builder.function(module, "zip", callZip);
    builder.function(module, "str", callStr);
    builder.function(module, "repr", callRepr);
    builder.function(module, "int", callInt);
    builder.function(module, "float", callFloat);
    builder.function(module, "bool", callBool);
    builder.function(module, "sorted", callSorted);
    builder.function(module, "reversed", callReversed);
    builder.function(module, "max", callExtreme, 1);
    builder.function(module, "min", callExtreme, 0);
    builder.function(module, "sum", callSum);
    builder.function(module, "any", callAnyAll, 1);
    builder.function(module, "all", callAnyAll, 0);
    builder.function(module, "map", callMapFilter, 1);
    builder.function(module, "filter", callMapFilter, 0);
    builder.function(module, "abs", callAbs);
    builder.function(module, "isinstance", callIsInstance);
    builder.function(module, "next", callNext);
    builder.function(module, "globals", callGlobals);
    builder.ignored(module, "print");
    builder.refused(module, "open", QStringLiteral("opens a file with open()"));
    builder.refused(module, "object", QStringLiteral("makes a bare object()"));
    builder.refused(module, "input", QStringLiteral("asks the user with input()"));
    for (const char *name : {"locals", "getattr", "setattr", "hasattr", "eval", "exec", "vars", "type",
             "__import__", "super", "iter", "callable", "issubclass", "id", "hash", "dir", "round", "divmod",
             "pow", "chr", "ord", "bytes", "bytearray", "format", "hex", "oct", "bin", "slice", "property",
             "staticmethod", "classmethod", "memoryview", "complex", "ascii"})
        builder.refused(module, name, QStringLiteral("calls %1()").arg(QString::fromLatin1(name)));
    for (const char *name : {"Exception", "BaseException", "RuntimeError", "ValueError", "TypeError",
             "KeyError", "NotImplementedError", "AssertionError", "AttributeError", "ImportError",
             "ModuleNotFoundError", "IndexError", "LookupError", "NameError", "OSError", "StopIteration",
             "Warning", "UserWarning", "DeprecationWarning", "NotImplemented", "Ellipsis"})
        builder.refused(module, name, QStringLiteral("makes a %1").arg(QString::fromLatin1(name)));
}

} // namespace stillroom::evaluation

#include "migrations/scripts/evaluation/methods.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

std::optional<qsizetype> indexOf(const std::vector<Value> &items, const Value &wanted)
{
    for (size_t i = 0; i < items.size(); ++i) {
        const auto same = equal(items[i], wanted);
        if (!same)
            return std::nullopt;
        if (*same)
            return qsizetype(i);
    }
    return -1;
}

Value sequenceQuestion(CallSite &call, const std::vector<Value> &items, bool count)
{
    static const Signature signature("value");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    if (count) {
        const auto same = [&](const Value &item) { return equal(item, bound->at(0)).value_or(false); };
        return Value::integer(std::count_if(items.begin(), items.end(), same));
    }
    const auto at = indexOf(items, bound->at(0));
    if (!at)
        return call.handOver(QStringLiteral("searches a list"));
    return *at >= 0 ? Value::integer(*at) : call.raise(QStringLiteral("ValueError: not in the list"));
}

Value listPop(CallSite &call, ListObject &list)
{
    static const Signature signature("index=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto given = bound->given(0) ? bound->at(0).integral() : std::optional<qint64>(-1);
    if (!given)
        return call.wrong(QStringLiteral("index"), bound->at(0));
    const qint64 size = qint64(list.items.size());
    const qint64 at = *given < 0 ? *given + size : *given;
    if (at < 0 || at >= size)
        return call.raise(QStringLiteral("IndexError: pop index out of range"));
    Value popped = list.items[size_t(at)];
    list.items.erase(list.items.begin() + at);
    return popped;
}

Value listInsert(CallSite &call, ListObject &list)
{
    static const Signature signature("index, value");
    const auto bound = signature.bind(call);
    const auto given = bound ? bound->at(0).integral() : std::nullopt;
    if (!given)
        return bound ? call.wrong(QStringLiteral("index"), bound->at(0)) : Value::poison();
    const qint64 size = qint64(list.items.size());
    const qint64 at = std::clamp<qint64>(*given < 0 ? *given + size : *given, 0, size);
    list.items.insert(list.items.begin() + at, bound->at(1));
    return Value();
}

Value listExtend(CallSite &call, ListObject &list)
{
    static const Signature signature("iterable");
    const auto bound = signature.bind(call);
    const auto more = bound ? call.interpreter.items(bound->at(0), call.at) : std::nullopt;
    if (!more)
        return Value::poison();
    if (list.items.size() + more->size() > size_t(mostItems))
        return call.refuse(QStringLiteral("builds a list of more than a million items"));
    list.items.insert(list.items.end(), more->begin(), more->end());
    return Value();
}

Value listMethod(CallSite &call, ListObject &list, const QString &method)
{
    const auto is = [&](const char *name) { return method == QLatin1String(name); };
    if (is("append")) {
        static const Signature signature("value");
        const auto bound = signature.bind(call);
        if (!bound)
            return Value::poison();
        if (bound->at(0).list() == &list)
            return call.refuse(QStringLiteral("puts a list into itself"));
        list.items.push_back(bound->at(0));
        return Value();
    }
    if (is("extend"))
        return listExtend(call, list);
    if (is("insert"))
        return listInsert(call, list);
    if (is("pop"))
        return listPop(call, list);
    if (is("index") || is("count"))
        return sequenceQuestion(call, list.items, is("count"));
    if (is("remove")) {
        const Value at = sequenceQuestion(call, list.items, false);
        if (at.integral())
            list.items.erase(list.items.begin() + *at.integral());
        return at.isPoison() ? at : Value();
    }
    static const Signature none("");
    if (!none.bind(call))
        return Value::poison();
    if (is("reverse"))
        std::reverse(list.items.begin(), list.items.end());
    else if (is("clear"))
        list.items.clear();
    else if (is("copy"))
        return Value::list(list.items);
    return Value();
}

Value dictLookup(CallSite &call, DictObject &dict, const QString &method)
{
    static const Signature signature("key, default=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const Value key = call.interpreter.known(bound->at(0), call.at);
    if (key.isPoison() || !hashable(key))
        return key.isPoison() ? key : call.raise(QStringLiteral("TypeError: the key is not hashable"));
    if (const Value *found = find(dict, key)) {
        Value value = *found;
        if (method == QLatin1String("pop"))
            std::erase_if(
                dict.items, [&](const auto &entry) { return equal(entry.first, key).value_or(false); });
        return value;
    }
    if (method == QLatin1String("setdefault"))
        insert(dict, key, bound->at(1));
    if (method == QLatin1String("pop") && !bound->given(1))
        return call.raise(QStringLiteral("KeyError: %1").arg(pythonRepr(key).value_or(QString())));
    return bound->at(1);
}

Value dictUpdate(CallSite &call, DictObject &dict)
{
    for (const Value &other : call.arguments.positional) {
        if (!other.dict())
            return call.wrong(QStringLiteral("a mapping"), other);
        for (const auto &[key, value] : DictObject(*other.dict()).items)
            insert(dict, key, value);
    }
    for (const auto &[key, value] : call.arguments.keywords)
        insert(dict, Value::string(key), value);
    return Value();
}

Value dictMethod(CallSite &call, DictObject &dict, const QString &method)
{
    const auto is = [&](const char *name) { return method == QLatin1String(name); };
    if (is("get") || is("pop") || is("setdefault"))
        return dictLookup(call, dict, method);
    if (is("update"))
        return dictUpdate(call, dict);
    static const Signature none("");
    if (!none.bind(call))
        return Value::poison();
    if (is("copy"))
        return Value::dict(dict.items);
    if (is("clear")) {
        dict.items.clear();
        return Value();
    }
    std::vector<Value> view;
    for (const auto &[key, value] : dict.items)
        view.push_back(is("keys") ? key : is("values") ? value : Value::tuple({key, value}));
    return Value::iterator(std::move(view), true);
}

Value setMethod(CallSite &call, SetObject &set, const QString &method)
{
    static const Signature signature("other");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    if (method == QLatin1String("add")) {
        auto items = set.items;
        items.push_back(bound->at(0));
        const Value made = call.interpreter.makeSet(items, call.at);
        if (made.set())
            set.items = made.set()->items;
        return made.isPoison() ? made : Value();
    }
    const auto other = bound->at(0).set() ? std::optional(bound->at(0).set()->items)
                                          : call.interpreter.items(bound->at(0), call.at);
    if (!other)
        return Value::poison();
    const Value right = call.interpreter.makeSet(*other, call.at);
    const auto op = method == QLatin1String("union") ? python::BinaryOperator::BitOr
        : method == QLatin1String("intersection")    ? python::BinaryOperator::BitAnd
                                                     : python::BinaryOperator::Subtract;
    if (right.isPoison())
        return right;
    return binaryOperation(call.interpreter, op, Value::set(set.items), right, call.at);
}

} // namespace

bool hasCollectionMethod(const Value &self, const QString &method)
{
    static const QStringList list
        = QStringLiteral("append extend insert pop index count remove reverse clear copy").split(u' ');
    static const QStringList dict
        = QStringLiteral("get pop setdefault update copy clear keys values items").split(u' ');
    static const QStringList set = QStringLiteral("add union intersection difference").split(u' ');
    if (self.list())
        return list.contains(method);
    if (self.tuple())
        return method == QLatin1String("index") || method == QLatin1String("count");
    if (self.dict())
        return dict.contains(method);
    return self.set() && set.contains(method);
}

Value callCollectionMethod(CallSite &call, const Value &self, const QString &method)
{
    if (auto *list = self.list())
        return listMethod(call, *list, method);
    if (const auto *tuple = self.tuple())
        return sequenceQuestion(call, tuple->items, method == QLatin1String("count"));
    if (auto *dict = self.dict())
        return dictMethod(call, *dict, method);
    if (auto *set = self.set())
        return setMethod(call, *set, method);
    return call.handOver(QStringLiteral("calls %1").arg(call.name));
}

} // namespace stillroom::evaluation

#include "migrations/scripts/evaluation/value.h"

#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

#include <algorithm>
#include <cmath>

namespace stillroom::evaluation
{

namespace
{

template<typename T, typename Data> T *pointerIn(const Data &data)
{
    const auto *held = std::get_if<std::shared_ptr<T>>(&data);
    return held ? held->get() : nullptr;
}

} // namespace

qint64 RangeObject::length() const
{
    if (step > 0)
        return start < stop ? (stop - start - 1) / step + 1 : 0;
    return start > stop ? (start - stop - 1) / -step + 1 : 0;
}

Value Value::unknown(QString why, QString path)
{
    return Value(Data(std::make_shared<const UnknownValue>(UnknownValue{std::move(why), std::move(path)})));
}

Value Value::list(std::vector<Value> items)
{
    return Value(Data(std::make_shared<ListObject>(ListObject{std::move(items)})));
}

Value Value::tuple(std::vector<Value> items)
{
    return Value(Data(std::make_shared<const TupleObject>(TupleObject{std::move(items)})));
}

Value Value::dict(std::vector<std::pair<Value, Value>> items)
{
    return Value(Data(std::make_shared<DictObject>(DictObject{std::move(items)})));
}

Value Value::set(std::vector<Value> items)
{
    return Value(Data(std::make_shared<SetObject>(SetObject{std::move(items)})));
}

Value Value::iterator(std::vector<Value> items, bool reusable)
{
    return Value(Data(std::make_shared<IteratorObject>(IteratorObject{std::move(items), reusable})));
}

Value Value::method(Value self, QString name)
{
    auto bound = BoundMethod{std::make_shared<Value>(std::move(self)), std::move(name)};
    return Value(Data(std::make_shared<const BoundMethod>(std::move(bound))));
}

const UnknownValue *Value::unknown() const
{
    return pointerIn<const UnknownValue>(m_data);
}

ListObject *Value::list() const
{
    return pointerIn<ListObject>(m_data);
}

const TupleObject *Value::tuple() const
{
    return pointerIn<const TupleObject>(m_data);
}

DictObject *Value::dict() const
{
    return pointerIn<DictObject>(m_data);
}

SetObject *Value::set() const
{
    return pointerIn<SetObject>(m_data);
}

IteratorObject *Value::iterator() const
{
    return pointerIn<IteratorObject>(m_data);
}

const BoundMethod *Value::boundMethod() const
{
    return pointerIn<const BoundMethod>(m_data);
}

ClassObject *Value::classObject() const
{
    return pointerIn<ClassObject>(m_data);
}

const EnumMember *Value::enumMember() const
{
    return pointerIn<const EnumMember>(m_data);
}

const FunctionObject *Value::function() const
{
    return pointerIn<const FunctionObject>(m_data);
}

SqlObject *Value::sql() const
{
    return pointerIn<SqlObject>(m_data);
}

ContextObject *Value::context() const
{
    return pointerIn<ContextObject>(m_data);
}

std::optional<qint64> Value::integral() const
{
    if (const auto *b = as<bool>())
        return *b ? 1 : 0;
    if (const auto *i = as<qint64>())
        return *i;
    return std::nullopt;
}

std::optional<double> Value::number() const
{
    if (const auto *d = as<double>())
        return *d;
    if (const auto i = integral())
        return double(*i);
    return std::nullopt;
}

QString Value::typeName() const
{
    struct Namer {
        QString operator()(const NoneValue &) const { return QStringLiteral("NoneType"); }
        QString operator()(const PoisonValue &) const { return QStringLiteral("unknown value"); }
        QString operator()(bool) const { return QStringLiteral("bool"); }
        QString operator()(qint64) const { return QStringLiteral("int"); }
        QString operator()(double) const { return QStringLiteral("float"); }
        QString operator()(const QString &) const { return QStringLiteral("str"); }
        QString operator()(const std::shared_ptr<const UnknownValue> &) const
        {
            return QStringLiteral("unknown value");
        }
        QString operator()(EntryValue entry) const { return entry->displayName(); }
        QString operator()(ModuleValue) const { return QStringLiteral("module"); }
        QString operator()(const std::shared_ptr<ListObject> &) const { return QStringLiteral("list"); }
        QString operator()(const std::shared_ptr<const TupleObject> &) const
        {
            return QStringLiteral("tuple");
        }
        QString operator()(const std::shared_ptr<DictObject> &) const { return QStringLiteral("dict"); }
        QString operator()(const std::shared_ptr<SetObject> &) const { return QStringLiteral("set"); }
        QString operator()(const std::shared_ptr<IteratorObject> &) const
        {
            return QStringLiteral("iterator");
        }
        QString operator()(const RangeObject &) const { return QStringLiteral("range"); }
        QString operator()(const std::shared_ptr<ClassObject> &c) const { return c->name; }
        QString operator()(const std::shared_ptr<const EnumMember> &m) const { return m->className; }
        QString operator()(const std::shared_ptr<const BoundMethod> &) const
        {
            return QStringLiteral("method");
        }
        QString operator()(const std::shared_ptr<const FunctionObject> &) const
        {
            return QStringLiteral("function");
        }
        QString operator()(const std::shared_ptr<SqlObject> &object) const { return describe(*object); }
        QString operator()(const std::shared_ptr<ContextObject> &) const
        {
            return QStringLiteral("Alembic context");
        }
    };
    return std::visit(Namer{}, m_data);
}

qsizetype codePoints(const QString &text)
{
    return text.size() - std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
}

bool hashable(const Value &value)
{
    if (const auto *tuple = value.tuple())
        return std::all_of(tuple->items.begin(), tuple->items.end(), hashable);
    return value.isNone() || value.number() || value.string() || value.enumMember() || value.sql();
}

const Value *find(const DictObject &dict, const Value &key)
{
    for (const auto &[name, value] : dict.items) {
        if (equal(name, key).value_or(false))
            return &value;
    }
    return nullptr;
}

void insert(DictObject &dict, const Value &key, Value value)
{
    for (auto &[name, old] : dict.items) {
        if (equal(name, key).value_or(false)) {
            old = std::move(value);
            return;
        }
    }
    dict.items.emplace_back(key, std::move(value));
}

std::optional<std::vector<Value>> iterated(const Value &value)
{
    if (const auto *list = value.list())
        return list->items;
    if (const auto *tuple = value.tuple())
        return tuple->items;
    std::vector<Value> items;
    if (const auto *dict = value.dict()) {
        for (const auto &entry : dict->items)
            items.push_back(entry.first);
        return items;
    }
    if (const auto *text = value.string()) {
        for (const uint c : text->toUcs4())
            items.push_back(Value::string(QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1)));
        return items;
    }
    if (const auto *range = value.as<RangeObject>()) {
        for (qint64 i = 0, at = range->start; i < range->length(); ++i, at += range->step)
            items.push_back(Value::integer(at));
        return items;
    }
    if (auto *iterator = value.iterator())
        return iterator->reusable ? iterator->items : std::exchange(iterator->items, {});
    if (const auto *set = value.set()) {
        // One element has one order; more depend on the hash seed of the interpreter.
        return set->items.size() < 2 ? std::optional(set->items) : std::nullopt;
    }
    if (const auto *type = value.classObject(); type && type->isEnum) {
        for (const auto &member : type->attributes)
            items.push_back(member.second);
        return items;
    }
    return std::nullopt;
}

} // namespace stillroom::evaluation

#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

#include <algorithm>

namespace stillroom::evaluation
{

using namespace python;
using python::Expression; // not the SQL one

namespace
{

struct Bounds {
    qint64 start = 0;
    qint64 stop = 0;
    qint64 step = 1;
};

/// slice.indices() of Python.
Bounds resolved(std::optional<qint64> lower, std::optional<qint64> upper, qint64 step, qint64 size)
{
    const auto place = [&](qint64 index) {
        if (index < 0)
            return std::max<qint64>(index + size, step < 0 ? -1 : 0);
        return std::min<qint64>(index, step < 0 ? size - 1 : size);
    };
    Bounds bounds;
    bounds.step = step;
    bounds.start = lower ? place(*lower) : (step < 0 ? size - 1 : 0);
    bounds.stop = upper ? place(*upper) : (step < 0 ? -1 : size);
    return bounds;
}

std::vector<qint64> positions(const Bounds &bounds)
{
    std::vector<qint64> result;
    const RangeObject range{bounds.start, bounds.stop, bounds.step};
    for (qint64 i = 0, at = range.start; i < range.length(); ++i, at += range.step)
        result.push_back(at);
    return result;
}

/// Nothing: not an index.
std::optional<Value> itemOf(const Value &value, qint64 index)
{
    const auto pick = [&](qint64 size) { return index < 0 ? index + size : index; };
    if (const auto *text = value.string()) {
        const qint64 at = pick(text->size());
        return at >= 0 && at < text->size() ? std::optional(Value::string(text->mid(at, 1))) : std::nullopt;
    }
    if (const auto *range = value.as<RangeObject>()) {
        const qint64 at = pick(range->length());
        return at >= 0 && at < range->length()
            ? std::optional(Value::integer(range->start + at * range->step))
            : std::nullopt;
    }
    const auto &items = value.list() ? value.list()->items : value.tuple()->items;
    const qint64 at = pick(qint64(items.size()));
    return at >= 0 && at < qint64(items.size()) ? std::optional(items[size_t(at)]) : std::nullopt;
}

bool beyondBasicPlane(const Value &value)
{
    return value.string() && codePoints(*value.string()) != value.string()->size();
}

} // namespace

Value Interpreter::subscript(const Subscript &node)
{
    const Value value = known(evaluate(*node.value), node.extent);
    if (value.isPoison())
        return value;
    if (beyondBasicPlane(value))
        return m_refusals.handOver(node.extent, QStringLiteral("indexes a text beyond the basic plane"));
    if (const auto *part = node.index->as<Slice>())
        return slice(value, *part, node.extent);
    const Value index = known(evaluate(*node.index), node.index->extent);
    if (index.isPoison())
        return index;
    if (const auto *dict = value.dict()) {
        if (!hashable(index))
            return m_refusals.raise(node.extent, QStringLiteral("TypeError: the key is not hashable"));
        if (const Value *found = find(*dict, index))
            return *found;
        return m_refusals.raise(
            node.extent, QStringLiteral("KeyError: %1").arg(pythonRepr(index).value_or(index.typeName())));
    }
    if (const auto *type = value.classObject(); type && type->isEnum && index.string())
        return attribute(value, *index.string(), node.extent);
    if (value.sql())
        return sqlItem(*this, value, index, node.extent);
    const auto at = index.integral();
    if (at && (value.string() || value.list() || value.tuple() || value.as<RangeObject>())) {
        auto item = itemOf(value, *at);
        return item ? *item : m_refusals.raise(node.extent, QStringLiteral("IndexError: index out of range"));
    }
    const auto *context = value.context();
    if (context && context->kind == ContextObject::Kind::Globals && index.string()) {
        const Value *found = m_globals->find(index.string()->toStdString());
        return found ? *found
                     : m_refusals.raise(node.extent, QStringLiteral("KeyError: '%1'").arg(*index.string()));
    }
    if (context && context->kind == ContextObject::Kind::Result)
        return m_refusals.handOver(node.extent, QStringLiteral("reads the rows of ") + context->construct);
    // Union[str, None] and its like: only annotations at run time.
    if (value.entry() || value.module())
        return Value::unknown(QStringLiteral("uses %1[…]").arg(value.typeName()));
    return m_refusals.handOver(node.extent, QStringLiteral("takes an item of %1").arg(value.typeName()));
}

Value Interpreter::slice(const Value &value, const Slice &slice, Extent at)
{
    std::array<std::optional<qint64>, 3> limits;
    const std::array<const Expression *, 3> nodes{slice.lower, slice.upper, slice.step};
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (!nodes[i])
            continue;
        const Value limit = known(evaluate(*nodes[i]), nodes[i]->extent);
        if (limit.isPoison())
            return limit;
        limits[i] = limit.integral();
        if (!limits[i] && !limit.isNone())
            return m_refusals.raise(at, QStringLiteral("TypeError: a slice with %1").arg(limit.typeName()));
    }
    const qint64 step = limits[2].value_or(1);
    if (step == 0 || std::abs(step) > mostItems)
        return m_refusals.raise(at, QStringLiteral("ValueError: slice step"));
    const auto *text = value.string();
    const auto *items = value.list() ? &value.list()->items : value.tuple() ? &value.tuple()->items : nullptr;
    if (!text && !items)
        return m_refusals.handOver(at, QStringLiteral("takes a slice of %1").arg(value.typeName()));
    const qint64 size = text ? text->size() : qint64(items->size());
    const Bounds bounds = resolved(limits[0], limits[1], step, size);
    m_steps += size / 16;
    if (text) {
        if (step == 1)
            return Value::string(text->mid(bounds.start, std::max<qint64>(0, bounds.stop - bounds.start)));
        QString out;
        for (const qint64 position : positions(bounds))
            out += (*text)[position];
        return Value::string(out);
    }
    std::vector<Value> out;
    for (const qint64 position : positions(bounds))
        out.push_back((*items)[size_t(position)]);
    return value.list() ? Value::list(std::move(out)) : Value::tuple(std::move(out));
}

} // namespace stillroom::evaluation

#pragma once

#include "migrations/base/error.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace stillroom::evaluation
{

class Value;
struct FunctionObject;
struct SqlObject;
struct ContextObject;

/// Python's None.
struct NoneValue {
    bool operator==(const NoneValue &) const = default;
};

/// The result of something that was refused; its reason is already recorded. Silent when used.
struct PoisonValue {
    bool operator==(const PoisonValue &) const = default;
};

/// Something only the project's Python knows. Harmless until it is used; then `why` becomes a reason.
struct UnknownValue {
    QString why; ///< "uses models.User, imported from app.models"
    QString path{}; ///< dotted, of something imported; empty for other values
};

struct CatalogueEntry;
struct CatalogueModule;
/// A class or function of Alembic, SQLAlchemy, the standard library or Python's builtins.
using EntryValue = const CatalogueEntry *;
using ModuleValue = const CatalogueModule *;

struct ListObject {
    std::vector<Value> items;
};
struct TupleObject {
    std::vector<Value> items;
};
/// Keeps insertion order, as Python's dict and our use of set need. Keys are hashable values.
struct DictObject {
    std::vector<std::pair<Value, Value>> items;
};
/// Only membership, length and emptiness of a set are certain: Python's order of one is not.
struct SetObject {
    std::vector<Value> items;
};
/// A generator, an iterator or a view of a dict: items to walk, not to index.
struct IteratorObject {
    std::vector<Value> items;
    bool reusable = false; ///< a view; the others are empty after the first walk
};
struct RangeObject {
    qint64 start = 0;
    qint64 stop = 0;
    qint64 step = 1;
    qint64 length() const;
};
/// A class of the script: an Enum, or a plain holder of constants.
struct ClassObject {
    QString name;
    bool isEnum = false;
    bool isStringEnum = false; ///< class X(str, Enum): members are strings too
    std::vector<std::pair<QString, Value>> attributes; ///< for an Enum: name and EnumMember
};
struct EnumMember {
    std::weak_ptr<ClassObject> owner;
    bool isString = false;
    QString className;
    QString name;
    std::shared_ptr<Value> value;
};
struct BoundMethod {
    std::shared_ptr<Value> self;
    QString name;
};

/// One Python value, of the kinds the evaluator knows exactly. Lists, dicts and sets are shared by
/// reference, as in Python.
class Value
{
public:
    using Data = std::variant<NoneValue, PoisonValue, bool, qint64, double, QString,
        std::shared_ptr<const UnknownValue>, EntryValue, ModuleValue, std::shared_ptr<ListObject>,
        std::shared_ptr<const TupleObject>, std::shared_ptr<DictObject>, std::shared_ptr<SetObject>,
        std::shared_ptr<IteratorObject>, RangeObject, std::shared_ptr<ClassObject>,
        std::shared_ptr<const EnumMember>, std::shared_ptr<const BoundMethod>,
        std::shared_ptr<const FunctionObject>, std::shared_ptr<SqlObject>, std::shared_ptr<ContextObject>>;

    Value() = default;
    Value(Data data)
        : m_data(std::move(data))
    {
    }
    static Value poison() { return Value(Data(PoisonValue{})); }
    static Value boolean(bool b) { return Value(Data(b)); }
    static Value integer(qint64 i) { return Value(Data(i)); }
    static Value real(double d) { return Value(Data(d)); }
    static Value string(QString s) { return Value(Data(std::move(s))); }
    /// op.f("name"): a str that says of itself that a naming convention was applied.
    static Value conventionalName(QString s)
    {
        Value value = string(std::move(s));
        value.m_conventional = true;
        return value;
    }
    static Value unknown(QString why, QString path = {});
    static Value list(std::vector<Value> items);
    static Value tuple(std::vector<Value> items);
    static Value dict(std::vector<std::pair<Value, Value>> items);
    static Value set(std::vector<Value> items);
    static Value iterator(std::vector<Value> items, bool reusable = false);
    static Value method(Value self, QString name);

    const Data &data() const { return m_data; }
    template<typename T> const T *as() const { return std::get_if<T>(&m_data); }

    bool isNone() const { return as<NoneValue>() != nullptr; }
    bool isPoison() const { return as<PoisonValue>() != nullptr; }
    const QString *string() const { return as<QString>(); }
    bool isConventional() const { return m_conventional; }
    const UnknownValue *unknown() const;
    EntryValue entry() const { return as<EntryValue>() ? *as<EntryValue>() : nullptr; }
    ModuleValue module() const { return as<ModuleValue>() ? *as<ModuleValue>() : nullptr; }
    ListObject *list() const;
    const TupleObject *tuple() const;
    DictObject *dict() const;
    SetObject *set() const;
    IteratorObject *iterator() const;
    const BoundMethod *boundMethod() const;
    ClassObject *classObject() const;
    const EnumMember *enumMember() const;
    const FunctionObject *function() const;
    SqlObject *sql() const;
    ContextObject *context() const;
    /// int or bool, as Python's own arithmetic takes them.
    std::optional<qint64> integral() const;
    /// int, bool or float.
    std::optional<double> number() const;
    /// "str", "list", … as type(x).__name__ says; a phrase for what has no such name.
    QString typeName() const;

private:
    Data m_data;
    bool m_conventional = false;
};

/// bool(value); no value when Python would ask the object itself and we do not know.
std::optional<bool> truth(const Value &value);
/// a == b; no value when it is not certain.
std::optional<bool> equal(const Value &a, const Value &b);
/// a is b; no value when it depends on the interpreter (interned strings, small numbers).
std::optional<bool> identical(const Value &a, const Value &b);
/// a < b of numbers, strings and sequences; no value when Python raises or we are not certain.
std::optional<bool> less(const Value &a, const Value &b);
/// May be a key of a dict or a member of a set.
bool hashable(const Value &value);
/// The items that iterating gives, in order; no value when it cannot be iterated or the order is not certain.
std::optional<std::vector<Value>> iterated(const Value &value);
/// repr(value) and str(value); no value when not certain.
std::optional<QString> pythonRepr(const Value &value);
std::optional<QString> pythonString(const Value &value);
/// The shortest text that reads back as the same double, in Python's spelling.
QString floatRepr(double value);
/// Characters as Python counts them: code points.
qsizetype codePoints(const QString &text);

const Value *find(const DictObject &dict, const Value &key);
void insert(DictObject &dict, const Value &key, Value value);

} // namespace stillroom::evaluation

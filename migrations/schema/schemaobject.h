#pragma once

#include <QString>

#include <compare>
#include <optional>
#include <utility>
#include <vector>

namespace stillroom
{

/// What kinds of things a PostgreSQL schema holds, in the order in which they can be created.
enum class ObjectKind : quint8 {
    Schema,
    Extension,
    Enum,
    Domain,
    CompositeType,
    RangeType,
    Sequence,
    Function,
    Procedure,
    Aggregate,
    Table, ///< plain, partitioned, a partition, foreign
    Column,
    View,
    MaterializedView,
    Index, ///< without those that belong to a constraint
    Constraint, ///< of a table or a domain
    Trigger,
    Policy,
    Rule,
    Statistics,
    Comment, ///< on the object its id names otherwise
    Other, ///< named with its description: known to exist, not modelled
};

/// What is known of an object, in the order it is shown.
enum class Property : quint8 {
    Type,
    Collation,
    NotNull, ///< "yes"
    Default,
    Generated, ///< expression of a stored column
    Identity, ///< "ALWAYS …" with its sequence's options
    Definition, ///< what follows the name in CREATE, or the whole statement (views: the query)
    Values, ///< of an enum: quoted, comma-separated
    Columns, ///< of an index: its keys
    Method, ///< of an index: "btree"
    Unique,
    NullsNotDistinct,
    Include,
    Where,
    OwnedBy, ///< of a sequence
    Persistence, ///< "unlogged"
    PartitionBy,
    PartitionOf, ///< parent and bounds
    Inherits,
    OfType,
    Server, ///< of a foreign table
    Options,
    Tablespace,
    AccessMethod,
    RowSecurity,
    ReplicaIdentity,
    Clustered,
    Storage,
    Compression,
    StatisticsTarget,
    Inherited, ///< not declared here, comes from a parent
    AttachedTo, ///< of an index on a partition
    Enabled, ///< of a trigger or rule, when not as usual
    Valid, ///< "no"
    Comment,
    Owner,
    Grants,
};

/// What names an object. `table` is the table, view or domain it belongs to; functions carry their argument
/// types in the name.
struct ObjectId {
    ObjectKind kind = ObjectKind::Table;
    ObjectKind subject = ObjectKind::Table; ///< of a comment: what it is about; of a domain's constraint:
                                            ///< Domain; else `kind`
    QString schema;
    QString table;
    QString name;

    ObjectId() = default;
    ObjectId(ObjectKind ofKind, QString inSchema, QString ofTable, QString named)
        : kind(ofKind)
        , subject(ofKind)
        , schema(std::move(inSchema))
        , table(std::move(ofTable))
        , name(std::move(named))
    {
    }
    bool operator==(const ObjectId &) const = default;
    bool operator<(const ObjectId &other) const;
    /// The table, view or domain this object is or belongs to; unset for other things.
    std::optional<ObjectId> container() const;
};

struct PropertyValue {
    Property property = Property::Type;
    QString value;
    bool operator==(const PropertyValue &) const = default;
};

/// One object of a schema. Properties that are as usual are left out, so that equal objects are equal
/// values; the rest stands in the enum's order.
struct SchemaObject {
    ObjectId id;
    int position = 0; ///< of a column: its number in the table
    std::vector<PropertyValue> properties{};

    bool operator==(const SchemaObject &) const = default;
    /// The value, or a null text.
    QString value(Property property) const;
    bool has(Property property) const { return !value(property).isNull(); }
    /// An empty or null text is left out.
    void set(Property property, const QString &text);
};

/// "table", "column", …: for JSON and messages (spec/cli.md, CHANGE).
QString objectKindName(ObjectKind kind);
/// "Type", "Not null", …: for people.
QString propertyName(Property property);

} // namespace stillroom

#include "migrations/schema/schemaobject.h"

#include <algorithm>
#include <tuple>

namespace stillroom
{

bool ObjectId::operator<(const ObjectId &other) const
{
    return std::tie(kind, schema, table, name, subject)
        < std::tie(other.kind, other.schema, other.table, other.name, other.subject);
}

std::optional<ObjectId> ObjectId::container() const
{
    if (table.isEmpty())
        return {};
    return ObjectId(ObjectKind::Table, schema, {}, table);
}

QString SchemaObject::value(Property property) const
{
    for (const PropertyValue &entry : properties) {
        if (entry.property == property)
            return entry.value;
    }
    return {};
}

void SchemaObject::set(Property property, const QString &text)
{
    const auto before = [](const PropertyValue &entry, Property wanted) { return entry.property < wanted; };
    const auto place = std::lower_bound(properties.begin(), properties.end(), property, before);
    const bool present = place != properties.end() && place->property == property;
    if (text.isEmpty()) {
        if (present)
            properties.erase(place);
    } else if (present) {
        place->value = text;
    } else {
        properties.insert(place, {property, text});
    }
}

QString objectKindName(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Schema:
        return QStringLiteral("schema");
    case ObjectKind::Extension:
        return QStringLiteral("extension");
    case ObjectKind::Enum:
        return QStringLiteral("enum");
    case ObjectKind::Domain:
        return QStringLiteral("domain");
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
        return QStringLiteral("type");
    case ObjectKind::Sequence:
        return QStringLiteral("sequence");
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::Aggregate:
        return QStringLiteral("function");
    case ObjectKind::Table:
        return QStringLiteral("table");
    case ObjectKind::Column:
        return QStringLiteral("column");
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
        return QStringLiteral("view");
    case ObjectKind::Index:
        return QStringLiteral("index");
    case ObjectKind::Constraint:
        return QStringLiteral("constraint");
    case ObjectKind::Trigger:
        return QStringLiteral("trigger");
    case ObjectKind::Policy:
        return QStringLiteral("policy");
    case ObjectKind::Rule:
        return QStringLiteral("rule");
    case ObjectKind::Statistics:
        return QStringLiteral("statistics");
    case ObjectKind::Comment:
        return QStringLiteral("comment");
    case ObjectKind::Other:
        return QStringLiteral("other");
    }
    Q_UNREACHABLE();
}

QString propertyName(Property property)
{
    static const char *const names[] = {"Type", "Collation", "Not null", "Default", "Generated", "Identity",
        "Definition", "Values", "Columns", "Method", "Unique", "Nulls not distinct", "Include", "Where",
        "Owned by", "Persistence", "Partition by", "Partition of", "Inherits", "Of type", "Server", "Options",
        "Tablespace", "Access method", "Row security", "Replica identity", "Clustered", "Storage",
        "Compression", "Statistics target", "Inherited", "Attached to", "Enabled", "Valid", "Comment",
        "Owner", "Grants"};
    static_assert(std::size(names) == size_t(Property::Grants) + 1);
    return QLatin1String(names[size_t(property)]);
}

} // namespace stillroom

#include "migrations/database/inspection.h"

#include "migrations/sql/quoting.h"

namespace stillroom
{

Status Inspection::readTypes()
{
    QHash<quint32, QString> labels;
    const Status values = m_reader.read(
        catalogue::enumValues(), [&labels](const CopyRow &row) { labels.insert(row.oid(0), row.text(1)); });
    if (!values)
        return values;
    return m_reader.read(catalogue::types(), [this, &labels](const CopyRow &row) {
        const quint32 oid = row.oid(0);
        const bool composite = row.letter(1) == 'c';
        if (isMember(TypeClass, oid) || (composite && isMember(RelationClass, row.oid(2))))
            return;
        SchemaObject object{ObjectId(ObjectKind::Other, row.text(3), {}, row.text(4))};
        describeType(object, row, labels.value(oid));
        object.id.subject = object.id.kind;
        object.set(Property::Owner, row.text(5));
        object.set(Property::Grants, row.text(6));
        if (row.letter(1) == 'd')
            m_domains.insert(oid, {row.text(3), row.text(4)});
        const int place = add(std::move(object), TypeClass, oid);
        if (composite)
            m_places.insert(key(RelationClass, row.oid(2)), place);
    });
}

void Inspection::describeType(SchemaObject &object, const CopyRow &row, const QString &labels)
{
    switch (row.letter(1)) {
    case 'e':
        object.id.kind = ObjectKind::Enum;
        object.set(Property::Values, labels.isEmpty() ? QStringLiteral(" ") : labels);
        break;
    case 'd':
        object.id.kind = ObjectKind::Domain;
        object.set(Property::Type, row.text(7));
        if (row.isTrue(8))
            object.set(Property::NotNull, m_yes);
        object.set(Property::Default, row.text(9));
        object.set(Property::Collation, row.text(10));
        break;
    case 'c':
        object.id.kind = ObjectKind::CompositeType;
        object.set(Property::Definition, m_composites.value(row.oid(2)));
        break;
    case 'r':
        object.id.kind = ObjectKind::RangeType;
        object.set(Property::Definition, row.text(11));
        break;
    case 'b':
        object.id.name = QStringLiteral("base type ") + object.id.name;
        break;
    default:
        m_notices << QStringLiteral("Type %1 is of a kind (%2) this program does not know: only its name is "
                                    "compared.")
                         .arg(quoteQualified(object.id.schema, object.id.name),
                             QString(QLatin1Char(row.letter(1))));
        break;
    }
}

Status Inspection::readFunctions()
{
    return m_reader.read(catalogue::functions(m_version), [this](const CopyRow &row) {
        const QString name = row.text(3) + u'(' + row.text(4) + u')';
        const ObjectKind kind = row.letter(1) == 'p' ? ObjectKind::Procedure
            : row.letter(1) == 'a'                   ? ObjectKind::Aggregate
                                                     : ObjectKind::Function;
        SchemaObject object{ObjectId(kind, row.text(2), {}, name)};
        object.set(Property::Definition, row.text(5).trimmed());
        object.set(Property::Owner, row.text(6));
        object.set(Property::Grants, row.text(7));
        add(std::move(object), ProcClass, row.oid(0));
    });
}

void Inspection::addPart(ObjectKind kind, const CopyRow &row, quint32 catalogue)
{
    const Relation *const table = relation(row.oid(1));
    if (!table || table->object < 0)
        return;
    SchemaObject object{ObjectId(kind, table->schema, table->name, row.text(2))};
    object.set(Property::Definition, row.text(3));
    if (row.size() > 4 && row.letter(4) != 'O') {
        object.set(Property::Enabled,
            row.letter(4) == 'D'       ? QStringLiteral("no")
                : row.letter(4) == 'R' ? QStringLiteral("REPLICA")
                                       : QStringLiteral("ALWAYS"));
    }
    add(std::move(object), catalogue, row.oid(0));
}

Status Inspection::readTriggers()
{
    const Status triggers = m_reader.read(catalogue::triggers(m_version),
        [this](const CopyRow &row) { addPart(ObjectKind::Trigger, row, TriggerClass); });
    if (!triggers)
        return triggers;
    return m_reader.read(
        catalogue::rules(), [this](const CopyRow &row) { addPart(ObjectKind::Rule, row, RewriteClass); });
}

Status Inspection::readPolicies()
{
    return m_reader.read(
        catalogue::policies(), [this](const CopyRow &row) { addPart(ObjectKind::Policy, row, PolicyClass); });
}

Status Inspection::readStatistics()
{
    return m_reader.read(catalogue::statistics(m_version), [this](const CopyRow &row) {
        const Relation *const table = relation(row.oid(3));
        SchemaObject object{
            ObjectId(ObjectKind::Statistics, row.text(1), table ? table->name : QString(), row.text(2))};
        object.set(Property::Definition, row.text(4));
        object.set(Property::Owner, row.text(5));
        object.set(Property::StatisticsTarget, row.text(6));
        add(std::move(object), StatisticsClass, row.oid(0));
    });
}

Status Inspection::readOthers()
{
    return m_reader.read(catalogue::others(m_version), [this](const CopyRow &row) {
        if (isMember(row.oid(5), row.oid(6)))
            return;
        SchemaObject object{ObjectId(ObjectKind::Other, row.text(1), {}, row.text(0) + u' ' + row.text(2))};
        const bool grants = row.bytes(0) == "default privileges";
        object.set(grants ? Property::Grants : Property::Definition, row.text(3));
        object.set(Property::Owner, row.text(4));
        add(std::move(object), row.oid(5), row.oid(6));
    });
}

} // namespace stillroom

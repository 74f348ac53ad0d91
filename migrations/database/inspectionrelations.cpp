#include "migrations/database/inspection.h"

#include "migrations/sql/quoting.h"

namespace stillroom
{

ObjectKind Inspection::kindOfRelation(char relkind)
{
    switch (relkind) {
    case 'r':
    case 'p':
    case 'f':
        return ObjectKind::Table;
    case 'v':
        return ObjectKind::View;
    case 'm':
        return ObjectKind::MaterializedView;
    case 'S':
        return ObjectKind::Sequence;
    case 'c':
        return ObjectKind::CompositeType;
    default:
        return ObjectKind::Other;
    }
}

Status Inspection::readRelations()
{
    return m_reader.read(catalogue::relations(), [this](const CopyRow &row) {
        const quint32 oid = row.oid(0);
        Relation relation{-1, row.letter(1), row.text(2), row.single(3)};
        if (!isMember(RelationClass, oid) && relation.kind != 'c')
            relation.object = add(relationObject(row, relation), RelationClass, oid);
        m_relations.insert(oid, std::move(relation));
    });
}

SchemaObject Inspection::relationObject(const CopyRow &row, const Relation &relation)
{
    SchemaObject object{ObjectId(kindOfRelation(relation.kind), relation.schema, {}, relation.name)};
    if (object.id.kind == ObjectKind::Other) {
        m_notices << QStringLiteral(
            "%1 is of a kind (%2) this program does not know: only its name is compared.")
                         .arg(quoteQualified(relation.schema, relation.name),
                             QString(QLatin1Char(relation.kind)));
    }
    if (row.letter(4) == 'u')
        object.set(Property::Persistence, QStringLiteral("unlogged"));
    object.set(Property::Owner, row.text(5));
    object.set(Property::Grants, row.text(6));
    QString options = row.text(7);
    if (!row.isNull(8)) {
        options += (options.isEmpty() ? QString() : QStringLiteral(", ")) + QStringLiteral("toast.")
            + row.text(8).split(QStringLiteral(", ")).join(QStringLiteral(", toast."));
    }
    object.set(Property::Options, options);
    object.set(Property::Tablespace, row.text(9));
    object.set(Property::AccessMethod, row.text(10));
    if (row.isTrue(11) || row.isTrue(12)) {
        object.set(Property::RowSecurity,
            !row.isTrue(12)      ? QStringLiteral("enabled")
                : row.isTrue(11) ? QStringLiteral("enabled, forced")
                                 : QStringLiteral("forced"));
    }
    if (relation.kind != 'v' && relation.kind != 'S' && row.letter(13) != 'd' && row.letter(13) != 'i') {
        // A foreign table has 'n' by itself.
        if (relation.kind != 'f')
            object.set(Property::ReplicaIdentity,
                row.letter(13) == 'f' ? QStringLiteral("FULL") : QStringLiteral("NOTHING"));
    }
    object.set(Property::PartitionBy, row.text(14));
    if (!row.isNull(15))
        object.set(Property::PartitionOf, row.text(16) + QLatin1Char(' ') + row.text(15));
    else
        object.set(Property::Inherits, row.text(16));
    object.set(Property::OfType, row.text(17));
    object.set(Property::Definition, row.text(18).trimmed());
    object.set(Property::Server, row.text(19));
    return object;
}

Status Inspection::readColumns()
{
    reserve();
    return m_reader.read(catalogue::columns(m_version), [this](const CopyRow &row) {
        Relation *const owner = relation(row.oid(0));
        if (!owner)
            return;
        const size_t number = size_t(row.number(1));
        owner->attributes.resize(number);
        owner->attributes[number - 1] = {row.text(2), row.oid(15)};
        owner->columns.resize(number, -1);
        const bool isTable = owner->kind == 'r' || owner->kind == 'p' || owner->kind == 'f';
        if (owner->kind == 'c') {
            addAttribute(row);
        } else if (isTable && owner->object >= 0) {
            m_objects.push_back(columnObject(row, *owner));
            owner->columns[number - 1] = int(m_objects.size()) - 1;
        }
    });
}

void Inspection::addAttribute(const CopyRow &row)
{
    QString &text = m_composites[row.oid(0)];
    text += (text.isEmpty() ? QString() : QStringLiteral(", ")) + quoteIdentifier(row.text(2))
        + QLatin1Char(' ') + row.text(3);
    if (!row.isNull(8))
        text += QStringLiteral(" COLLATE ") + row.text(8);
}

SchemaObject Inspection::columnObject(const CopyRow &row, const Relation &owner)
{
    SchemaObject object{ObjectId(ObjectKind::Column, owner.schema, owner.name, row.text(2)), row.number(1)};
    auto &properties = object.properties;
    properties.reserve(2);
    const auto put = [&properties](Property property, const QString &text) {
        if (!text.isEmpty())
            properties.push_back({property, text});
    };
    put(Property::Type, row.text(3));
    put(Property::Collation, row.text(8));
    if (row.isTrue(4))
        put(Property::NotNull, m_yes);
    const char generated = row.letter(7);
    if (generated == '\0')
        put(Property::Default, row.text(5));
    else if (generated == 's')
        put(Property::Generated, row.text(5));
    else
        put(Property::Generated, row.text(5) + QStringLiteral(" (") + QLatin1Char(generated) + u')');
    if (row.letter(6) != '\0')
        put(Property::Identity,
            row.letter(6) == 'a' ? QStringLiteral("ALWAYS") : QStringLiteral("BY DEFAULT"));
    QString options = row.text(12);
    if (!row.bytes(16).empty())
        options += QStringLiteral("fdw: ") + row.text(16);
    put(Property::Options, options);
    put(Property::Storage, storageName(row.letter(9)));
    if (row.letter(10) != '\0')
        put(Property::Compression, row.letter(10) == 'l' ? QStringLiteral("lz4") : QStringLiteral("pglz"));
    put(Property::StatisticsTarget, row.text(11));
    if (!row.isTrue(14))
        put(Property::Inherited, m_yes);
    put(Property::Grants, row.text(13));
    return object;
}

QString Inspection::storageName(char letter)
{
    switch (letter) {
    case 'p':
        return QStringLiteral("PLAIN");
    case 'm':
        return QStringLiteral("MAIN");
    case 'e':
        return QStringLiteral("EXTERNAL");
    case 'x':
        return QStringLiteral("EXTENDED");
    default:
        return {};
    }
}

Status Inspection::readSequences()
{
    return m_reader.read(catalogue::sequences(), [this](const CopyRow &row) {
        const Relation *const sequence = relation(row.oid(0));
        if (!sequence)
            return;
        const QString options
            = QStringLiteral("AS %1 START WITH %2 INCREMENT BY %3 MINVALUE %4 MAXVALUE %5 CACHE %6%7")
                  .arg(row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6),
                      row.isTrue(7) ? QStringLiteral(" CYCLE") : QString());
        const Relation *const owner = row.isNull(8) ? nullptr : relation(row.oid(8));
        const int number = row.isNull(9) ? 0 : row.number(9);
        if (row.letter(10) == 'i' && owner) {
            addIdentity(*sequence, *owner, number, options);
            return;
        }
        if (sequence->object < 0)
            return;
        SchemaObject &object = m_objects[size_t(sequence->object)];
        object.set(Property::Definition, m_pool.text(options.toStdString()));
        if (owner && number > 0 && size_t(number) <= owner->attributes.size()) {
            object.set(Property::OwnedBy,
                owner->schema + u'\n' + owner->name + u'\n' + owner->attributes[size_t(number) - 1].first);
        }
    });
}

void Inspection::addIdentity(
    const Relation &sequence, const Relation &owner, int number, const QString &options)
{
    if (sequence.object >= 0)
        m_absorbed.push_back(sequence.object);
    if (number <= 0 || size_t(number) > owner.columns.size() || owner.columns[size_t(number) - 1] < 0)
        return;
    SchemaObject &column = m_objects[size_t(owner.columns[size_t(number) - 1])];
    const QString unlogged = sequence.object >= 0
            && m_objects[size_t(sequence.object)].has(Property::Persistence) && sequence.kind == 'S'
        ? m_objects[size_t(sequence.object)].value(Property::Persistence) + u' '
        : QString();
    column.set(Property::Identity,
        QStringLiteral("%1 (SEQUENCE NAME %2 %3%4)")
            .arg(column.value(Property::Identity), quoteQualified(sequence.schema, sequence.name), unlogged,
                options.section(u' ', 2)));
}

} // namespace stillroom

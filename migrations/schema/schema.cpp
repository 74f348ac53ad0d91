#include "migrations/schema/schema.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr quint32 formatMark = 0x53524d01; // "SRM", version 1: counts up with every change of the enums

bool before(const SchemaObject &object, const ObjectId &id)
{
    return object.id < id;
}

/// What app/journal/sharedjournal.h makes in a database.
bool isSharedJournal(const ObjectId &id)
{
    const QLatin1String schema("stillroom");
    const QLatin1String table("journal");
    return (id.subject == ObjectKind::Schema && id.name == schema)
        || (id.schema == schema && (id.table == table || id.name == table));
}

} // namespace

NoiseFilter NoiseFilter::none()
{
    return {false, false, false, {}, {}, false};
}

bool NoiseFilter::hides(const ObjectId &id) const
{
    if (sharedJournal && isSharedJournal(id))
        return true;
    if (versionTable.isEmpty() || (!versionSchema.isEmpty() && id.schema != versionSchema))
        return false;
    return id.table == versionTable || (id.subject == ObjectKind::Table && id.name == versionTable);
}

bool NoiseFilter::hides(Property property) const
{
    return (owners && property == Property::Owner) || (grants && property == Property::Grants);
}

Schema::Schema(std::vector<SchemaObject> objects, int serverVersion, QStringList notices)
    : m_objects(std::move(objects))
    , m_serverVersion(serverVersion)
    , m_notices(std::move(notices))
{
    const auto less = [](const SchemaObject &a, const SchemaObject &b) { return a.id < b.id; };
    const auto same = [](const SchemaObject &a, const SchemaObject &b) { return a.id == b.id; };
    std::stable_sort(m_objects.begin(), m_objects.end(), less);
    m_objects.erase(std::unique(m_objects.begin(), m_objects.end(), same), m_objects.end());
}

const SchemaObject *Schema::find(const ObjectId &id) const
{
    const auto place = std::lower_bound(m_objects.begin(), m_objects.end(), id, before);
    return place != m_objects.end() && place->id == id ? &*place : nullptr;
}

std::vector<const SchemaObject *> Schema::columns(const QString &schema, const QString &table) const
{
    const ObjectId first(ObjectKind::Column, schema, table, {});
    std::vector<const SchemaObject *> found;
    for (auto place = std::lower_bound(m_objects.begin(), m_objects.end(), first, before);
         place != m_objects.end() && place->id.kind == ObjectKind::Column && place->id.schema == schema
         && place->id.table == table;
         ++place)
        found.push_back(&*place);
    std::sort(found.begin(), found.end(),
        [](const SchemaObject *a, const SchemaObject *b) { return a->position < b->position; });
    return found;
}

int Schema::count(ObjectKind kind) const
{
    return int(std::count_if(m_objects.begin(), m_objects.end(),
        [kind](const SchemaObject &object) { return object.id.kind == kind; }));
}

QString Schema::fingerprint(const NoiseFilter &filter) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QString &text) {
        hash.addData(text.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    };
    const auto number = [&hash](int value) { hash.addData(QByteArray::number(value) + '\x01'); };
    for (const SchemaObject &object : m_objects) {
        if (filter.hides(object.id))
            continue;
        number(int(object.id.kind));
        number(int(object.id.subject));
        add(object.id.schema);
        add(object.id.table);
        add(object.id.name);
        for (const PropertyValue &entry : object.properties) {
            if (filter.hides(entry.property))
                continue;
            number(int(entry.property));
            add(entry.value);
        }
        if (object.id.kind == ObjectKind::Table && !filter.columnOrder) {
            for (const SchemaObject *column : columns(object.id.schema, object.id.name))
                add(column->id.name);
        }
    }
    return QString::fromLatin1(hash.result().toHex());
}

QByteArray Schema::toBytes() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << formatMark << qint32(m_serverVersion) << m_notices << quint32(m_objects.size());
    for (const SchemaObject &object : m_objects) {
        out << quint8(object.id.kind) << quint8(object.id.subject) << object.id.schema.toUtf8()
            << object.id.table.toUtf8() << object.id.name.toUtf8() << qint32(object.position)
            << quint8(object.properties.size());
        for (const PropertyValue &entry : object.properties)
            out << quint8(entry.property) << entry.value.toUtf8();
    }
    return qCompress(bytes, 1);
}

Result<Schema> Schema::fromBytes(const QByteArray &bytes)
{
    const Error unreadable{ErrorKind::Unreadable,
        QStringLiteral("A kept schema was written by another version of Stillroom and is not used.")};
    const QByteArray plain = qUncompress(bytes);
    QDataStream in(plain);
    in.setVersion(QDataStream::Qt_6_0);
    quint32 mark = 0;
    qint32 version = 0;
    quint32 count = 0;
    QStringList notices;
    in >> mark;
    if (mark != formatMark)
        return unreadable;
    in >> version >> notices >> count;
    std::vector<SchemaObject> objects;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        SchemaObject object;
        quint8 kind = 0;
        quint8 subject = 0;
        quint8 properties = 0;
        qint32 position = 0;
        QByteArray schema;
        QByteArray table;
        QByteArray name;
        in >> kind >> subject >> schema >> table >> name >> position >> properties;
        if (kind > quint8(ObjectKind::Other) || subject > quint8(ObjectKind::Other))
            return unreadable;
        object.id = ObjectId(
            ObjectKind(kind), QString::fromUtf8(schema), QString::fromUtf8(table), QString::fromUtf8(name));
        object.id.subject = ObjectKind(subject);
        object.position = position;
        for (int p = 0; p < properties; ++p) {
            quint8 property = 0;
            QByteArray value;
            in >> property >> value;
            if (property > quint8(Property::Grants))
                return unreadable;
            object.properties.push_back({Property(property), QString::fromUtf8(value)});
        }
        objects.push_back(std::move(object));
    }
    if (in.status() != QDataStream::Ok)
        return unreadable;
    return Schema(std::move(objects), version, notices);
}

} // namespace stillroom

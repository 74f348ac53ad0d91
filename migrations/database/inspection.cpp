#include "migrations/database/inspection.h"

#include "migrations/database/catalogueinspector.h"
#include "migrations/sql/quoting.h"

#include <algorithm>

namespace stillroom
{

Inspection::Inspection(Connection &connection, const CancelToken &cancel)
    : m_reader(connection, m_pool, cancel)
    , m_version(connection.serverVersion())
{
    if (m_version / 10000 > newestKnownMajor) {
        m_notices << QStringLiteral("PostgreSQL %1 is newer than this program knows: what it adds to the "
                                    "catalogue is not compared.")
                         .arg(m_version / 10000);
    }
}

Result<Schema> Inspection::run()
{
    using Part = Status (Inspection::*)();
    for (const Part part : {&Inspection::readMembers, &Inspection::readSchemas, &Inspection::readRelations,
             &Inspection::readColumns, &Inspection::readTypes, &Inspection::readSequences,
             &Inspection::readConstraints, &Inspection::readIndexes, &Inspection::readIndexDefinitions,
             &Inspection::readFunctions, &Inspection::readTriggers, &Inspection::readPolicies,
             &Inspection::readStatistics, &Inspection::readOthers, &Inspection::readComments}) {
        if (const Status status = (this->*part)(); !status)
            return status.error();
    }
    return Schema(std::move(m_objects), m_version, std::move(m_notices));
}

int Inspection::add(SchemaObject object, quint32 catalogue, quint32 oid)
{
    m_objects.push_back(std::move(object));
    if (m_commented.contains(key(catalogue, oid)))
        m_places.insert(key(catalogue, oid), int(m_objects.size()) - 1);
    return int(m_objects.size()) - 1;
}

Inspection::Relation *Inspection::relation(quint32 oid)
{
    const auto place = m_relations.find(oid);
    return place == m_relations.end() ? nullptr : &*place;
}

Status Inspection::readMembers()
{
    const Status commented = m_reader.read(catalogue::commented(),
        [this](const CopyRow &row) { m_commented.insert(key(row.oid(0), row.oid(1))); });
    if (!commented)
        return commented;
    const Status members = m_reader.read(catalogue::extensionMembers(),
        [this](const CopyRow &row) { m_members.insert(key(row.oid(0), row.oid(1))); });
    if (!members)
        return members;
    return m_reader.read(catalogue::defaultOperatorClasses(),
        [this](const CopyRow &row) { m_defaultClasses.insert(row.oid(0)); });
}

Status Inspection::readSchemas()
{
    const Status schemas = m_reader.read(catalogue::schemas(), [this](const CopyRow &row) {
        if (isMember(SchemaClass, row.oid(0)))
            return;
        SchemaObject object{ObjectId(ObjectKind::Schema, {}, {}, row.text(1))};
        object.set(Property::Owner, row.text(2));
        object.set(Property::Grants, row.text(3));
        add(std::move(object), SchemaClass, row.oid(0));
    });
    if (!schemas)
        return schemas;
    return m_reader.read(catalogue::extensions(), [this](const CopyRow &row) {
        SchemaObject object{ObjectId(ObjectKind::Extension, {}, {}, row.text(1))};
        object.set(Property::Definition, QStringLiteral("WITH SCHEMA ") + quoteIdentifier(row.text(2)));
        add(std::move(object), ExtensionClass, row.oid(0));
    });
}

Status Inspection::readComments()
{
    const Status comments = m_reader.read(catalogue::comments(), [this](const CopyRow &row) {
        const auto place = m_places.constFind(key(row.oid(0), row.oid(1)));
        if (place == m_places.constEnd() || isMember(row.oid(0), row.oid(1)))
            return;
        ObjectId id = m_objects[size_t(*place)].id;
        if (id.kind == ObjectKind::Schema && id.name == u"public" && row.bytes(3) == "standard public schema")
            return;
        if (row.number(2) != 0) {
            id.table = id.name;
            id.name = row.text(4);
            id.kind = ObjectKind::Column;
        }
        id.subject = id.kind;
        id.kind = ObjectKind::Comment;
        SchemaObject object;
        object.id = id;
        object.set(Property::Comment, row.text(3));
        m_comments.push_back(std::move(object));
    });
    for (SchemaObject &comment : m_comments)
        m_objects.push_back(std::move(comment));
    removeAbsorbed();
    return comments;
}

void Inspection::removeAbsorbed()
{
    std::sort(m_absorbed.begin(), m_absorbed.end(), std::greater<>());
    for (const int place : m_absorbed) {
        m_objects[size_t(place)] = std::move(m_objects.back());
        m_objects.pop_back();
    }
}

} // namespace stillroom

#include "migrations/database/inspection.h"

#include "migrations/sql/quoting.h"

#include <charconv>

namespace stillroom
{

namespace
{

/// The numbers of an int2vector or oidvector: "1 2 3".
std::vector<qint64> numbers(std::string_view text)
{
    std::vector<qint64> values;
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at < end) {
        qint64 value = 0;
        const auto [next, error] = std::from_chars(at, end, value);
        if (error != std::errc())
            break;
        values.push_back(value);
        at = next + 1;
    }
    return values;
}

} // namespace

Status Inspection::readConstraints()
{
    return m_reader.read(catalogue::constraints(m_version), [this](const CopyRow &row) {
        if (row.oid(8) != 0)
            m_constraintIndexes.insert(row.oid(8));
        const bool ofPartition = row.isTrue(7);
        if (ofPartition && row.letter(1) == 'f')
            return; // comes with the parent's
        SchemaObject object;
        if (const Relation *const table = relation(row.oid(2)); table && table->object >= 0) {
            object.id = ObjectId(ObjectKind::Constraint, table->schema, table->name, row.single(4));
        } else if (const auto domain = m_domains.constFind(row.oid(3)); domain != m_domains.constEnd()) {
            object.id = ObjectId(ObjectKind::Constraint, domain->first, domain->second, row.text(4));
            object.id.subject = ObjectKind::Domain;
        } else {
            return;
        }
        // From 18 on every NOT NULL is a constraint as well; the column says it already.
        if (row.letter(1) == 'n' && m_version >= 180000)
            return;
        object.set(Property::Definition, row.text(5));
        object.set(Property::Options, row.text(9));
        object.set(Property::Tablespace, row.text(10));
        if (row.isTrue(11))
            object.set(Property::Clustered, m_yes);
        if (row.isTrue(12))
            object.set(Property::ReplicaIdentity, m_yes);
        if (!row.isTrue(6) && !ofPartition)
            object.set(Property::Inherited, m_yes);
        object.set(Property::AttachedTo, row.text(13));
        add(std::move(object), ConstraintClass, row.oid(0));
    });
}

Status Inspection::readIndexes()
{
    const Status options = m_reader.read(catalogue::indexColumnOptions(), [this](const CopyRow &row) {
        QString &text = m_indexColumns[row.oid(0)];
        if (!row.isNull(2))
            m_complexIndexes.insert(row.oid(0));
        if (!row.isNull(3))
            text += (text.isEmpty() ? QString() : QStringLiteral(", ")) + row.text(1) + u':' + row.text(3);
    });
    if (!options)
        return options;
    return m_reader.read(catalogue::indexes(m_version), [this](const CopyRow &row) {
        const quint32 oid = row.oid(0);
        const Relation *const table = relation(row.oid(1));
        if (!table || table->object < 0 || m_constraintIndexes.contains(oid))
            return;
        SchemaObject object{ObjectId(ObjectKind::Index, row.text(2), table->name, row.single(3))};
        const bool simple = describeIndex(object, row, *table) && !m_complexIndexes.contains(oid);
        object.set(Property::Method, row.text(4));
        const auto flag = [&](Property property, size_t column) {
            if (row.isTrue(column))
                object.set(property, m_yes);
        };
        flag(Property::Unique, 5);
        flag(Property::NullsNotDistinct, 6);
        flag(Property::Clustered, 8);
        flag(Property::ReplicaIdentity, 9);
        if (!row.isTrue(7) && table->kind != 'p')
            object.set(Property::Valid, QStringLiteral("no"));
        object.set(Property::Where, row.text(15));
        object.set(Property::Options, row.text(17));
        object.set(Property::Tablespace, row.text(18));
        object.set(Property::AttachedTo, row.text(19));
        object.set(Property::StatisticsTarget, m_indexColumns.value(oid));
        const int place = add(std::move(object), RelationClass, oid);
        if (!simple)
            m_pendingIndexes.insert(oid, place);
    });
}

bool Inspection::describeIndex(SchemaObject &object, const CopyRow &row, const Relation &table)
{
    if (row.isTrue(16))
        return false;
    const std::vector<qint64> keys = numbers(row.bytes(11));
    const std::vector<qint64> options = numbers(row.bytes(12));
    const std::vector<qint64> collations = numbers(row.bytes(13));
    const std::vector<qint64> classes = numbers(row.bytes(14));
    const size_t keyCount = size_t(row.number(10));
    QString columns;
    QString included;
    for (size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] <= 0 || size_t(keys[i]) > table.attributes.size())
            return false;
        const auto &[name, collation] = table.attributes[size_t(keys[i]) - 1];
        QString &text = i < keyCount ? columns : included;
        text += (text.isEmpty() ? QString() : QStringLiteral(", ")) + quoteIdentifier(name);
        if (i >= keyCount)
            continue;
        if (!m_defaultClasses.contains(quint32(classes[i])) || quint32(collations[i]) != collation)
            return false;
        text += orderOf(int(options[i]));
    }
    object.set(Property::Columns, m_pool.text(columns.toStdString()));
    object.set(Property::Include, included);
    return true;
}

QString Inspection::orderOf(int option)
{
    switch (option & 3) {
    case 1:
        return QStringLiteral(" DESC NULLS LAST");
    case 2:
        return QStringLiteral(" NULLS FIRST");
    case 3:
        return QStringLiteral(" DESC");
    default:
        return {};
    }
}

Status Inspection::readIndexDefinitions()
{
    if (m_pendingIndexes.isEmpty())
        return Done{};
    QStringList oids;
    for (auto place = m_pendingIndexes.constBegin(); place != m_pendingIndexes.constEnd(); ++place)
        oids << QString::number(place.key());
    return m_reader.read(catalogue::indexDefinitions(oids.join(u',')), [this](const CopyRow &row) {
        SchemaObject &object = m_objects[size_t(m_pendingIndexes.value(row.oid(0)))];
        object.set(Property::Columns, keysOf(row.text(1)));
        object.set(Property::Include, {});
    });
}

QString Inspection::keysOf(const QString &definition)
{
    const qsizetype start = definition.indexOf(u'(', definition.indexOf(QStringLiteral(" USING ")));
    int depth = 0;
    QChar quote;
    for (qsizetype i = start; i < definition.size(); ++i) {
        const QChar c = definition[i];
        if (!quote.isNull()) {
            if (c == quote)
                quote = {};
        } else if (c == u'\'' || c == u'"') {
            quote = c;
        } else if (c == u'(') {
            ++depth;
        } else if (c == u')' && --depth == 0) {
            QString keys = definition.mid(start + 1, i - start - 1);
            if (const qsizetype include = definition.indexOf(QStringLiteral(" INCLUDE ("), i);
                include == i + 1) {
                const qsizetype end = definition.indexOf(u')', include);
                keys += u')' + definition.mid(include, end - include);
            }
            return keys;
        }
    }
    return definition;
}

} // namespace stillroom

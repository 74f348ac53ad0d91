#include "migrations/database/catalogueinspector.h"

#include "migrations/database/cataloguequeries.h"
#include "migrations/database/copyreader.h"
#include "migrations/sql/quoting.h"

#include <QHash>

#include <charconv>

namespace stillroom
{

namespace
{

/// OIDs of the catalogues themselves: the same in every version.
enum Catalogue : quint32 {
    TypeClass = 1247,
    ProcClass = 1255,
    RelationClass = 1259,
    ConstraintClass = 2606,
    SchemaClass = 2615,
    RewriteClass = 2618,
    TriggerClass = 2620,
    ExtensionClass = 3079,
    PolicyClass = 3256,
    StatisticsClass = 3381,
};

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

class Inspection
{
public:
    Inspection(Connection &connection, const CancelToken &cancel)
        : m_reader(connection, m_pool, cancel)
        , m_version(connection.serverVersion())
    {
        if (m_version / 10000 > newestKnownMajor) {
            m_notices << QStringLiteral("PostgreSQL %1 is newer than this program knows: what it adds to the "
                                        "catalogue is not compared.")
                             .arg(m_version / 10000);
        }
    }

    Result<Schema> run()
    {
        using Part = Status (Inspection::*)();
        for (const Part part :
            {&Inspection::readMembers, &Inspection::readSchemas, &Inspection::readRelations,
                &Inspection::readColumns, &Inspection::readTypes, &Inspection::readSequences,
                &Inspection::readConstraints, &Inspection::readIndexes, &Inspection::readIndexDefinitions,
                &Inspection::readFunctions, &Inspection::readTriggers, &Inspection::readPolicies,
                &Inspection::readStatistics, &Inspection::readOthers, &Inspection::readComments}) {
            if (const Status status = (this->*part)(); !status)
                return status.error();
        }
        return Schema(std::move(m_objects), m_version, std::move(m_notices));
    }

private:
    struct Relation {
        int object = -1; ///< index into m_objects; -1: no object of its own
        char kind = 'r';
        QString schema;
        QString name;
        std::vector<std::pair<QString, quint32>> attributes{}; ///< name and collation by number - 1
        std::vector<int> columns{}; ///< index into m_objects by number - 1; -1: dropped
    };
    struct PendingIndex {
        int object = -1;
        QString table;
    };

    static quint64 key(quint32 catalogue, quint32 oid) { return quint64(catalogue) << 32 | oid; }
    bool isMember(quint32 catalogue, quint32 oid) const { return m_members.contains(key(catalogue, oid)); }

    int add(SchemaObject object, quint32 catalogue, quint32 oid)
    {
        m_objects.push_back(std::move(object));
        if (m_commented.contains(key(catalogue, oid)))
            m_places.insert(key(catalogue, oid), int(m_objects.size()) - 1);
        return int(m_objects.size()) - 1;
    }

    Relation *relation(quint32 oid)
    {
        const auto place = m_relations.find(oid);
        return place == m_relations.end() ? nullptr : &*place;
    }

    Status readMembers()
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

    Status readSchemas()
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

    static ObjectKind kindOfRelation(char relkind)
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

    Status readRelations()
    {
        return m_reader.read(catalogue::relations(), [this](const CopyRow &row) {
            const quint32 oid = row.oid(0);
            Relation relation{-1, row.letter(1), row.text(2), row.single(3)};
            if (!isMember(RelationClass, oid) && relation.kind != 'c')
                relation.object = add(relationObject(row, relation), RelationClass, oid);
            m_relations.insert(oid, std::move(relation));
        });
    }

    /// Room for all at once: growing by halves would hold the objects twice. What is not used costs nothing.
    void reserve() { m_objects.reserve(m_objects.size() + size_t(m_relations.size()) * 40); }

    SchemaObject relationObject(const CopyRow &row, const Relation &relation)
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

    Status readColumns()
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

    /// One attribute of a composite type.
    void addAttribute(const CopyRow &row)
    {
        QString &text = m_composites[row.oid(0)];
        text += (text.isEmpty() ? QString() : QStringLiteral(", ")) + quoteIdentifier(row.text(2))
            + QLatin1Char(' ') + row.text(3);
        if (!row.isNull(8))
            text += QStringLiteral(" COLLATE ") + row.text(8);
    }

    SchemaObject columnObject(const CopyRow &row, const Relation &owner)
    {
        SchemaObject object{
            ObjectId(ObjectKind::Column, owner.schema, owner.name, row.text(2)), row.number(1)};
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
            put(Property::Compression,
                row.letter(10) == 'l' ? QStringLiteral("lz4") : QStringLiteral("pglz"));
        put(Property::StatisticsTarget, row.text(11));
        if (!row.isTrue(14))
            put(Property::Inherited, m_yes);
        put(Property::Grants, row.text(13));
        return object;
    }

    static QString storageName(char letter)
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

    Status readTypes()
    {
        QHash<quint32, QString> labels;
        const Status values = m_reader.read(catalogue::enumValues(),
            [&labels](const CopyRow &row) { labels.insert(row.oid(0), row.text(1)); });
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

    void describeType(SchemaObject &object, const CopyRow &row, const QString &labels)
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
            m_notices << QStringLiteral(
                "Type %1 is of a kind (%2) this program does not know: only its name is "
                "compared.")
                             .arg(quoteQualified(object.id.schema, object.id.name),
                                 QString(QLatin1Char(row.letter(1))));
            break;
        }
    }

    Status readSequences()
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
                    owner->schema + u'\n' + owner->name + u'\n'
                        + owner->attributes[size_t(number) - 1].first);
            }
        });
    }

    /// The sequence of an identity column is a part of the column.
    void addIdentity(const Relation &sequence, const Relation &owner, int number, const QString &options)
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
                .arg(column.value(Property::Identity), quoteQualified(sequence.schema, sequence.name),
                    unlogged, options.section(u' ', 2)));
    }

    Status readConstraints()
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

    Status readIndexes()
    {
        const Status options = m_reader.read(catalogue::indexColumnOptions(), [this](const CopyRow &row) {
            QString &text = m_indexColumns[row.oid(0)];
            if (!row.isNull(2))
                m_complexIndexes.insert(row.oid(0));
            if (!row.isNull(3))
                text
                    += (text.isEmpty() ? QString() : QStringLiteral(", ")) + row.text(1) + u':' + row.text(3);
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

    /// Keys from the arrays; false when they cannot say it (expressions, foreign operator classes,
    /// collations).
    bool describeIndex(SchemaObject &object, const CopyRow &row, const Relation &table)
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

    /// Bit 0: DESC; bit 1: NULLS FIRST.
    static QString orderOf(int option)
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

    Status readIndexDefinitions()
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

    /// What stands between USING method ( and its closing parenthesis, with what follows but WITH and WHERE.
    static QString keysOf(const QString &definition)
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

    Status readFunctions()
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

    /// A trigger, policy or rule of a table or view.
    void addPart(ObjectKind kind, const CopyRow &row, quint32 catalogue)
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

    Status readTriggers()
    {
        const Status triggers = m_reader.read(catalogue::triggers(m_version),
            [this](const CopyRow &row) { addPart(ObjectKind::Trigger, row, TriggerClass); });
        if (!triggers)
            return triggers;
        return m_reader.read(
            catalogue::rules(), [this](const CopyRow &row) { addPart(ObjectKind::Rule, row, RewriteClass); });
    }

    Status readPolicies()
    {
        return m_reader.read(catalogue::policies(),
            [this](const CopyRow &row) { addPart(ObjectKind::Policy, row, PolicyClass); });
    }

    Status readStatistics()
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

    Status readOthers()
    {
        return m_reader.read(catalogue::others(m_version), [this](const CopyRow &row) {
            if (isMember(row.oid(5), row.oid(6)))
                return;
            SchemaObject object{
                ObjectId(ObjectKind::Other, row.text(1), {}, row.text(0) + u' ' + row.text(2))};
            const bool grants = row.bytes(0) == "default privileges";
            object.set(grants ? Property::Grants : Property::Definition, row.text(3));
            object.set(Property::Owner, row.text(4));
            add(std::move(object), row.oid(5), row.oid(6));
        });
    }

    Status readComments()
    {
        const Status comments = m_reader.read(catalogue::comments(), [this](const CopyRow &row) {
            const auto place = m_places.constFind(key(row.oid(0), row.oid(1)));
            if (place == m_places.constEnd() || isMember(row.oid(0), row.oid(1)))
                return;
            ObjectId id = m_objects[size_t(*place)].id;
            if (id.kind == ObjectKind::Schema && id.name == u"public"
                && row.bytes(3) == "standard public schema")
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

    /// Sequences of identity columns stand with their column.
    void removeAbsorbed()
    {
        std::sort(m_absorbed.begin(), m_absorbed.end(), std::greater<>());
        for (const int place : m_absorbed) {
            m_objects[size_t(place)] = std::move(m_objects.back());
            m_objects.pop_back();
        }
    }

    TextPool m_pool;
    CopyReader m_reader;
    int m_version;
    QStringList m_notices;
    const QString m_yes = QStringLiteral("yes");
    std::vector<SchemaObject> m_objects;
    std::vector<SchemaObject> m_comments;
    std::vector<int> m_absorbed;
    QSet<quint64> m_members;
    QSet<quint64> m_commented;
    QSet<quint32> m_defaultClasses;
    QSet<quint32> m_constraintIndexes;
    QSet<quint32> m_complexIndexes;
    QHash<quint32, Relation> m_relations;
    QHash<quint32, QString> m_composites;
    QHash<quint32, std::pair<QString, QString>> m_domains;
    QHash<quint32, QString> m_indexColumns;
    QHash<quint32, int> m_pendingIndexes;
    QHash<quint64, int> m_places; ///< catalogue and oid -> index into m_objects, for comments
};

/// The transaction the whole reading happens in.
class Snapshot
{
public:
    explicit Snapshot(Connection &connection)
        : m_connection(connection)
    {
    }
    Status begin()
    {
        return m_connection.runSettings(QStringLiteral(
            "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL search_path = ''; "
            "SET LOCAL extra_float_digits = 3; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = "
            "'postgres'; "
            "SET LOCAL standard_conforming_strings = on; SET LOCAL quote_all_identifiers = off; "
            "SET LOCAL client_encoding = 'UTF8'"));
    }
    ~Snapshot()
    {
        if (m_connection.isOpen())
            (void)m_connection.runSettings(QStringLiteral("ROLLBACK"));
    }

private:
    Connection &m_connection;
};

} // namespace

Result<Schema> readSchema(Connection &connection, const CancelToken &cancel)
{
    // A definition is asked for with a newer snapshot than the list: what was dropped in between is missing
    // ("cache lookup failed", XX000; 42P01, 42704). A second look sees neither.
    for (int attempt = 0;; ++attempt) {
        Snapshot snapshot(connection);
        if (const Status begun = snapshot.begin(); !begun)
            return begun.error();
        Result<Schema> schema = Inspection(connection, cancel).run();
        const bool moved = !schema
            && (schema.error().sqlState == u"XX000" || schema.error().sqlState == u"42P01"
                || schema.error().sqlState == u"42704");
        if (!moved || attempt == 2)
            return schema;
    }
}

Result<std::vector<TableSize>> readTableSizes(Connection &connection)
{
    const Result<ResultRows> rows = connection.query(catalogue::tableSizes());
    if (!rows)
        return rows.error();
    std::vector<TableSize> sizes;
    for (size_t row = 0; row < rows->rows.size(); ++row) {
        sizes.push_back({ObjectId(ObjectKind::Table, rows->text(row, 0), {}, rows->text(row, 1)),
            rows->text(row, 2).toLongLong(), rows->text(row, 3).toLongLong()});
    }
    return sizes;
}

} // namespace stillroom

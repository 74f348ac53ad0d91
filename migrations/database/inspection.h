#pragma once

#include "migrations/database/cataloguequeries.h"
#include "migrations/database/copyreader.h"
#include "migrations/schema/schema.h"

#include <QHash>

namespace stillroom
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

/// One reading of a catalogue, part by part; later parts look up what earlier ones found. For readSchema(),
/// which keeps it inside one transaction.
class Inspection
{
public:
    Inspection(Connection &connection, const CancelToken &cancel);

    Result<Schema> run();

private:
    struct Relation {
        int object = -1; ///< index into m_objects; -1: no object of its own
        char kind = 'r';
        QString schema;
        QString name;
        std::vector<std::pair<QString, quint32>> attributes{}; ///< name and collation by number - 1
        std::vector<int> columns{}; ///< index into m_objects by number - 1; -1: dropped
    };
    static quint64 key(quint32 catalogue, quint32 oid) { return quint64(catalogue) << 32 | oid; }
    bool isMember(quint32 catalogue, quint32 oid) const { return m_members.contains(key(catalogue, oid)); }

    int add(SchemaObject object, quint32 catalogue, quint32 oid);
    Relation *relation(quint32 oid);

    Status readMembers();
    Status readSchemas();
    static ObjectKind kindOfRelation(char relkind);
    Status readRelations();

    /// Room for all at once: growing by halves would hold the objects twice. What is not used costs nothing.
    void reserve() { m_objects.reserve(m_objects.size() + size_t(m_relations.size()) * 40); }
    SchemaObject relationObject(const CopyRow &row, const Relation &relation);
    Status readColumns();

    /// One attribute of a composite type.
    void addAttribute(const CopyRow &row);
    SchemaObject columnObject(const CopyRow &row, const Relation &owner);
    static QString storageName(char letter);
    Status readTypes();
    void describeType(SchemaObject &object, const CopyRow &row, const QString &labels);
    Status readSequences();

    /// The sequence of an identity column is a part of the column.
    void addIdentity(const Relation &sequence, const Relation &owner, int number, const QString &options);
    Status readConstraints();
    Status readIndexes();

    /// Keys from the arrays; false when they cannot say it (expressions, foreign operator classes,
    /// collations).
    bool describeIndex(SchemaObject &object, const CopyRow &row, const Relation &table);

    /// Bit 0: DESC; bit 1: NULLS FIRST.
    static QString orderOf(int option);
    Status readIndexDefinitions();

    /// What stands between USING method ( and its closing parenthesis, with what follows but WITH and WHERE.
    static QString keysOf(const QString &definition);
    Status readFunctions();

    /// A trigger, policy or rule of a table or view.
    void addPart(ObjectKind kind, const CopyRow &row, quint32 catalogue);
    Status readTriggers();
    Status readPolicies();
    Status readStatistics();
    Status readOthers();
    Status readComments();

    /// Sequences of identity columns stand with their column.
    void removeAbsorbed();

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

} // namespace stillroom

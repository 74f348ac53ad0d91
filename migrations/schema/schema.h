#pragma once

#include "migrations/base/result.h"
#include "migrations/schema/schemaobject.h"

#include <QByteArray>
#include <QSet>
#include <QStringList>

namespace stillroom
{

/// What a comparison leaves out: true is left out.
struct NoiseFilter {
    bool owners = true;
    bool grants = true;
    bool columnOrder = true;
    QString versionSchema{}; ///< of Alembic's version table; empty: in any schema
    QString versionTable = QStringLiteral("alembic_version"); ///< left out with all it has; empty: kept
    bool sharedJournal = true; ///< the table stillroom.journal and its schema, which no migration makes

    bool operator==(const NoiseFilter &) const = default;
    /// Nothing left out.
    static NoiseFilter none();
    bool hides(const ObjectId &id) const;
    bool hides(Property property) const;
};

/// All objects of a database that a user made, sorted by id. Objects that belong to an extension are not
/// part of it.
class Schema
{
public:
    Schema() = default;
    /// Sorts; of two objects with one id the first stays.
    explicit Schema(std::vector<SchemaObject> objects, int serverVersion = 0, QStringList notices = {});

    const std::vector<SchemaObject> &objects() const { return m_objects; }
    bool isEmpty() const { return m_objects.empty(); }
    const SchemaObject *find(const ObjectId &id) const;
    /// Columns of a table in their order, by position.
    std::vector<const SchemaObject *> columns(const QString &schema, const QString &table) const;
    int count(ObjectKind kind) const;

    int serverVersion() const { return m_serverVersion; } ///< 150008; 0: not read from a server
    /// What the server has and this program does not know, one sentence each.
    const QStringList &notices() const { return m_notices; }

    bool operator==(const Schema &other) const { return m_objects == other.m_objects; }

    /// 64 hexadecimal digits over everything the filter leaves in: equal exactly when the diff is empty.
    QString fingerprint(const NoiseFilter &filter = {}) const;

    /// For the folder of the user's data; fromBytes() refuses what another version wrote (Unreadable).
    QByteArray toBytes() const;
    static Result<Schema> fromBytes(const QByteArray &bytes);

private:
    std::vector<SchemaObject> m_objects;
    int m_serverVersion = 0;
    QStringList m_notices;
};

} // namespace stillroom

#pragma once

#include "migrations/operations/operation.h"
#include "migrations/scripts/livecatalogue.h"

#include <optional>
#include <set>

namespace stillroom
{

/// The tables a script of a plan would find: the database as it is, and what the statements of the plan
/// before it do to it. Where that is not certain there is no answer, and why() says what stands against it.
class LiveTables
{
public:
    explicit LiveTables(LiveReader reader = {});

    /// False: there is no database to ask.
    bool canAsk() const { return bool(m_reader); }
    /// What runs before the next question.
    void apply(const Operation &operation);
    /// Something runs before the next question of which nothing is known.
    void forget() { m_unknown = true; }

    /// The table of that name, null when there is none; no value when it is not certain. An empty schema is
    /// the search path, as for SQLAlchemy.
    std::optional<const CatalogueTable *> table(const TableName &name);
    /// The same for its indexes and constraints, which are in doubt more often than its columns.
    std::optional<const CatalogueTable *> details(const TableName &name);
    /// Names of the tables of a schema, sorted; no value when they are not certain.
    std::optional<QStringList> tableNames(const QString &schema);
    QString why() const { return m_why; }

    /// Whether anything was answered since the last call.
    bool takeAsked();
    /// When the database was read; invalid: it never was.
    QDateTime readAt() const { return m_catalogue.readAt; }

private:
    using Key = std::pair<QString, QString>;
    bool read();
    bool mayAsk();
    std::optional<Key> find(const TableName &name) const;
    CatalogueTable *found(const TableName &name);
    void doubtDetails(const TableName &name);
    template<typename Operation> void change(const Operation &) { } ///< what does nothing to tables
    void change(const CreateTable &operation);
    void change(const DropTable &operation);
    void change(const RenameTable &operation);
    void change(const AddColumn &operation);
    void change(const DropColumn &operation);
    void change(const AlterColumn &operation);
    void change(const CreateIndex &operation);
    void change(const DropIndex &operation);
    void change(const AddConstraint &operation);
    void change(const DropConstraint &operation);
    void change(const ExecuteSql &operation);
    void change(const DropSchema &) { m_unknown = true; }

    LiveReader m_reader;
    LiveCatalogue m_catalogue;
    std::vector<OperationValue> m_pending; ///< before the first question
    std::set<Key> m_doubtful; ///< tables whose indexes and constraints are no longer certain
    QString m_why;
    bool m_isRead = false;
    bool m_unknown = false;
    bool m_asked = false;
};

} // namespace stillroom

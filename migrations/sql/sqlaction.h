#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

/// What one part of a statement does, as far as a rule may want to say something about it.
enum class SqlActionKind {
    CreateTable,
    CreatePartition, ///< CREATE TABLE … PARTITION OF
    CreateTableAs, ///< also CREATE MATERIALIZED VIEW and SELECT INTO
    DropTable,
    RenameTable,
    RenameColumn,
    AddColumn,
    DropColumn,
    SetNotNull,
    DropNotNull,
    AlterType,
    AddForeignKey,
    AddCheck,
    AddUnique,
    AddPrimaryKey,
    AddExclusion,
    DropConstraint,
    ValidateConstraint,
    CreateIndex,
    DropIndex,
    Reindex,
    AttachPartition,
    DetachPartition,
    SetStorage, ///< SET LOGGED, UNLOGGED, TABLESPACE, ACCESS METHOD
    Trigger, ///< CREATE TRIGGER, ENABLE and DISABLE TRIGGER
    Policy, ///< policies, row level security, owner
    CreateDomain, ///< with a constraint
    AlterDomain, ///< adds a constraint or NOT NULL
    AddEnumValue,
    RenameEnumValue,
    DropSchema,
    RenameSchema,
    DropDatabase,
    Truncate,
    VacuumFull,
    Cluster,
    RefreshView,
    Insert,
    Update,
    Delete,
    TransactionControl,
    Opaque, ///< DO, CALL: what runs inside is not in the text
    NotUnderstood, ///< PostgreSQL 15's grammar refuses the text
};

/// A column as a statement defines it.
struct ColumnShape {
    QString name;
    QString type; ///< PostgreSQL's long names: "character varying(40)", "integer", "timestamp with time zone"
    bool plainType = false; ///< a type of the system, not a domain or a type of the database
    bool serial = false;
    bool identity = false;
    bool generatedStored = false;
    bool notNull = false;
    bool hasDefault = false;
    std::optional<bool> volatileDefault{}; ///< computed anew for every row; unset: not known, or no default
    bool primaryKey = false;
    bool unique = false;
    bool check = false;
    QString references{}; ///< table of an inline REFERENCES
    bool operator==(const ColumnShape &) const = default;
};

/// One part of a statement, in values. Fields that make no sense for a kind are empty.
struct SqlAction {
    SqlActionKind kind = SqlActionKind::NotUnderstood;
    QString table{}; ///< qualified as written, quoted where needed; also a schema, domain or database name
    QString name{}; ///< constraint, index, trigger, enum type or transaction command
    QString column{};
    QString newName{}; ///< of a rename; the value of an enum; the index of a constraint USING INDEX
    QString otherTable{}; ///< referenced table, partition
    QString type{}; ///< new type of AlterType
    QStringList columns{}; ///< of keys and indexes, as written; expressions are left out
    std::vector<ColumnShape> shapes{}; ///< of CreateTable, and the one of AddColumn
    QStringList identifiers{}; ///< every name the action gives to something
    bool concurrently = false;
    bool ifExists = false; ///< IF EXISTS or IF NOT EXISTS
    bool cascade = false;
    bool unique = false;
    bool notValid = false;
    bool usingIndex = false;
    bool placed = false; ///< ADD VALUE … BEFORE or AFTER
    bool hasWhere = false;
    bool hasUsing = false; ///< ALTER TYPE … USING
    bool temporary = false;
    bool operator==(const SqlAction &) const = default;
};

/// Everything the text of one statement does, in its order. A text PostgreSQL's grammar refuses is one
/// action NotUnderstood. Statements no rule speaks of give no action. Safe from any thread.
std::vector<SqlAction> actionsOf(const QString &sql);

} // namespace stillroom

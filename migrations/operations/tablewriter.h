#pragma once

#include "migrations/operations/sqltext.h"

namespace stillroom
{

/// What a table's constraints say about one of its columns.
struct ColumnRole {
    bool primaryKey = false;
    bool generated = false; ///< SERIAL: the autoincrement column of the primary key
};

/// A column as CREATE TABLE and ADD COLUMN print it, without its inline CHECKs.
QString columnText(SqlText &sql, const Column &column, const ColumnRole &role, const QString &tableSchema);

/// The expression behind DEFAULT; empty when there is none to print.
QString defaultText(SqlText &sql, const ServerDefault &serverDefault);

/// GENERATED … AS IDENTITY (…)
QString identityText(const Identity &identity);

/// The options of a sequence or identity in SQLAlchemy's order.
QString sequenceOptionsText(const SequenceOptions &options);

/// CREATE TABLE alone.
QString createTableText(SqlText &sql, const CreateTable &create);

/// Roles of the columns, in their order. Refuses what SQLAlchemy refuses: two autoincrement columns, or
/// one that is no number.
std::vector<ColumnRole> columnRoles(
    SqlText &sql, const std::vector<Column> &columns, const std::vector<Constraint> &constraints);

/// Constraints that come with a column, in the order in which SQLAlchemy attaches them: UNIQUE, the CHECK
/// of an Enum, foreign keys. `withDeferred` includes `use_alter` ones.
std::vector<Constraint> columnConstraints(const Column &column, bool withDeferred);

/// The CHECK an Enum(native_enum=False, create_constraint=True) brings.
std::optional<CheckConstraint> typeCheck(const QString &column, const SqlType &type);

} // namespace stillroom

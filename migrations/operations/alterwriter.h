#pragma once

#include "migrations/operations/sqltext.h"

namespace stillroom
{

/// The statements of op.alter_column in Alembic's order: the CHECK of the old type goes, then type,
/// NOT NULL, default, comment, name, and the CHECK of the new type comes.
QStringList alterColumnTexts(SqlText &sql, const AlterColumn &alter);

/// ADD COLUMN with what comes after it: constraints, index, comment.
QStringList addColumnTexts(SqlText &sql, const AddColumn &add);

/// "ALTER TABLE t ADD …" as SQLAlchemy writes it.
QString addConstraintText(SqlText &sql, const TableName &table, const Constraint &constraint);

/// COMMENT ON COLUMN; SQLAlchemy and Alembic quote a dotted schema differently, so the table comes written.
QString columnCommentText(
    SqlText &sql, const QString &table, const QString &column, const std::optional<QString> &comment);

/// The index a column with index=True brings.
Index automaticIndex(const Column &column);

} // namespace stillroom

#pragma once

#include "migrations/operations/sqltext.h"

namespace stillroom
{

/// A constraint as it stands inside CREATE TABLE or behind ALTER TABLE … ADD.
QString constraintText(SqlText &sql, const Constraint &constraint);

/// A CHECK behind a column.
QString inlineCheckText(SqlText &sql, const InlineCheck &check);

/// " MATCH … ON DELETE … ON UPDATE … DEFERRABLE INITIALLY …" of a foreign key.
QString referenceText(SqlText &sql, const ReferenceOptions &reference, const ConstraintOptions &options);

/// "schema.table.column" split at its last two dots; the column is empty where the script names a table only.
struct ReferenceTarget {
    TableName table;
    QString column;
};
ReferenceTarget referenceTarget(const QString &target);

/// CREATE INDEX; `ifNotExists` is ignored by Debian's Alembic.
QString createIndexText(SqlText &sql, const TableName &table, const Index &index, bool ifNotExists);

} // namespace stillroom

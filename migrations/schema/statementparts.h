#pragma once

#include "migrations/schema/schemadiff.h"

namespace stillroom
{

/// Parts of statements that creating and altering share; SQL without `;`.
/// The object's own name, qualified and quoted; onTable(): of the table it belongs to.
QString named(const SchemaObject &object);
QString onTable(const SchemaObject &object);
/// "ALTER TABLE t ALTER COLUMN c ".
QString alterColumn(const SchemaObject &column);
/// "GENERATED ALWAYS AS IDENTITY (…)".
QString identityClause(const QString &identity);
QString columnDefinition(const SchemaObject &column);
/// What a column cannot say inside CREATE TABLE: storage, statistics, options.
QStringList columnSettings(const SchemaObject &column);
QString attachPartition(const SchemaObject &table);
QStringList rowSecurity(const SchemaObject &table);
QString triggerState(const SchemaObject &trigger);
/// ALTER SEQUENCE … OWNED BY; empty without an owner.
QString sequenceOwner(const SchemaObject &sequence);
QStringList ownerStatements(const SchemaObject &object);

} // namespace stillroom

#pragma once

#include "migrations/schema/schemadiff.h"

namespace stillroom
{

/// Parts of statements that creating and altering share; SQL without `;`.
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

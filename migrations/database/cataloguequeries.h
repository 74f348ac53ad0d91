#pragma once

#include <QString>

namespace stillroom
{

/// The questions the inspector asks, each for one server version (PG_VERSION_NUM). Rows of system schemas
/// and of temporary ones are left out; what belongs to an extension is left out by the caller, except
/// where a costly function would run for it.
namespace catalogue
{

QString extensionMembers(); ///< classid, objid
QString schemas(); ///< oid, name, owner, grants
QString extensions(); ///< oid, name, schema
/// oid, relkind, schema, name, persistence, owner, grants, options, toast options, tablespace, access method,
/// rls, forced rls, replica identity, partition key, partition bound, parents, type, view query, server
QString relations();
/// relation, attnum, name, type, not null, default, identity, generated, collation when not the type's,
/// storage when not the type's, compression, statistics target, options, grants, local, collation oid, fdw
QString columns(int version);
/// index oid, attnum, options, statistics target
QString indexColumnOptions();
QString defaultOperatorClasses(); ///< oid
/// oid, contype, relation, domain, name, definition, local, has parent, index, options, tablespace,
/// clustered, replica identity, parent's index name
QString constraints(int version);
/// oid, relation, schema, name, method, unique, nulls not distinct, valid, clustered, replica identity, key
/// count, keys, options of keys, collations, classes, predicate, has expressions, options, tablespace, parent
QString indexes(int version);
QString indexDefinitions(const QString &oids); ///< oid, CREATE INDEX; for what arrays cannot say
/// oid, type, start, increment, min, max, cache, cycle, owner relation, owner column, dependency
QString sequences();
/// oid, typtype, relation, schema, name, owner, grants, base type, not null, default, collation, range text
QString types();
QString enumValues(); ///< type, quoted labels in order
/// oid, prokind, schema, name, arguments, definition, owner, grants
QString functions(int version);
QString triggers(int version); ///< oid, relation, name, definition, enabled
QString policies(); ///< oid, relation, name, definition
QString rules(); ///< oid, relation, name, definition, enabled
QString statistics(int version); ///< oid, schema, name, relation, definition, owner, target
QString commented(); ///< classid, objid
QString comments(); ///< classid, objid, attnum, text, column name
QString others(int version); ///< what, schema, name, definition, owner
QString tableSizes(); ///< schema, name, rows, bytes

} // namespace catalogue

} // namespace stillroom

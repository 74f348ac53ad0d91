#pragma once

#include "migrations/schema/schemadiff.h"

namespace stillroom
{

/// "employees", "employees.work_email", "hr.employees.ix_name": how people write it. The schema `public` is
/// left out. Comments carry the name of what they are about.
QString displayName(const ObjectId &id);

/// "varchar(254)" for "character varying(254)", "timestamptz": the short names PostgreSQL accepts.
QString shortType(const QString &type);

/// One line for an object: "varchar(254) not null", "btree (login)", "unique (work_email)", "5 values".
/// \a schema counts a table's columns; null: not counted.
QString summary(const SchemaObject &object, const Schema *schema = nullptr);

/// What changed, in one line: "varchar(254) not null", "not null", "type: int to bigint", "5 columns".
QString changeDetail(const Change &change, const Schema *before = nullptr, const Schema *after = nullptr);

/// "alter column employees.name: type: varchar(10) to text".
QString changeLine(const Change &change);

/// The labels of an enum's Values property, unquoted.
QStringList enumLabels(const QString &values);

} // namespace stillroom

#pragma once

#include "migrations/operations/sqltext.h"

namespace stillroom
{

/// What a type is to SQLAlchemy, for the rules that ask (SERIAL, literals).
enum class TypeFamily {
    Null,
    String,
    Integer,
    SmallInteger,
    BigInteger,
    Numeric,
    Boolean,
    Date,
    DateTime,
    Time,
    Interval,
    Binary,
    Json,
    Enum,
    Uuid,
    Array,
    Other,
};

TypeFamily familyOf(const SqlType &type);

/// True for a type that is a PostgreSQL ENUM of its own.
bool isNativeEnum(const SqlType &type);

/// The type as DDL names it. `tableSchema` is the schema of the table it is in, for `inherit_schema`.
QString typeText(SqlText &sql, const SqlType &type, const QString &tableSchema = {});

/// The quoted name of an ENUM or DOMAIN.
QString typeName(SqlText &sql, const SqlType &type, const QString &tableSchema = {});

} // namespace stillroom

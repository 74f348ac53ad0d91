#pragma once

#include "migrations/operations/sqltype.h"

namespace stillroom::evaluation
{

/// The type that SQLAlchemy's Inspector gives a column, from what PostgreSQL's format_type() prints of it
/// ("character varying(50)"); no value for arrays, types of extensions and what is not certain. Mirrors
/// `ischema_names` and `_get_column_info` of sqlalchemy/dialects/postgresql/base.py.
std::optional<SqlType> reflectedType(const QString &formatted);

/// str() of a type that reflectedType() yields, as SQLAlchemy compiles it without a database; no value where
/// the two generations differ.
std::optional<QString> typeText(const SqlType &type);

/// `length` of a text, `precision` and `scale` of a NUMERIC, unset where Python has None; no value where the
/// class has no such attribute or is not certain.
std::optional<std::optional<int>> typeNumber(const SqlType &type, const QString &name);

/// isinstance() of a type that reflectedType() yields; no value for other types.
std::optional<bool> isInstanceOf(const SqlType &type, TypeKind base);

} // namespace stillroom::evaluation

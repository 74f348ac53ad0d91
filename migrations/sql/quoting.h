#pragma once

#include <QString>

#include <utility>

namespace stillroom
{

/// True when PostgreSQL would not read `name` back unquoted: a reserved word, upper case, a leading
/// digit or `$`, or any character besides a-z, 0-9, `_` and `$`. The list of words is the one of
/// SQLAlchemy's PostgreSQL dialect, so that printed SQL equals Alembic's.
bool needsQuotes(const QString &name);

/// `name` as an identifier: in double quotes only when needed.
QString quoteIdentifier(const QString &name);

/// "schema"."table" with each part quoted by need; an empty schema is left out.
QString quoteQualified(const QString &schema, const QString &name);

/// The schema, empty when none is written, and the name of a qualified one as a statement writes it;
/// unquoted.
std::pair<QString, QString> splitQualified(const QString &written);

/// `text` as a string literal for a server with standard_conforming_strings (the default).
QString quoteLiteral(const QString &text);

} // namespace stillroom

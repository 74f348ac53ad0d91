#pragma once

#include <QString>

namespace stillroom
{

enum class TypeChange {
    CatalogueOnly, ///< rows stay as they are
    Rewrite, ///< table and indexes are written anew
    Unknown,
};

/// What ALTER COLUMN … TYPE does to the rows, by PostgreSQL's rules of binary coercion and length
/// coercion functions (measured on 15). Types as format_type() prints them; \a timeZone is the session's.
TypeChange typeChange(const QString &from, const QString &to, const QString &timeZone);

} // namespace stillroom

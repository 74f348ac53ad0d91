#pragma once

#include "migrations/operations/sqltext.h"

namespace stillroom
{

/// A Python value as SQL, by the literal processor of its type. Where SQLAlchemy has none (`--sql`
/// stops there), the value prints the way the driver would have sent it.
QString literalText(SqlText &sql, const Literal &literal, const SqlType &type = {});

/// json.dumps(value): what SQLAlchemy's JSON types send.
QString jsonText(const Literal &literal);

} // namespace stillroom

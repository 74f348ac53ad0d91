#pragma once

#include "migrations/operations/sqltext.h"

namespace stillroom
{

/// Whether columns print with their table: DDL names them alone, UPDATE and DELETE in full.
enum class ColumnNaming { Alone, WithTable };

/// An expression as SQLAlchemy prints it, parentheses by its precedence rules.
QString expressionText(SqlText &sql, const Expression &expression, ColumnNaming naming = ColumnNaming::Alone);

/// The same where the whole may stand in parentheses of its own (`self_group()`): index elements and
/// values of SET.
QString groupedText(SqlText &sql, const Expression &expression, ColumnNaming naming = ColumnNaming::Alone);

/// Text of `sa.text()` and of plain strings: `:name` becomes its parameter, `\:` a colon.
QString clauseText(SqlText &sql, const TextExpression &text);

} // namespace stillroom

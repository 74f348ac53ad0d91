#pragma once

#include "migrations/operations/expressionwriter.h"

namespace stillroom
{

/// SELECT … without parentheses, line breaks as SQLAlchemy writes them.
QString queryText(SqlText &sql, const SelectExpression &query, const QueryScope &around);

/// Adds the tables other than those already in `tables` whose columns an expression names.
void collectTables(const Expression &expression, std::vector<TableName> &tables);

} // namespace stillroom

#pragma once

#include "migrations/schema/schemadiff.h"

namespace stillroom
{

/// SQL without the closing `;`. What cannot be written as SQL is a comment line that says so.
///
/// How an object is made. \a schema gives a table its columns; constraints, indexes and comments are
/// statements of their own.
QStringList createStatements(const SchemaObject &object, const Schema &schema);
QString dropStatement(const SchemaObject &object);
/// How an object of `before` becomes the one of `after`.
QStringList alterStatements(const Change &change, const Schema &after);

/// The SQL of several changes in an order that works: what goes, what moves, what comes. \a after is the
/// schema the changes lead to. Owners and grants only when \a withOwners.
QStringList statementsFor(const std::vector<Change> &changes, const Schema &after, bool withOwners = false);

} // namespace stillroom

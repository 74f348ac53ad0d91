#pragma once

#include "migrations/operations/statement.h"

#include <QStringList>

namespace stillroom
{

/// The question behind a guard, as SQLAlchemy's has_type() and has_sequence() look it up: one row, one
/// boolean.
QString guardQuery(const ExistenceGuard &guard);
QStringList guardParameters(const ExistenceGuard &guard);
/// The statement runs when the answer is this.
bool guardWantsPresent(const ExistenceGuard &guard);

} // namespace stillroom

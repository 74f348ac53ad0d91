#pragma once

#include "migrations/python/parser.h"

namespace stillroom::evaluation
{

/// Whether something in the script ends a transaction or goes back to a savepoint, or might: it imports
/// modules of the project, or looks names up by text.
bool mayEndTransaction(const python::Module &module);

} // namespace stillroom::evaluation

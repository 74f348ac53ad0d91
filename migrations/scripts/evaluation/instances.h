#pragma once

#include "migrations/scripts/evaluation/catalogue.h"

namespace stillroom::evaluation
{

/// isinstance(): of Python's own types, of column types the database told, and of the dialect.
Value callIsInstance(CallSite &call);

} // namespace stillroom::evaluation

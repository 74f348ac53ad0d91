#pragma once

#include "migrations/base/canceltoken.h"

namespace stillroom::cli
{

/// From now on the first Ctrl-C (or SIGTERM) sets the token; a second one ends the program at once.
void cancelOnInterrupt(const CancelToken &token);

} // namespace stillroom::cli

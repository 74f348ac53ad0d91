#pragma once

#include "migrations/database/connection.h"
#include "migrations/database/connectionfacts.h"

namespace stillroom
{

/// How the pooler behind a connection hands out sessions, told by what it does, because its own console
/// is open to administrators only: a second, short connection holds a transaction open while both ask
/// which server process they talk to.
///
/// - the second gets the process of the first, or the first changes its process: transaction pooling;
/// - a transaction is refused: statement pooling;
/// - each keeps a process of its own: session pooling;
/// - the second is not let in (the pool is full): Unknown.
///
/// None for a connection without a pooler. A pooler shows by refusing start-up options, or by giving out
/// a process number that is not the server's. Takes at most some seconds.
PoolMode readPoolMode(Connection &connection);

} // namespace stillroom

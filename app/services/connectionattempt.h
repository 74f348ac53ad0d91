#pragma once

#include "app/connections/connectionroute.h"
#include "app/services/workspacestate.h"
#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"

namespace stillroom
{

/// What a target and a typed secret mean to libpq. Errors: InvalidCall for a URL that cannot be used,
/// naming the target; never repeats the text, which may hold a password.
Result<ConnectionRoute> routeOf(const TargetChoice &choice);

/// Opens a session, measures and closes it, on the calling thread.
ConnectionTest tryConnection(
    const TargetChoice &choice, const VersionTableName &versionTable, const CancelToken &cancel);

} // namespace stillroom

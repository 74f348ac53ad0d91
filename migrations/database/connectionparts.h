#pragma once

#include "migrations/database/connectionfacts.h"
#include "migrations/database/connectionsettings.h"

#include <optional>
#include <vector>

namespace stillroom
{

/// Every value libpq would use for these settings that is set anywhere, and where: host, port, dbname,
/// user and sslmode always, the password only when there is one (without its text). Reads the service
/// file, the environment and the password file; asks no server.
/// Of several hosts the values are libpq's comma-separated lists.
std::vector<ConnectionPart> connectionParts(const ConnectionSettings &settings);

/// The part of a keyword, or nothing.
std::optional<ConnectionPart> partOf(const std::vector<ConnectionPart> &parts, const QString &keyword);

} // namespace stillroom

#pragma once

#include "migrations/base/result.h"
#include "migrations/database/connection.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace stillroom
{

/// Where a table name was found. Present means: a base table of the connection's current schema, compared
/// exactly (spec/auto-run.md 1.2); views, other schemas and other spellings do not count and are told apart.
struct TablePresence {
    QString name;
    bool present = false;
    QStringList elsewhere{}; ///< "view public.users", "table archive.users", "table public.Users"; sorted

    bool operator==(const TablePresence &) const = default;
};

struct RequiredTableState {
    QString schema; ///< the current schema: the first existing one of the search path; may be empty
    bool standby = false; ///< the server is in recovery: it takes no writes
    std::vector<TablePresence> tables; ///< in the order asked for

    bool operator==(const RequiredTableState &) const = default;
    QStringList missing() const;
};

/// Looks the names up in one round trip. Errors: as Connection::query().
Result<RequiredTableState> readRequiredTables(Connection &connection, const QStringList &names);

} // namespace stillroom

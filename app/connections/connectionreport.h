#pragma once

#include "app/project/target.h"
#include "migrations/base/result.h"
#include "migrations/database/connectionfacts.h"
#include "migrations/database/databasestate.h"
#include "migrations/plan/plan.h"

#include <QStringList>

#include <vector>

namespace stillroom
{

class Connection;

/// What a test of a connection finds out.
struct ConnectionReport {
    ServerFacts server;
    SessionFacts session;
    MigrationRights rights;
    PoolMode pool = PoolMode::None;
    QStringList revisions; ///< rows of the version table; empty when it is absent, empty or unreadable
    std::vector<ConnectionPart> parts; ///< where each value came from
    QString through; ///< the SSH server; empty: direct

    bool operator==(const ConnectionReport &) const = default;
    /// Nothing stands against running migrations over this connection.
    bool canMigrate() const { return !server.standby && pool == PoolMode::None && rights.canMigrate(); }
};

/// Asks an open session. Errors: Database, Unreachable; Refused through a pooler that allows no transactions.
Result<ConnectionReport> examine(Connection &connection, const VersionTableName &versionTable);

/// In sentences: version and encryption, the current revision, what the role can do; then what stands
/// against a migration, one sentence each.
QString reportText(const ConnectionReport &report);

/// "Host", "Port", "Database", "User", "Password", "TLS mode" and where each comes from; `given` names the
/// source of what the URL says ("DATABASE_URL in .env, line 4").
struct PartLine {
    QString keyword; ///< libpq's: "host", "dbname", …
    QString name;
    QString value; ///< of a password: empty
    QString source;
};
std::vector<PartLine> partLines(const std::vector<ConnectionPart> &parts, const QString &given);

/// "DATABASE_URL in .env, line 4", "the profile Staging", "--database-url".
QString sourceText(const Target &target);

} // namespace stillroom

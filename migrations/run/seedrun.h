#pragma once

#include "migrations/base/result.h"
#include "migrations/database/connection.h"

#include <QString>
#include <QStringList>

namespace stillroom
{

/// A seed script (spec/auto-run.md, end of section 2).
struct SeedScript {
    QString path; ///< absolute
    QString name; ///< "01_users.sql"
    QString whenEmpty{}; ///< the table whose emptiness decides; empty: runs at every start
    QString message{}; ///< what success prints; may be empty
    QString sql{}; ///< the whole text

    bool operator==(const SeedScript &) const = default;
};

/// Reads the steering comments at the top of a seed script's text.
SeedScript readSeed(const QString &path, const QString &text);

/// Whether any script may have something to do: one without a table, or whose table is empty or absent. Takes
/// no lock; what it says may be old when the script runs. Errors: the connection broke.
Result<bool> seedsMayRun(Connection &connection, const std::vector<SeedScript> &seeds);

/// Runs one script in a transaction of its own; false when its table is not empty. The caller holds the run
/// lock and has called beginWriting(). Errors: a statement failed (Database, with the statement's line as the
/// place), or the script ended the transaction itself; nothing of it stays then.
Result<bool> runSeed(Connection &connection, const SeedScript &seed);

} // namespace stillroom

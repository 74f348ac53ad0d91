#pragma once

#include "app/verify/checklist.h"
#include "migrations/database/connection.h"

#include <QDateTime>

#include <functional>
#include <memory>

namespace stillroom
{

/// Everything one verification found out.
struct VerifyReport {
    Verification verification;
    MirroredReport mirrored;
    Checklist checklist;
    QDateTime at;
};

using ConnectTo = std::function<Result<std::unique_ptr<Connection>>(const Target &target)>;

/// Chooses the database the application would take, measures it, runs the project's verification scripts
/// read-only, and judges. Runs no project code and writes nothing. \a databaseUrl and \a targetName as on the
/// command line; empty: what the environment selects.
VerifyReport runVerification(Verification verification, const QString &databaseUrl, const QString &targetName,
    const ConnectTo &connect);

} // namespace stillroom

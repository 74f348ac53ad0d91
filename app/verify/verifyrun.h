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

/// Which database to verify: one chosen in the window, else as on the command line; all empty: what the
/// environment selects.
struct VerifyTarget {
    std::optional<Target> chosen{};
    QString databaseUrl{};
    QString name{};
};

/// Chooses the database the application would take, measures it, runs the project's verification scripts
/// read-only, and judges. Runs no project code and writes nothing.
VerifyReport runVerification(Verification verification, const VerifyTarget &target, const ConnectTo &connect);

} // namespace stillroom

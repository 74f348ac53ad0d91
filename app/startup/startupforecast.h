#pragma once

#include "app/startup/startupproject.h"
#include "migrations/database/connection.h"

#include <QDateTime>

namespace stillroom
{

/// What the next start of a project will meet, complete enough to decide it and every "what if" of it without
/// asking again: decideStartup(forecast.situation).
struct StartupForecast {
    StartupSituation situation; ///< with upgrade, tables afterwards and seeds as far as reading can tell
    QString flagSource{}; ///< ".env:AUTO_MIGRATE_ON_STARTUP"; empty: not set
    QString skipSource{};
    QString requiredFrom{}; ///< file and line, "settings", or empty
    QString database{}; ///< name; empty: not asked
    int seedScripts = 0;
    QDateTime at{};
};

/// Reads files and, with a connection, the database; writes nothing. \a connectFailure: why there is no
/// connection (null connection only).
StartupForecast forecastStartup(const StartupProject &project, const ApplicationVariables &variables,
    Connection *connection, const QString &connectFailure);

} // namespace stillroom

#include "app/startup/startupforecast.h"

#include "app/environment/flags.h"
#include "app/startup/upgradeforecast.h"
#include "migrations/database/requiredtables.h"
#include "migrations/database/statereader.h"
#include "migrations/graph/revisiongraph.h"

namespace stillroom
{

namespace
{

QString sourceOf(const ApplicationVariables &variables, const QString &name)
{
    const auto found = variables.find(name);
    return found ? found->source : QString();
}

/// Looks at the database and at what an upgrade would do there.
Status look(const StartupProject &project, Connection &connection, StartupForecast &forecast)
{
    StartupSituation &situation = forecast.situation;
    const Result<RequiredTableState> tables = readRequiredTables(connection, situation.required);
    if (!tables)
        return tables.error();
    situation.missing = tables->missing();
    const VersionTableName table
        = project.loaded ? project.loaded->project.online.versionTable : VersionTableName();
    const Result<DatabaseState> state = readDatabaseState(connection, table);
    if (!state)
        return state.error();
    forecast.database = state->server.database;
    if (project.loaded) {
        const RevisionGraph &graph = *project.loaded->graph;
        const std::vector<bool> applied = graph.appliedSet(state->rows);
        for (const int index : graph.runOrder()) {
            if (!applied[size_t(index)])
                situation.pending += graph.id(index).text();
        }
    }
    RememberedBodies bodies;
    const std::variant<Plan, UpgradeResult> upgrade = forecastUpgrade(project, *state, bodies);
    if (const auto *refused = std::get_if<UpgradeResult>(&upgrade)) {
        situation.upgrade = *refused;
        return Done{};
    }
    situation.upgrade = UpgradeResult{};
    situation.missingAfter
        = missingAfterUpgrade(project, situation.missing, !std::get<Plan>(upgrade).steps.empty());
    return Done{};
}

} // namespace

StartupForecast forecastStartup(const StartupProject &project, const ApplicationVariables &variables,
    Connection *connection, const QString &connectFailure)
{
    StartupForecast forecast;
    forecast.situation = startupSituation(project, variables, StartupMode::Reference);
    forecast.situation.looked = true;
    forecast.situation.seeds.emplace();
    forecast.flagSource = sourceOf(variables, variable::autoMigrate);
    forecast.skipSource = sourceOf(variables, variable::skip);
    if (project.required.list)
        forecast.requiredFrom = project.required.fromSetting ? QStringLiteral("settings")
                                                             : project.required.list->place.toString();
    forecast.seedScripts = int(project.seeds.size());
    forecast.at = QDateTime::currentDateTime();
    if (!connection) {
        forecast.situation.connectError = connectFailure;
        return forecast;
    }
    if (const Status looked = look(project, *connection, forecast); !looked)
        forecast.situation.connectError = looked.error().message.simplified();
    return forecast;
}

} // namespace stillroom

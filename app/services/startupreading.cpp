#include "app/services/projectopening.h"
#include "app/services/workspaceprivate.h"
#include "app/startup/startupforecast.h"

namespace stillroom
{

namespace
{

using Forecast = Result<std::shared_ptr<const StartupForecast>>;

Forecast readForecast(const QString &folder, const std::optional<ConnectionSettings> &settings)
{
    ProjectOpening opening = openProjectFolder(folder);
    if (const auto *error = std::get_if<Error>(&opening))
        return *error;
    if (!std::holds_alternative<OpenedProject>(opening))
        return Error{ErrorKind::NotAProject, Workspace::tr("The folder holds several projects")};
    auto loaded = std::make_shared<const LoadedProject>(std::move(std::get<OpenedProject>(opening).loaded));
    const QString root = loaded->project.root;
    const StartupProject project = readStartupProject(root, std::move(loaded), {}, {});
    const ApplicationVariables variables(root, QProcessEnvironment::systemEnvironment());
    if (!settings) {
        return std::make_shared<const StartupForecast>(forecastStartup(
            project, variables, nullptr, Workspace::tr("Not connected: the database was not asked")));
    }
    const auto connection = Connection::open(*settings);
    return std::make_shared<const StartupForecast>(forecastStartup(project, variables,
        connection ? connection->get() : nullptr, connection ? QString() : connection.error().message));
}

} // namespace

quint64 Workspace::Private::startup()
{
    const quint64 request = ++m_lastRequest;
    if (!q.m_state->project)
        return request;
    worker().request(
        &q,
        [folder = m_folder](DatabaseSession &session) {
            std::optional<ConnectionSettings> settings;
            if (session.connection && session.connection->isOpen())
                settings = session.connection->settings();
            return readForecast(folder, settings);
        },
        [this, request](const Forecast &forecast) {
            if (forecast)
                Q_EMIT q.startupForecast(request, *forecast);
            else
                Q_EMIT q.startupRefused(request, forecast.error());
        });
    return request;
}

} // namespace stillroom

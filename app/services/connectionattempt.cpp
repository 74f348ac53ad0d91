#include "app/services/connectionattempt.h"

#include "migrations/database/connectionparts.h"

#include <QElapsedTimer>

namespace stillroom
{

namespace
{

/// `connectedMs` is the time until the session stood.
Result<ConnectionReport> measure(const TargetChoice &choice, const VersionTableName &versionTable,
    const CancelToken &cancel, double &connectedMs)
{
    const Result<ConnectionRoute> route = routeOf(choice);
    if (!route)
        return route.error();
    QElapsedTimer timer;
    timer.start();
    const Result<RoutedConnection> opened = openRoute(*route, cancel);
    connectedMs = double(timer.nsecsElapsed()) / 1e6;
    if (!opened)
        return opened.error();
    Result<ConnectionReport> report = examine(*opened->connection, versionTable);
    if (!report)
        return report.error();
    report->parts = connectionParts(route->settings);
    if (route->tunnel)
        report->through = route->tunnel->displayName();
    return report;
}

} // namespace

Result<ConnectionRoute> routeOf(const TargetChoice &choice)
{
    Result<ConnectionSettings> settings = settingsOf(choice.target, choice.connectTimeout);
    if (!settings)
        return settings.error();
    if (!choice.password.isEmpty())
        settings->password = choice.password;
    return ConnectionRoute{std::move(*settings), choice.target.tunnel};
}

ConnectionTest tryConnection(
    const TargetChoice &choice, const VersionTableName &versionTable, const CancelToken &cancel)
{
    ConnectionTest test;
    const Result<ConnectionReport> report = measure(choice, versionTable, cancel, test.durationMs);
    test.ok = report.ok();
    if (report) {
        test.server = report->server;
        test.report = *report;
    } else {
        test.error = report.error();
    }
    return test;
}

} // namespace stillroom

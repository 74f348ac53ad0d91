#include "ui/shell/windowfacts.h"

#include "migrations/graph/revisiongraph.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include <algorithm>

namespace stillroom
{
namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("WindowFacts", text);
}

QString counted(qsizetype count, const char *one, const char *many)
{
    return count == 1 ? tr(one) : tr(many).arg(QLocale(QLocale::English).toString(count));
}

QString hostOf(const ServerFacts &server)
{
    if (server.host.isEmpty() || server.host.startsWith(QLatin1Char('/')))
        return tr("local socket");
    return QStringLiteral("%1:%2").arg(server.host).arg(server.port);
}

void describeProject(const WorkspaceState &state, WindowFacts &facts)
{
    if (!state.project)
        return;
    facts.hasProject = true;
    facts.project = state.project->name;
    const QString place = QDir(state.project->root).relativeFilePath(state.project->scriptLocation);
    const int revisions = state.graph ? state.graph->size() : 0;
    facts.projectPlace
        = QStringLiteral("%1/ · %2").arg(place, counted(revisions, "1 revision", "%1 revisions"));
}

void describeRows(const WorkspaceState &state, WindowFacts &facts)
{
    const std::vector<RevisionId> &rows = state.database->rows;
    for (const RevisionId &row : rows)
        facts.currentRevisions.append(row.text());
    facts.current = rows.empty() ? tr("none")
        : rows.size() == 1       ? rows.front().text()
                                 : counted(qsizetype(rows.size()), "1 revision", "%1 revisions");
    if (!state.unknownRows.empty()) {
        facts.standing = tr("Script missing");
        facts.standingIsBad = true;
    } else {
        facts.standing
            = state.pending.empty() ? tr("Up to date") : tr("%1 pending").arg(state.pending.size());
    }
}

void describeConnection(const WorkspaceState &state, WindowFacts &facts)
{
    facts.connected = state.phase == ConnectionPhase::Connected && state.database.has_value();
    if (facts.connected) {
        const ServerFacts &server = state.database->server;
        facts.environment = state.target ? state.target->kind : TargetKind::Development;
        facts.database = server.database;
        facts.connection = QStringLiteral("%1 · %2").arg(tr("Connected"), hostOf(server));
        describeRows(state, facts);
    } else {
        facts.database = tr("no database");
        facts.connection
            = state.phase == ConnectionPhase::Connecting ? tr("Connecting…") : tr("Not connected");
        facts.current = tr("unknown");
        facts.standing = counted(state.graph ? state.graph->size() : 0, "1 script", "%1 scripts");
    }
    if (state.running) {
        facts.standing
            = state.runDirection == Direction::Upgrade ? tr("Upgrade running") : tr("Downgrade running");
        facts.standingIsBad = false;
    }
}

void describeStatus(const WorkspaceState &state, WindowFacts &facts)
{
    const QString time = state.readAt.toLocalTime().toString(QStringLiteral("HH:mm:ss"));
    if (!facts.hasProject) {
        facts.statusLeft = state.activity.isEmpty() ? tr("No project open") : state.activity;
        facts.statusRight = QStringLiteral("Stillroom " STILLROOM_VERSION " · Qt %1.%2")
                                .arg(QT_VERSION_MAJOR)
                                .arg(QT_VERSION_MINOR);
        return;
    }
    facts.statusLeft = state.running ? tr("A run is in progress · leaving the page does not stop it")
        : !state.activity.isEmpty()  ? state.activity
        : facts.connected            ? tr("Read-only session · nothing is changed until you confirm a run")
                                     : tr("Not connected · files only");
    facts.statusRight = facts.connected
        ? tr("PostgreSQL %1 · refreshed %2").arg(state.database->server.version, time)
        : tr("files read %1").arg(time);
}

RunOffer common(const WorkspaceState &state)
{
    if (!state.project)
        return {false, tr("No project is open")};
    if (state.running)
        return {false, tr("A run is in progress")};
    if (state.phase != ConnectionPhase::Connected || !state.database)
        return {false, tr("Not connected to a database")};
    if (!state.unknownRows.empty()) {
        return {
            false, tr("The database is at %1, which no script has").arg(state.unknownRows.front().text())};
    }
    if (state.database->server.standby)
        return {false, tr("The server is a standby: it only reads")};
    return {true, {}};
}

} // namespace

QString environmentLongName(TargetKind kind)
{
    return targetKindName(kind).toUpper();
}

WindowFacts windowFacts(const WorkspaceState &state)
{
    WindowFacts facts;
    describeProject(state, facts);
    describeConnection(state, facts);
    describeStatus(state, facts);
    if (facts.environment == TargetKind::Production)
        facts.title = tr("PRODUCTION: %1 – Stillroom").arg(facts.database);
    else if (facts.connected)
        facts.title = QStringLiteral("%1 · %2 – Stillroom").arg(facts.database, facts.project);
    else
        facts.title = facts.hasProject ? QStringLiteral("%1 – Stillroom").arg(facts.project)
                                       : QStringLiteral("Stillroom");
    return facts;
}

RunOffer upgradeOffer(const WorkspaceState &state)
{
    const RunOffer offer = common(state);
    if (offer.enabled && state.pending.empty())
        return {false, tr("Up to date: nothing is pending")};
    return offer;
}

RunOffer downgradeOffer(const WorkspaceState &state)
{
    const RunOffer offer = common(state);
    if (offer.enabled && state.applied.empty())
        return {false, tr("Nothing is applied")};
    return offer;
}

RunOffer selectedOffer(const WorkspaceState &state, Direction direction, const RevisionId &selected)
{
    const bool up = direction == Direction::Upgrade;
    const RunOffer offer = up ? upgradeOffer(state) : downgradeOffer(state);
    if (!offer.enabled)
        return offer;
    const std::vector<RevisionId> &fit = up ? state.pending : state.applied;
    const bool isRow = std::ranges::find(state.database->rows, selected) != state.database->rows.end();
    if (std::ranges::find(fit, selected) == fit.end() || (!up && isRow))
        return {false,
            up ? tr("Select a pending revision") : tr("Select an applied revision below the current one")};
    return offer;
}

std::vector<RevisionId> headsOf(const WorkspaceState &state)
{
    std::vector<RevisionId> heads;
    if (state.graph) {
        for (const int head : state.graph->heads())
            heads.push_back(state.graph->id(head));
    }
    return heads;
}

} // namespace stillroom

#include "app/cli/commands.h"
#include "app/cli/revisionjson.h"
#include "app/project/historytext.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/graph/walk.h"

namespace stillroom::cli
{

namespace
{

/// The database is asked only where the answer shows: scripts are listed without it.
bool needsDatabase(const HistoryCommand &command, const GlobalOptions &options)
{
    const bool named = !options.databaseUrl.isEmpty() || !options.target.isEmpty();
    return command.indicateCurrent || (options.json && named)
        || (command.range && command.range->contains(QLatin1String("current")));
}

} // namespace

Result<int> execute(const HistoryCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    const RevisionGraph &graph = *(*loaded)->graph;
    std::vector<RevisionId> rows;
    const bool measured = needsDatabase(command, session.options());
    if (measured) {
        const Result<MeasuredDatabase> database = measureDatabase(session, (*loaded)->project);
        if (!database)
            return database.error();
        rows = database->state.rows;
    }
    std::optional<RevisionTarget> range;
    if (command.range)
        range = RevisionTarget::parse(*command.range);
    const Result<std::vector<int>> revisions = historyWalk(graph, range, rows);
    if (!revisions)
        return revisions.error();
    if (session.options().json) {
        session.output().result(revisionsJson(
            graph, *revisions, measured ? revisionStates(graph, rows) : QHash<RevisionId, QString>()));
    } else {
        session.output().result(
            historyText(graph, *revisions, {command.verbose, command.indicateCurrent, rows}));
    }
    return 0;
}

} // namespace stillroom::cli

#include "app/cli/commands.h"
#include "app/cli/revisionjson.h"
#include "app/project/historytext.h"
#include "migrations/graph/walk.h"

namespace stillroom::cli
{

Result<int> execute(const CurrentCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    const Result<MeasuredDatabase> database = measureDatabase(session, (*loaded)->project);
    if (!database)
        return database.error();
    const RevisionGraph &graph = *(*loaded)->graph;
    const Result<std::vector<int>> revisions = currentRevisions(graph, database->state.rows);
    if (!revisions)
        return revisions.error();
    Output &output = session.output();
    if (session.options().json) {
        output.result(revisionsJson(graph, *revisions, revisionStates(graph, database->state.rows)));
        return 0;
    }
    if (command.verbose)
        output.line(QStringLiteral("Current revision(s) for %1:").arg(database->target.maskedUrl()));
    output.result(currentText(graph, *revisions, command.verbose));
    return 0;
}

} // namespace stillroom::cli

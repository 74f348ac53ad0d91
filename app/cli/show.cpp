#include "app/cli/commands.h"
#include "app/cli/revisionjson.h"
#include "app/project/historytext.h"
#include "migrations/graph/walk.h"

namespace stillroom::cli
{

Result<int> execute(const ShowCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    const RevisionGraph &graph = *(*loaded)->graph;
    std::vector<RevisionId> rows;
    if (command.revision == u"current") {
        const Result<MeasuredDatabase> database = measureDatabase(session, (*loaded)->project);
        if (!database)
            return database.error();
        rows = database->state.rows;
    }
    const Result<std::vector<int>> revisions
        = resolveTarget(graph, RevisionTarget::parse(command.revision), rows);
    if (!revisions)
        return revisions.error();
    session.output().result(
        session.options().json ? revisionsJson(graph, *revisions) : showText(graph, *revisions).toUtf8());
    return 0;
}

} // namespace stillroom::cli

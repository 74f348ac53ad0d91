#include "app/cli/commands.h"
#include "app/cli/revisionjson.h"
#include "app/project/historytext.h"

namespace stillroom::cli
{

Result<int> execute(const HeadsCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    const RevisionGraph &graph = *(*loaded)->graph;
    if (session.options().json) {
        session.output().result(
            revisionsJson(graph, command.resolveDependencies ? graph.effectiveHeads() : graph.heads()));
    } else {
        session.output().result(headsText(graph, command.verbose, command.resolveDependencies));
    }
    return 0;
}

} // namespace stillroom::cli

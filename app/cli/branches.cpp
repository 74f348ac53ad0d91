#include "app/cli/commands.h"
#include "app/cli/revisionjson.h"
#include "app/project/historytext.h"

#include <algorithm>

namespace stillroom::cli
{

Result<int> execute(const BranchesCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    const RevisionGraph &graph = *(*loaded)->graph;
    if (!session.options().json) {
        session.output().result(branchesText(graph, command.verbose));
        return 0;
    }
    std::vector<int> branchPoints(graph.runOrder().rbegin(), graph.runOrder().rend());
    std::erase_if(branchPoints, [&](int index) { return !graph.isBranchPoint(index); });
    session.output().result(revisionsJson(graph, branchPoints));
    return 0;
}

} // namespace stillroom::cli

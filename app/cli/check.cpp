#include "app/cli/commands.h"
#include "app/cli/revisionjson.h"
#include "app/services/standing.h"

#include <algorithm>

namespace stillroom::cli
{

namespace
{

struct CheckAnswer {
    QStringList reasons; ///< why it does not hold; empty: it holds
    Standing standing;
    std::vector<RevisionId> heads;
};

bool contains(const std::vector<Error> &problems, const Error &problem)
{
    return std::find(problems.begin(), problems.end(), problem) != problems.end();
}

CheckAnswer judge(const LoadedProject &loaded, const DatabaseState &state)
{
    const RevisionGraph &graph = *loaded.graph;
    CheckAnswer answer;
    answer.standing = standingOf(graph, state);
    for (const int head : graph.heads())
        answer.heads.push_back(graph.id(head));
    const size_t pending = answer.standing.pending.size();
    if (pending > 0) {
        answer.reasons += pending == 1
            ? QStringLiteral("1 revision is pending: %1").arg(answer.standing.pending[0].text())
            : QStringLiteral("%1 revisions are pending").arg(pending);
    }
    for (const RevisionId &row : answer.standing.unknownRows)
        answer.reasons += QStringLiteral("the database records %1, which no script has").arg(row.text());
    if (answer.heads.size() > 1)
        answer.reasons += QStringLiteral("%1 heads stand side by side").arg(answer.heads.size());
    for (const Error &problem : loaded.project.problems) {
        // A setting nobody knows is worth a warning; it breaks no script.
        if (!contains(loaded.settings.warnings, problem))
            answer.reasons += errorText(problem);
    }
    return answer;
}

QByteArray toJson(const LoadedProject &loaded, const CheckAnswer &answer)
{
    JsonWriter json;
    json.beginObject();
    json.field("holds", answer.reasons.isEmpty());
    json.field("state", syncStateName(answer.standing.sync));
    json.key("heads");
    writeIds(json, answer.heads);
    json.key("pending");
    writeIds(json, answer.standing.pending);
    json.key("unknown");
    writeIds(json, answer.standing.unknownRows);
    json.key("problems");
    json.beginList();
    for (const Error &problem : loaded.project.problems)
        writeProblem(json, problem);
    json.endList();
    json.endObject();
    return json.take();
}

} // namespace

Result<int> execute(const CheckCommand &, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    const Result<MeasuredDatabase> database = measureDatabase(session, (*loaded)->project);
    if (!database)
        return database.error();
    const CheckAnswer answer = judge(**loaded, database->state);
    Output &output = session.output();
    if (session.options().json) {
        output.result(toJson(**loaded, answer));
    } else if (answer.reasons.isEmpty()) {
        output.line(QStringLiteral("Up to date: nothing is pending."));
    } else {
        for (const QString &reason : answer.reasons)
            output.line(reason);
    }
    return answer.reasons.isEmpty() ? 0 : 1;
}

} // namespace stillroom::cli

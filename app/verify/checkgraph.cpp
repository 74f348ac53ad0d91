#include "app/verify/checkbuilder.h"
#include "migrations/graph/revisiongraph.h"

namespace stillroom
{

namespace
{

QString idList(const RevisionGraph &graph, const std::vector<int> &indices)
{
    QStringList ids;
    for (const int index : indices)
        ids += graph.id(index).text();
    return ids.join(QStringLiteral(", "));
}

} // namespace

void checkGraph(CheckBuilder &b)
{
    if (!b.v.loaded) {
        Check &check = b.add("graph.read", QStringLiteral("Revisions"), CheckOutcome::Fail,
            b.v.loadFailure ? b.v.loadFailure->message : QStringLiteral("The revisions cannot be read"));
        check.mirrored = unseen;
        return;
    }
    const RevisionGraph &graph = *b.v.loaded->graph;
    const size_t heads = graph.heads().size();
    Check &check
        = b.add("graph.heads", QStringLiteral("Heads"), heads == 1 ? CheckOutcome::Pass : CheckOutcome::Fail,
            heads == 1       ? QStringLiteral("One: %1").arg(idList(graph, graph.heads()))
                : heads == 0 ? QStringLiteral("There is none")
                             : QStringLiteral("%1: %2; an upgrade to head refuses")
                                   .arg(heads)
                                   .arg(idList(graph, graph.heads())));
    check.mirrored = unseen;
    if (heads > 1) {
        check.remedy = QStringLiteral("Make a merge revision.");
        check.fix = {CheckFix::Kind::Command, QStringLiteral("flask db merge -m \"merge heads\" heads")};
    }
    if (graph.bases().size() > 1) {
        Check &bases = b.add("graph.bases", QStringLiteral("Bases"), CheckOutcome::Warn,
            QStringLiteral("%1 revisions have no parent: %2")
                .arg(graph.bases().size())
                .arg(idList(graph, graph.bases())));
        bases.mirrored = unseen;
    }
    constexpr size_t shown = 20;
    size_t count = 0;
    for (const Error &problem : b.v.loaded->project.problems) {
        if (++count > shown)
            break;
        Check &broken
            = b.add("graph.problem", QStringLiteral("Problem"), CheckOutcome::Fail, problem.message);
        broken.evidence = b.at(problem.place);
        broken.mirrored = unseen;
    }
    if (count == 0) {
        b.add("graph.problem", QStringLiteral("Files and links"), CheckOutcome::Pass,
             QStringLiteral("%1 revisions, no broken file, no missing parent, no duplicate id")
                 .arg(graph.size()))
            .mirrored
            = unseen;
    }
}

void checkScripts(CheckBuilder &b, const std::vector<ScriptCheck> &scripts)
{
    for (const ScriptCheck &script : scripts) {
        const QString name = script.name;
        if (script.failure) {
            Check &check = b.add("scripts.query", name, CheckOutcome::Unknown, script.failure->message);
            check.evidence = QStringLiteral("migrations/verify/") + name;
            continue;
        }
        if (!script.result) {
            b.add("scripts.query", name, CheckOutcome::Unknown,
                QStringLiteral("Not run: the database could not be asked"));
            continue;
        }
        Check &check
            = b.add("scripts.query", name, script.result->holds ? CheckOutcome::Pass : CheckOutcome::Fail,
                script.result->holds ? QStringLiteral("Holds") : script.result->evidence);
        check.evidence = QStringLiteral("migrations/verify/") + name;
    }
}

} // namespace stillroom

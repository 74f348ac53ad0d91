#include "app/startup/upgradeforecast.h"

#include "app/project/onlineplan.h"
#include "app/verify/pythonfiles.h"
#include "migrations/database/statereader.h"
#include "migrations/graph/revisiongraph.h"

#include <algorithm>

namespace stillroom
{

namespace
{

using Kind = UpgradeResult::Kind;

UpgradeResult failed(const Error &error)
{
    const QString place = error.place.toString();
    const bool named = place.isEmpty() || error.message.contains(error.place.path);
    return {Kind::Failed, named ? error.message : place + QStringLiteral(": ") + error.message};
}

/// env.py is absent, is no Python, or raises at its top level whatever happens.
std::optional<UpgradeResult> environmentFailure(const Project &project)
{
    const QString path = project.scriptLocation + QStringLiteral("/env.py");
    const std::optional<QByteArray> bytes = fileBytes(path);
    if (!bytes)
        return failed({ErrorKind::BrokenProject, QStringLiteral("env.py is missing"), {}, {path, 0, 0}});
    const Result<python::Module> module = python::parseModule(*bytes, path);
    if (!module)
        return failed(module.error());
    for (const python::Statement *statement : module->body()) {
        if (statement->is<python::Raise>()) {
            return failed({ErrorKind::BrokenProject, QStringLiteral("env.py raises an error here on purpose"),
                {}, module->place(*statement)});
        }
    }
    return {};
}

bool isRevision(const RevisionGraph &graph, const QString &path)
{
    return std::any_of(graph.revisions().begin(), graph.revisions().end(),
        [&](const Revision &revision) { return revision.place.path == path; });
}

/// One broken script stops Alembic whatever the target: it loads them all.
std::optional<UpgradeResult> scriptFailure(const Project &project, const RevisionGraph &graph)
{
    for (const Error &problem : project.problems) {
        const QString &path = problem.place.path;
        if (!path.endsWith(QLatin1String(".py"))
            || path == project.scriptLocation + QStringLiteral("/env.py"))
            continue;
        const std::optional<QByteArray> bytes = fileBytes(path);
        if (!bytes || isRevision(graph, path))
            continue;
        const Result<python::Module> module = python::parseModule(*bytes, path);
        if (!module)
            return failed(module.error());
        return UpgradeResult{Kind::CommandError,
            QStringLiteral(
                "Could not determine revision id from filename %1. Be sure the 'revision' variable "
                "is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in "
                "the documentation).")
                .arg(path.section(u'/', -1))};
    }
    return {};
}

std::optional<UpgradeResult> graphFailure(const RevisionGraph &graph)
{
    for (const Revision &revision : graph.revisions()) {
        for (const RevisionId &parent : revision.downRevisions) {
            if (graph.contains(parent))
                continue;
            return failed({ErrorKind::BrokenProject,
                QStringLiteral("KeyError: '%1': the parent of revision %2 is in no file")
                    .arg(parent.text(), revision.id.text()),
                {}, revision.place});
        }
    }
    if (const Error *cycle = graph.cycle())
        return UpgradeResult{Kind::CommandError, cycle->message};
    if (graph.heads().size() > 1) {
        return UpgradeResult{Kind::CommandError,
            QStringLiteral("Multiple head revisions are present for given argument 'head'; please specify a "
                           "specific target revision, '<branchname>@head' to narrow to a specific head, or "
                           "'heads' for all heads")};
    }
    return {};
}

} // namespace

std::variant<Plan, UpgradeResult> forecastUpgrade(const StartupProject &project, const DatabaseState &state,
    RememberedBodies &bodies, const CancelToken &cancel)
{
    if (!project.loaded) {
        return UpgradeResult{Kind::CommandError,
            QStringLiteral("Path doesn't exist: 'migrations'. %1").arg(project.loadFailure)};
    }
    const LoadedProject &loaded = *project.loaded;
    if (auto failure = environmentFailure(loaded.project))
        return *failure;
    if (auto failure = scriptFailure(loaded.project, *loaded.graph))
        return *failure;
    if (auto failure = graphFailure(*loaded.graph))
        return *failure;
    const std::vector<RevisionId> unknown = unknownRows(*loaded.graph, state);
    if (!unknown.empty()) {
        return UpgradeResult{Kind::CommandError,
            QStringLiteral("Can't locate revision identified by '%1'").arg(unknown.front().text())};
    }
    // Without any revision "head" names nothing, and an upgrade succeeds without doing anything.
    const QString target = loaded.graph->size() == 0 ? QStringLiteral("heads") : QStringLiteral("head");
    Result<Plan> plan
        = runnablePlan(loaded, Direction::Upgrade, RevisionTarget::parse(target), state, bodies, cancel);
    if (!plan)
        return failed(plan.error());
    return std::move(*plan);
}

QStringList missingAfterUpgrade(
    const StartupProject &project, const QStringList &missing, bool anythingPending)
{
    if (!project.loaded || !anythingPending)
        return missing;
    QStringList left;
    for (const TableOrigin &origin : tableOrigins(missing, *project.loaded->graph, project.root)) {
        if (!origin.createdBy)
            left += origin.name;
    }
    return left;
}

} // namespace stillroom

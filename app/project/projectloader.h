#pragma once

#include "app/project/project.h"
#include "app/project/settings.h"
#include "migrations/base/result.h"

#include <memory>
#include <vector>

namespace stillroom
{

class RevisionGraph;

/// A place that looks like a project, before any script was read.
struct ProjectCandidate {
    QString root; ///< absolute: the folder a person would name
    ProjectKind kind = ProjectKind::Alembic;
    QString configFile; ///< absolute; empty: a folder with env.py and no configuration at all
    QString section = QStringLiteral("alembic");
    QString scriptLocation; ///< absolute; empty when the configuration cannot say it: loadProject() says why

    bool operator==(const ProjectCandidate &) const = default;
};

/// All projects of a folder, by path: alembic.ini, pyproject.toml with [tool.alembic], or a folder with
/// env.py, in the folder itself and up to two levels down; `migrations` of the settings decides alone.
/// `path` may also name the inner folder (`migrations`), or the configuration file. Empty when there is
/// none; an Error when the folder cannot be read. No folder is entered twice, however links lead to it.
Result<std::vector<ProjectCandidate>> findProjects(const QString &path);

/// The project of `path` or of its nearest parent that holds one. Errors: NotAProject when there is
/// none, or several (the message lists them, the detail holds one path a line).
Result<ProjectCandidate> findProject(const QString &path);
/// As findProject, without looking into parents: for a folder a person named. Of several sections in one
/// file "alembic.ini [section]" names one.
Result<ProjectCandidate> findProjectIn(const QString &path);

struct LoadedProject {
    Project project; ///< with all problems: settings, scripts, graph
    ProjectSettings settings;
    std::shared_ptr<const RevisionGraph> graph; ///< never null
};

/// Reads settings, configuration, env.py's literals and every script header. Broken scripts and trees
/// are problems of the project, not errors; an Error means that nothing can be shown at all.
Result<LoadedProject> loadProject(const ProjectCandidate &candidate);

} // namespace stillroom

#include "app/services/projectopening.h"

#include "app/project/targets.h"

#include <QCoreApplication>
#include <QDir>

namespace stillroom
{

ProjectOpening openProjectFolder(const QString &folder)
{
    Result<std::vector<ProjectCandidate>> found = findProjects(folder);
    if (!found)
        return found.error();
    if (found->size() > 1) {
        QStringList folders;
        for (const ProjectCandidate &candidate : *found)
            folders << (candidate.configFile.isEmpty() ? candidate.scriptLocation : candidate.configFile);
        return SeveralProjects{folders};
    }
    const Result<ProjectCandidate> candidate
        = found->empty() ? findProjectIn(folder) : Result<ProjectCandidate>(found->front());
    if (!candidate)
        return candidate.error();
    Result<LoadedProject> loaded = loadProject(*candidate);
    if (!loaded)
        return loaded.error();
    std::vector<Target> targets
        = projectTargets(loaded->project, loaded->settings, QProcessEnvironment::systemEnvironment());
    return OpenedProject{std::move(loaded).value(), std::move(targets)};
}

Result<std::shared_ptr<const LoadedProject>> loadProjectFolder(const QString &folder)
{
    ProjectOpening opening = openProjectFolder(folder);
    if (const auto *error = std::get_if<Error>(&opening))
        return *error;
    if (!std::holds_alternative<OpenedProject>(opening)) {
        return Error{ErrorKind::NotAProject,
            QCoreApplication::translate("ProjectOpening", "The folder holds several projects")};
    }
    return std::make_shared<const LoadedProject>(std::move(std::get<OpenedProject>(opening).loaded));
}

} // namespace stillroom

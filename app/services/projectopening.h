#pragma once

#include "app/project/projectloader.h"
#include "app/services/workspacestate.h"

#include <variant>

namespace stillroom
{

/// What became of opening a folder.
struct OpenedProject {
    LoadedProject loaded;
    std::vector<Target> targets;
};
struct SeveralProjects {
    QStringList folders; ///< each opens by itself
};
using ProjectOpening = std::variant<OpenedProject, SeveralProjects, Error>;

/// The same where only one project is expected, e.g. to read it again for a long task. Errors: as
/// loadProject(); NotAProject when the folder holds several.
Result<std::shared_ptr<const LoadedProject>> loadProjectFolder(const QString &folder);

/// Finds and reads the project of a folder, on the calling thread.
ProjectOpening openProjectFolder(const QString &folder);

} // namespace stillroom

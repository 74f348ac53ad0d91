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

/// Finds and reads the project of a folder, on the calling thread.
ProjectOpening openProjectFolder(const QString &folder);

} // namespace stillroom

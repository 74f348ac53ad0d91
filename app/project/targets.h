#pragma once

#include "app/project/project.h"
#include "app/project/settings.h"
#include "app/project/target.h"
#include "migrations/base/result.h"

#include <QProcessEnvironment>

#include <vector>

namespace stillroom
{

/// All targets of a project in the order of spec/cli.md: `databaseUrl` when not empty, the profiles,
/// the project's environment (process over .env), named targets of the settings, sqlalchemy.url.
/// Placeholder URLs of the templates ("driver://user:pass@localhost/dbname") are left out.
std::vector<Target> projectTargets(const Project &project, const ProjectSettings &settings,
    const QProcessEnvironment &environment, const QString &databaseUrl = {},
    const std::vector<Target> &profiles = {});

/// The named target, or without a name the one given on the command line, else the one the environment
/// selects, else the first that is no profile. InvalidCall names the choices when there is no such.
Result<Target> chooseTarget(const std::vector<Target> &targets, const QString &name);

} // namespace stillroom

#pragma once

#include "app/environment/variables.h"
#include "app/project/projectloader.h"
#include "app/startup/decision.h"
#include "app/verify/requiredtables.h"
#include "migrations/run/seedrun.h"

#include <memory>
#include <optional>
#include <vector>

namespace stillroom
{

/// What a start of a project depends on, read from its files; nothing is run.
struct StartupProject {
    QString root;
    std::shared_ptr<const LoadedProject> loaded; ///< null: there are no migrations to be found
    QString loadFailure{}; ///< why, when null
    RequiredTables required;
    std::vector<SeedScript> seeds; ///< by name
    std::vector<Error> problems; ///< seed scripts that cannot be read

    /// The names that count; empty when no list was found.
    QStringList requiredNames() const { return required.list ? required.list->names : QStringList(); }
};

/// Reads the project of a folder. \a loaded may be null: a project without migrations still starts, and its
/// tables may exist. \a requiredTables, when not empty, wins over the settings and the code.
StartupProject readStartupProject(const QString &root, std::shared_ptr<const LoadedProject> loaded,
    const QString &loadFailure, const QStringList &requiredTables);

/// Why an application that keeps its URLs in DEV_DATABASE_URL and PROD_DATABASE_URL refuses to start: the one
/// that ENVIRONMENT selects is absent or empty (4.1). Empty: it does not refuse, or keeps them elsewhere.
QString applicationRefusal(const ApplicationVariables &variables);

/// The environment's part of a situation.
StartupSituation startupSituation(
    const StartupProject &project, const ApplicationVariables &variables, StartupMode mode);

} // namespace stillroom

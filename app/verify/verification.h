#pragma once

#include "app/environment/variables.h"
#include "app/journal/editedscripts.h"
#include "app/project/projectloader.h"
#include "app/project/target.h"
#include "app/verify/applicationmodule.h"
#include "app/verify/requiredtables.h"
#include "migrations/database/checklistfacts.h"

#include <QProcessEnvironment>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace stillroom
{

/// What a verification works on, read before anything is judged. Nothing of the project is run.
struct Verification {
    QString root; ///< of the project
    QString workingDirectory; ///< where the project's own program would be started: decides files and code
    std::shared_ptr<const LoadedProject> loaded{}; ///< null: the migrations cannot be read
    std::optional<Error> loadFailure{}; ///< why, when null
    QProcessEnvironment process{}; ///< the environment the project's program would see
    std::optional<ApplicationVariables> variables{}; ///< process over .env; always set
    RequiredTables required{};
    std::vector<TableOrigin> origins{}; ///< of the required tables
    ApplicationModule application{};

    std::optional<Target> target{}; ///< the database the application would take
    std::optional<Error> targetFailure{}; ///< why there is none
    std::optional<ChecklistFacts> facts{}; ///< measured there; unset: not reachable, or not asked
    std::optional<Error> connectFailure{};
    std::vector<EditedScript> edited{}; ///< applied revisions whose script is, or may be, another now

    QStringList requiredNames() const { return required.list ? required.list->names : QStringList(); }
};

/// Reads everything but the database. \a loaded may be null with \a loadFailure.
Verification readVerification(const QString &root, const QString &workingDirectory,
    std::shared_ptr<const LoadedProject> loaded, const std::optional<Error> &loadFailure,
    const QStringList &requiredTables, const QProcessEnvironment &process);

/// Whether a URL can be used by SQLAlchemy with a driver for plain connections: the scheme `postgres` and
/// asynchronous drivers cannot. Errors: InvalidCall with SQLAlchemy's reason, the password masked.
Status checkApplicationUrl(const QString &url);

} // namespace stillroom

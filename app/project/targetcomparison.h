#pragma once

#include "app/project/projectloader.h"
#include "app/project/target.h"
#include "migrations/base/canceltoken.h"
#include "migrations/database/databasestate.h"
#include "migrations/schema/schemadiff.h"

#include <functional>
#include <memory>
#include <vector>

namespace stillroom
{

class Connection;

/// One of several databases of a project.
struct ComparedTarget {
    Target target;
    std::optional<Error> error{}; ///< why nothing else is known of it
    DatabaseState state{};
    SyncState sync = SyncState::Unknown;
    std::vector<bool> applied{}; ///< by graph index
    Schema schema{};
    /// What turns the first target's schema into this one's, without implied changes; empty for the first,
    /// and where either is not known.
    std::vector<Change> changes{};
};

/// Databases of one project side by side.
struct TargetComparison {
    QDateTime at{};
    std::vector<ComparedTarget> targets{}; ///< in the order asked

    /// Whether some target that answered has it and another has not.
    bool differs(int graphIndex) const;
};

/// Opens a session on the target, hands it to \a work and closes it. Errors: as Connection::open(), or what
/// the work returned.
using WithConnection = std::function<Status(const Target &, const std::function<Status(Connection &)> &work)>;

/// Measures each target and reads its schema, one after another, on the calling thread; nothing is written
/// anywhere. A target that does not answer has its error and the others are compared. Errors: Cancelled.
Result<TargetComparison> compareTargets(const LoadedProject &loaded, const std::vector<Target> &targets,
    const WithConnection &withConnection, const CancelToken &cancel);

} // namespace stillroom

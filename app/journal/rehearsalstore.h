#pragma once

#include "migrations/base/result.h"
#include "migrations/plan/plan.h"
#include "migrations/run/rehearsalresult.h"

namespace stillroom
{

/// Which database a kept rehearsal was a copy of.
struct RehearsedDatabase {
    QString systemIdentifier; ///< empty when the role may not read it
    QString host; ///< as the server names it; tells databases apart where there is no identifier
    QString database;
};

/// The last rehearsals of one user, a file each. A rehearsal belongs to a database and to a plan: with one
/// character of its SQL changed it is another plan, and nothing is found.
class RehearsalStore
{
public:
    /// \a folder: empty for the user's own, `stillroom/rehearsals` in the user's data folder.
    explicit RehearsalStore(const QString &folder = {});

    /// Replaces the one kept for the same database and plan; the oldest beyond fifty go. Readable by the
    /// owner alone. A cancelled rehearsal is not kept. Errors: Unreadable.
    Status keep(const RehearsedDatabase &database, const Plan &plan, const Rehearsal &rehearsal) const;

    /// Nothing when there is none, or another version of Stillroom wrote it.
    std::optional<Rehearsal> find(const RehearsedDatabase &database, const Plan &plan) const;

private:
    QString fileOf(const RehearsedDatabase &database, const Plan &plan) const;

    QString m_folder;
};

} // namespace stillroom

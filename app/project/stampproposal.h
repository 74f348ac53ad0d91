#pragma once

#include "migrations/graph/revisiongraph.h"
#include "migrations/run/rehearsalresult.h"

namespace stillroom
{

/// The revisions an unversioned database resembles most: what `stamp` would be told.
struct StampProposal {
    std::vector<RevisionId> revisions{}; ///< one, or one for each branch that seems applied
    /// From the schema of these revisions to the database's.
    std::vector<Change> differences{};
    int atBase = 0; ///< differences of an empty schema: how much the resemblance is worth
    /// Revisions that fit as well as the first one: between them nothing in the schema tells.
    std::vector<RevisionId> equally{};
    bool exact = false; ///< false: put together from what each revision changed, not run as such

    bool operator==(const StampProposal &) const = default;
    /// "a1aa c3cc", as `stamp` takes them.
    QString text() const;
};

/// Compares a live schema with the schema of every revision. Alembic runs branches one after another, so the
/// schema after a step is not the schema of its revision: it is put together here from what the revision,
/// its ancestors and their dependencies changed in a rehearsal from an empty database. Several branches are
/// tried together as long as each makes the resemblance better. Nothing when no revision resembles the
/// database more than an empty schema does.
std::optional<StampProposal> proposeStamp(
    const RevisionGraph &graph, const Rehearsal &rehearsal, const Schema &live, const NoiseFilter &noise);

} // namespace stillroom

#pragma once

#include "app/journal/editedscripts.h"
#include "app/project/projectloader.h"
#include "app/project/stampproposal.h"
#include "migrations/base/canceltoken.h"
#include "migrations/database/databasestate.h"
#include "migrations/run/rehearsal.h"

#include <functional>

namespace stillroom
{

struct RehearsalOptions {
    RehearsalPlace place = RehearsalPlace::PrivateServer;
    int rowsPerTable = 0;
    bool fullCopy = false;
    bool goBack = true;
    PythonSteps *python
        = nullptr; ///< null: what needs the project's Python ends the rehearsal with its reason
    std::function<void(const RehearsalProgress &)> progress{};
};

/// What comparisons of this project's schemas leave out: its version table by its own name, owners, grants.
NoiseFilter comparisonNoise(const LoadedProject &loaded);

/// What the statements of a plan say of the live schema, where its rehearsal never came to a first step: with
/// the rehearsal's error. Any other rehearsal comes back as it is.
Rehearsal orFromScripts(Rehearsal rehearsal, const Plan &plan, const Schema &live, const NoiseFilter &noise);

/// Tries a plan on a copy of the database the settings lead to. The live database is only read.
Rehearsal rehearsePlan(const LoadedProject &loaded, const ConnectionSettings &live,
    const DatabaseState &state, const Plan &plan, const RehearsalOptions &options,
    const CancelToken &cancel = {});

/// What the database has and what the scripts would have made of it.
struct Drift {
    std::optional<std::vector<Change>> changes{}; ///< from what should be to what is; unset: cannot be known
    QString unknownBecause{}; ///< why, when unset
    Schema expected{};
    Schema live{};
    std::vector<RehearsedStep> applied{}; ///< what each applied revision changed, in run order
    QDateTime
        expectedAt{}; ///< when the applied revisions were run for this; earlier than now: kept from then
    std::vector<EditedScript> edited{}; ///< applied revisions whose script is not the one that ran
    std::optional<StampProposal> proposal{}; ///< of an unversioned database with tables
};

/// Runs the applied revisions from an empty database on the private server and compares the result with the
/// live schema. The result of the run is kept under the plan's hash, so that the next comparison need not run
/// them again until a script changes; plans with Project Python are always run. Errors: the live schema
/// cannot be read; Cancelled.
Result<Drift> findDrift(const LoadedProject &loaded, const ConnectionSettings &live,
    const DatabaseState &state, const RehearsalOptions &options, const CancelToken &cancel = {});

} // namespace stillroom

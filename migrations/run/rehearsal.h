#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/database/connectionsettings.h"
#include "migrations/run/pythonsteps.h"
#include "migrations/run/rehearsalresult.h"

#include <functional>

namespace stillroom
{

class ScratchDatabase;

struct RehearsalProgress {
    int step = 0; ///< from 0; equal to `steps`: the way back
    int steps = 0;
    QString text; ///< "Copying the schema", a revision id, "Going back"
};

struct RehearsalRequest {
    std::optional<ConnectionSettings> live{}; ///< unset: an empty database
    Plan plan{};
    RehearsalPlace place = RehearsalPlace::PrivateServer;
    int rowsPerTable = 0;
    bool fullCopy = false; ///< all rows, by CREATE DATABASE … TEMPLATE; only on the target's server
    bool goBack = true;
    NoiseFilter noise{};
    /// The downgrade of a revision by itself; needed for goBack.
    std::function<Result<PlanStep>(const RevisionId &)> downgradeStep{};
    PythonSteps *python = nullptr; ///< null: a Project Python step ends the rehearsal
    std::function<void(const RehearsalProgress &)> progress{};
};

/// Tries a plan on a copy of the live schema, step by step, and the way back; on the calling thread. The live
/// database is only read. Nothing of the copy stays, whatever happens. Never fails as a call: what went
/// wrong is in the result.
Rehearsal rehearse(const RehearsalRequest &request, const CancelToken &cancel = {});

/// The renames a statement says, unqualified names in the schema `public`.
std::vector<Rename> renamesOf(const QString &sql);

} // namespace stillroom

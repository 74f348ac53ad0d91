#pragma once

#include "app/project/target.h"
#include "app/services/changesreading.h"
#include "migrations/run/rehearsalresult.h"

namespace stillroom
{

/// The kept rehearsal of exactly this plan on this database, if there is one.
std::shared_ptr<const Rehearsal> keptRehearsal(const ServerFacts &server, const Plan &plan);

/// Tries the plan on a copy of the database the settings lead to, on the calling thread, keeps the result and
/// writes it into the journal. The live database is only read. \a projectPython: the person allowed the
/// project's own code to run; without it a step that needs it ends the rehearsal there. Errors: the folder or
/// the database cannot be read, Cancelled.
Result<std::shared_ptr<const Rehearsal>> rehearseOnCopy(const QString &folder, const Target &target,
    const ConnectionSettings &settings, const Plan &plan, bool projectPython, ChangesProgress &progress,
    const CancelToken &cancel);

} // namespace stillroom

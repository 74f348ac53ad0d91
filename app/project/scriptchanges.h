#pragma once

#include "migrations/run/rehearsalresult.h"

namespace stillroom
{

/// What the plan's statements say they change, worked out on a value of the live schema instead of a copy of
/// the database: for where no rehearsal is possible. The result looks like a rehearsal's, with `fromScripts`
/// set and no times; what an unnamed constraint is called, what a function or a DO block does and what the
/// project's Python sends is not in the text, and the notes say for which revisions.
Rehearsal changesFromScripts(const Plan &plan, const Schema &live, const NoiseFilter &noise);

} // namespace stillroom

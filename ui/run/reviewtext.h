#pragma once

#include "app/services/workspacestate.h"

#include <QString>

namespace stillroom
{

struct Rehearsal;

/// Steps only the project's own Python can run.
int pythonSteps(const Plan &plan);
/// A downgrade that deletes rows, or of which nobody can say.
bool losesData(const Plan &plan);
/// Production, and every downgrade that loses data: the database name has to be typed.
bool needsTypedName(const Plan &plan, const WorkspaceState &state);
/// Why the plan cannot run at all; empty when it can.
QString planRefusal(const WorkspaceState &state);
/// What commits together in a plan with steps of Project Python, and what a failure leaves.
QString commitText(const Plan &plan, TransactionMode mode);
/// "120 ms" or "–": how long a step took on the copy.
QString rehearsedText(const Rehearsal *rehearsal, const RevisionId &revision);
/// What a rehearsal found, in one or two sentences.
QString rehearsalText(const Rehearsal &rehearsal);
/// The statements of all steps with a comment line before each; Project Python steps say so.
QString reviewSql(const Plan &plan);

} // namespace stillroom

#pragma once

#include "app/cli/jsonwriter.h"
#include "app/cli/session.h"
#include "app/project/schemacomparison.h"

namespace stillroom::cli
{

RehearsalOptions rehearsalOptions(const RehearseCommand &command, Output &output);

/// Plans to the command's target from the measured rows and tries it on a copy. Errors: as the planner.
Result<Rehearsal> rehearsePending(const RehearseCommand &command, const LoadedProject &loaded,
    MeasuredDatabase &database, Session &session);

/// spec/cli.md, CHANGE; \a revision empty: null.
void writeChange(JsonWriter &json, const Change &change, const QString &revision);
void writeChanges(JsonWriter &json, const std::vector<Change> &changes, const QString &revision);

/// "table", "column", "index", "constraint", … as spec/cli.md has them.
QString changeKindName(ObjectKind kind);

} // namespace stillroom::cli

#pragma once

#include "app/cli/jsonwriter.h"
#include "app/cli/session.h"
#include "app/journal/rehearsalstore.h"
#include "app/project/schemacomparison.h"

namespace stillroom::cli
{

RehearsalOptions rehearsalOptions(const RehearseCommand &command, Output &output);

struct PendingRehearsal {
    Plan plan;
    Rehearsal rehearsal;
};

/// Plans to the command's target from the measured rows and tries it on a copy; the journal and the store of
/// rehearsals keep it. Errors: as the planner.
Result<PendingRehearsal> rehearsePending(const RehearseCommand &command, const LoadedProject &loaded,
    MeasuredDatabase &database, Session &session);

/// Which database a rehearsal was a copy of.
RehearsedDatabase rehearsedDatabase(const ServerFacts &server);

/// "Rehearsed 2026-11-27 10:42 on a copy …", or that it was not.
QString rehearsalLine(const std::optional<Rehearsal> &rehearsal);

/// The first twelve digits of Schema::fingerprint().
QString shortFingerprint(const Schema &schema, const NoiseFilter &noise);

/// spec/cli.md, CHANGE; \a revision empty: null.
void writeChange(JsonWriter &json, const Change &change, const QString &revision);
void writeChanges(JsonWriter &json, const std::vector<Change> &changes, const QString &revision);

/// "table", "column", "index", "constraint", … as spec/cli.md has them.
QString changeKindName(ObjectKind kind);

} // namespace stillroom::cli

#pragma once

#include "app/cli/session.h"
#include "app/journal/journalrecorder.h"

namespace stillroom::cli
{

/// What the journal says of a run of this program on a measured database.
JournalFacts journalFacts(const QString &action, const Target &target, const ServerFacts &server,
    const QString &projectRoot, const QString &revision);

/// Ends, in the journal, the runs on this database that were never ended; what cannot be written is told.
void closeUnfinishedRuns(const DatabaseState &state, Output &output);

/// Adds the run to the database's own journal where a person made one; what cannot be added is told.
void shareWithTeam(Connection &connection, const JournalRecorder &recorder, Output &output);

/// Tells standard error that the journal could not be written.
JournalRecorder::Trouble journalTrouble(Output &output);

} // namespace stillroom::cli

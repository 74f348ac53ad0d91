#include "app/cli/journaling.h"

#include "app/journal/sharedjournal.h"

namespace stillroom::cli
{

JournalFacts journalFacts(const QString &action, const Target &target, const ServerFacts &server,
    const QString &projectRoot, const QString &revision)
{
    return {action, QStringLiteral("stillroom-cli"), projectRoot, target.name, target.maskedUrl(),
        server.database, server.user, server.host, server.version, server.systemIdentifier, revision};
}

void closeUnfinishedRuns(const DatabaseState &state, Output &output)
{
    const Status closed = Journal().closeUnfinished(
        state.server.systemIdentifier, state.server.database, idTexts(state.rows));
    if (!closed)
        output.warn(closed.error());
}

void shareWithTeam(Connection &connection, const JournalRecorder &recorder, Output &output)
{
    if (const Status shared = shareRun(connection, recorder); !shared)
        output.warn(shared.error());
}

JournalRecorder::Trouble journalTrouble(Output &output)
{
    return [&output](const Error &error) { output.warn(error); };
}

} // namespace stillroom::cli

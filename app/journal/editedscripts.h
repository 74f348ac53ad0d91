#pragma once

#include "app/journal/journalentry.h"
#include "migrations/database/databasestate.h"
#include "migrations/graph/revisionid.h"

namespace stillroom
{

class Connection;
class RevisionGraph;

/// A revision whose script is not the one that ran, or may not be.
struct EditedScript {
    /// Journal: another text ran, by its SHA-256. Git: no run is recorded, and the file was changed after its
    /// first commit; whether before or after it ran nobody knows.
    enum class Witness { Journal, Git };

    RevisionId revision;
    SourcePlace script; ///< the file as it is now
    QDateTime since; ///< Journal: when the other text ran; Git: the newest commit that changed it
    Witness witness = Witness::Journal;

    bool operator==(const EditedScript &) const = default;
};

/// "The script is not the one that ran on 2026-11-03 14:02", one sentence without an end mark.
QString editedText(const EditedScript &script);

/// Of the applied revisions those whose script is another than the one that was run last on this database.
/// \a entries: of journals, newest first. Revisions of which they know no run, e.g. because Alembic ran them,
/// are not part of it. Reads the scripts' files; to be called off the UI thread.
std::vector<EditedScript> editedAfterApplied(const std::vector<JournalEntry> &entries,
    const ServerFacts &server, const RevisionGraph &graph, const std::vector<RevisionId> &applied);

/// The same with the runs in the user's own journal and in the database's, where it has one.
std::vector<EditedScript> editedScripts(
    Connection &connection, const RevisionGraph &graph, const DatabaseState &state);

/// Of the applied revisions without a recorded run those whose file git knows in more than one version. One
/// call of `git log` a folder, without hooks or file monitors; nothing outside a git work tree. Takes seconds
/// in a large repository.
std::vector<EditedScript> changedInGit(
    Connection &connection, const RevisionGraph &graph, const DatabaseState &state);

} // namespace stillroom

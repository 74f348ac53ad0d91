#pragma once

#include "app/journal/journalentry.h"
#include "migrations/base/result.h"

namespace stillroom
{

class Connection;
class JournalRecorder;

/// The journal's table in a database, `stillroom.journal`, so that a team sees one history. It is there only
/// when a person made it with create(); then every run on that database adds its row, whoever runs it. Any
/// role may read it and add to it; only its owner can change or remove rows. Comparisons of schemas leave it
/// out.
class SharedJournal
{
public:
    explicit SharedJournal(Connection &connection)
        : m_connection(connection)
    {
    }

    /// The statements create() sends, in one transaction, for a person to read first.
    static QStringList creationStatements();

    /// Errors: Database.
    Result<bool> exists() const;
    /// Errors: Database, with the server's words when the role may not create a schema. Nothing happens when
    /// it is there.
    Status create() const;
    /// Adds a run that has ended; one that is there already stays as it is. Nothing happens without the
    /// table. Errors: Database.
    Status append(const JournalEntry &entry) const;
    /// Newest first, at most \a limit (0: all). Errors: Database; InvalidCall without the table.
    Result<std::vector<JournalEntry>> entries(int limit = 0) const;

private:
    Connection &m_connection;
};

/// Adds what the recorder wrote down, once the run has ended and left no transaction open. A lost connection
/// or a run that did nothing adds nothing.
Status shareRun(Connection &connection, const JournalRecorder &recorder);

} // namespace stillroom

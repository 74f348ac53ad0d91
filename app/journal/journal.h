#pragma once

#include "app/journal/journalentry.h"
#include "migrations/base/result.h"

namespace stillroom
{

/// The journal of one user: a file of JSON lines, only ever appended to, each line in one write. A run that
/// was begun and has no end is shown as running while its process lives on this machine, else as unfinished;
/// a line cut short by a crash is passed over.
class Journal
{
public:
    /// \a path: empty for the user's own, `stillroom/journal.jsonl` in the user's data folder.
    explicit Journal(const QString &path = {});

    const QString &path() const { return m_path; }
    /// Errors: Unreadable. The file is made readable by its owner alone.
    Status append(const QJsonObject &record) const;

    /// Newest first. A journal that does not exist yet is empty. Errors: Unreadable.
    Result<std::vector<JournalEntry>> entries() const;

    /// Ends the unfinished runs on this database with the rows measured now. Errors: as append().
    Status closeUnfinished(
        const QString &systemIdentifier, const QString &database, const QStringList &rows) const;

private:
    Result<std::vector<JournalEntry>> withoutEnd() const;

    QString m_path;
};

/// One line each, for a spreadsheet: the facts of an entry without its steps.
QByteArray journalCsv(const std::vector<JournalEntry> &entries);

} // namespace stillroom

#pragma once

#include "app/journal/journalentry.h"
#include "migrations/database/databasestate.h"

#include <QHash>

namespace stillroom
{

/// How long a revision's upgrade took the last time it ran on another database.
struct PastDuration {
    QString database;
    QDateTime at;
    double durationMs = 0;

    bool operator==(const PastDuration &) const = default;
};

/// By revision id, from runs that succeeded anywhere but on \a here. \a entries: newest first.
QHash<QString, PastDuration> pastDurations(const std::vector<JournalEntry> &entries, const ServerFacts &here);

/// "took 3.2 s on hr_staging, 2026-11-03"
QString pastDurationText(const PastDuration &past);

/// Whether the entry is of this database; without a system identifier the host decides.
bool isOf(const JournalEntry &entry, const ServerFacts &server);
/// A whole upgrade that succeeded, of any face.
bool hasApplied(const JournalEntry &entry);

} // namespace stillroom

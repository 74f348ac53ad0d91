#include "app/journal/pastdurations.h"

namespace stillroom
{

bool isOf(const JournalEntry &entry, const ServerFacts &server)
{
    if (entry.database != server.database)
        return false;
    return server.systemIdentifier.isEmpty() || entry.systemIdentifier.isEmpty()
        ? entry.databaseHost == server.host
        : entry.systemIdentifier == server.systemIdentifier;
}

/// A step of a run that failed later is in the database only when it committed; the rows the run ended with
/// do not tell which, so only whole runs count.
bool hasApplied(const JournalEntry &entry)
{
    return (entry.action == u"upgrade" || entry.action == u"startup") && entry.outcome == u"succeeded";
}

QHash<QString, PastDuration> pastDurations(const std::vector<JournalEntry> &entries, const ServerFacts &here)
{
    QHash<QString, PastDuration> past;
    for (const JournalEntry &entry : entries) {
        if (!hasApplied(entry) || isOf(entry, here))
            continue;
        for (const JournalStep &step : entry.steps) {
            if (step.durationMs && !past.contains(step.revision))
                past.insert(step.revision, {entry.database, entry.startedAt, *step.durationMs});
        }
    }
    return past;
}

QString pastDurationText(const PastDuration &past)
{
    const QString time = past.durationMs < 100
        ? QStringLiteral("under 0.1 s")
        : QStringLiteral("%1 s").arg(past.durationMs / 1000, 0, 'f', 1);
    return QStringLiteral("took %1 on %2, %3")
        .arg(time, past.database, past.at.toString(QStringLiteral("yyyy-MM-dd")));
}

} // namespace stillroom

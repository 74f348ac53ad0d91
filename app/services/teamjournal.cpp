#include "app/journal/sharedjournal.h"
#include "app/services/workspaceprivate.h"

namespace stillroom
{

namespace
{

using Entries = std::shared_ptr<const std::vector<JournalEntry>>;

Result<Entries> readTeamJournal(DatabaseSession &session, bool create)
{
    if (!session.connection || !session.connection->isOpen())
        return Error{ErrorKind::Unreachable, Workspace::tr("There is no connection. Connect first.")};
    const SharedJournal journal(*session.connection);
    if (create) {
        if (const Status created = journal.create(); !created)
            return created.error();
    }
    const Result<bool> there = journal.exists();
    if (!there)
        return there.error();
    if (!*there)
        return Entries();
    Result<std::vector<JournalEntry>> entries = journal.entries();
    if (!entries)
        return entries.error();
    return std::make_shared<const std::vector<JournalEntry>>(std::move(*entries));
}

} // namespace

quint64 Workspace::Private::teamJournal(bool create)
{
    const quint64 request = ++m_lastRequest;
    worker().request(
        &q, [create](DatabaseSession &session) { return readTeamJournal(session, create); },
        [this, request](const Result<Entries> &entries) {
            if (entries)
                Q_EMIT q.teamJournalRead(request, *entries);
            else
                Q_EMIT q.teamJournalRefused(request, entries.error());
        });
    return request;
}

} // namespace stillroom

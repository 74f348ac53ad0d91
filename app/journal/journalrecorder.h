#pragma once

#include "app/journal/journal.h"
#include "migrations/run/rehearsalresult.h"

#include <functional>
#include <future>
#include <memory>

namespace stillroom
{

/// Stands between a run and whoever watches it, and writes the journal: one record before the first
/// statement, one when the run has ended. A run that had nothing to do leaves none. What cannot be written is
/// told once and stops nothing.
class JournalRecorder final : public RunEventSink
{
public:
    using Trouble = std::function<void(const Error &)>;
    JournalRecorder(const JournalFacts &facts, const Plan &plan, RunEventSink &inner, Trouble trouble,
        Journal journal = Journal());
    /// Of a stamp: \a from and \a to are the rows.
    JournalRecorder(const JournalFacts &facts, const QStringList &from, const QStringList &to,
        RunEventSink &inner, Trouble trouble, Journal journal = Journal());
    ~JournalRecorder() override;

    void onRunEvent(const RunEvent &event) override;

    /// What was written down; complete once hasEnded().
    const JournalEntry &entry() const { return m_entry; }
    /// False before the end, and for a run that had nothing to do.
    bool hasEnded() const { return m_ended; }

private:
    void note(const event::Started &started);
    void note(const event::StatementFinished &finished);
    void note(const event::StepFinished &finished);
    void note(const event::Finished &finished);
    template<typename Other> void note(const Other &) { }
    void begin();
    void write(const QJsonObject &record);

    RunEventSink &m_inner;
    Trouble m_trouble;
    Journal m_journal;
    JournalEntry m_entry;
    std::future<std::vector<QString>> m_hashes; ///< of the scripts, worked out while the run goes on
    bool m_begun = false;
    bool m_ended = false;
    bool m_told = false;
};

/// Writes down a rehearsal that has ended. Its end rows are those it began with: the database was only read.
/// Errors: Unreadable.
Status recordRehearsal(const JournalFacts &facts, const Plan &plan, const Rehearsal &rehearsal,
    const Journal &journal = Journal());

/// A seed script that ran or failed.
struct SeedRecord {
    QString name;
    QString path;
    QDateTime startedAt;
    qint64 durationMs = 0;
    QStringList rows; ///< of the version table; a seed does not change them
    std::optional<Error> error;
};

/// Writes down a seed script that has ended; returns what was written. Errors: Unreadable.
Result<JournalEntry> recordSeed(
    const JournalFacts &facts, const SeedRecord &seed, const Journal &journal = Journal());

QStringList idTexts(const std::vector<RevisionId> &ids);

} // namespace stillroom

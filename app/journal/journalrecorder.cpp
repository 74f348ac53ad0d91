#include "app/journal/journalrecorder.h"

#include "app/journal/planhash.h"

#include <QCoreApplication>
#include <QSysInfo>
#include <QUuid>

#include <pwd.h>
#include <unistd.h>

namespace stillroom
{

namespace
{

QString osUser()
{
    const passwd *user = ::getpwuid(::geteuid());
    return user ? QString::fromLocal8Bit(user->pw_name) : QString::number(::geteuid());
}

JournalEntry entryOf(const JournalFacts &facts)
{
    JournalEntry entry;
    entry.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    entry.action = facts.action;
    entry.program = facts.program;
    entry.startedAt = QDateTime::currentDateTime();
    entry.osUser = osUser();
    entry.osHost = QSysInfo::machineHostName();
    entry.processId = ::getpid();
    entry.project = facts.project;
    entry.targetName = facts.targetName;
    entry.targetUrl = facts.targetUrl;
    entry.database = facts.database;
    entry.databaseUser = facts.databaseUser;
    entry.databaseHost = facts.databaseHost;
    entry.serverVersion = facts.serverVersion;
    entry.systemIdentifier = facts.systemIdentifier;
    entry.target = facts.target;
    return entry;
}

} // namespace

QStringList idTexts(const std::vector<RevisionId> &ids)
{
    QStringList texts;
    for (const RevisionId &id : ids)
        texts += id.text();
    return texts;
}

Status recordRehearsal(
    const JournalFacts &facts, const Plan &plan, const Rehearsal &rehearsal, const Journal &journal)
{
    JournalEntry entry = entryOf(facts);
    entry.startedAt = rehearsal.at;
    entry.finishedAt = rehearsal.at.addMSecs(rehearsal.durationMs);
    entry.durationMs = rehearsal.durationMs;
    entry.from = idTexts(plan.from);
    entry.to = idTexts(plan.to);
    entry.planHash = planHash(plan);
    QStringList paths;
    for (const PlanStep &step : plan.steps)
        paths += step.script.path;
    const std::vector<QString> hashes = fileHashes(paths);
    for (size_t i = 0; i < plan.steps.size(); ++i) {
        JournalStep step{plan.steps[i].revision.text(), plan.steps[i].script.path, hashes[i]};
        if (const RehearsedStep *done = rehearsal.step(plan.steps[i].revision)) {
            step.durationMs = done->durationMs;
            for (const RehearsedStatement &statement : done->statements)
                step.statementsMs.push_back(statement.durationMs);
        }
        entry.steps.push_back(std::move(step));
    }
    switch (rehearsal.outcome) {
    case RehearsalOutcome::Succeeded:
        entry.outcome = runResultWord(RunResult::Succeeded);
        break;
    case RehearsalOutcome::Failed:
        entry.outcome = runResultWord(RunResult::Failed);
        break;
    case RehearsalOutcome::Cancelled:
        entry.outcome = runResultWord(RunResult::Cancelled);
        break;
    }
    if (rehearsal.error)
        entry.message = rehearsal.error->message;
    entry.endRows = entry.from; // the live database was only read
    if (const Status begun = journal.append(beginRecord(entry)); !begun)
        return begun;
    return journal.append(endRecord(entry));
}

Result<JournalEntry> recordSeed(const JournalFacts &facts, const SeedRecord &seed, const Journal &journal)
{
    JournalEntry entry = entryOf(facts);
    entry.startedAt = seed.startedAt;
    entry.finishedAt = seed.startedAt.addMSecs(seed.durationMs);
    entry.durationMs = seed.durationMs;
    entry.target = seed.name;
    entry.from = seed.rows;
    entry.to = seed.rows;
    entry.endRows = seed.rows;
    entry.steps = {{seed.name, seed.path, fileHashes({seed.path}).front(), double(seed.durationMs)}};
    entry.outcome = runResultWord(seed.error ? RunResult::Failed : RunResult::Succeeded);
    if (seed.error)
        entry.message = seed.error->message;
    if (const Status begun = journal.append(beginRecord(entry)); !begun)
        return begun.error();
    if (const Status ended = journal.append(endRecord(entry)); !ended)
        return ended.error();
    return entry;
}

JournalRecorder::JournalRecorder(
    const JournalFacts &facts, const Plan &plan, RunEventSink &inner, Trouble trouble, Journal journal)
    : m_inner(inner)
    , m_trouble(std::move(trouble))
    , m_journal(std::move(journal))
    , m_entry(entryOf(facts))
{
    m_entry.from = idTexts(plan.from);
    m_entry.to = idTexts(plan.to);
    m_entry.planHash = planHash(plan);
    QStringList paths;
    for (const PlanStep &step : plan.steps) {
        m_entry.steps.push_back({step.revision.text(), step.script.path, {}});
        paths += step.script.path;
    }
    m_hashes = std::async(std::launch::async, [paths] { return fileHashes(paths); });
}

JournalRecorder::JournalRecorder(const JournalFacts &facts, const QStringList &from, const QStringList &to,
    RunEventSink &inner, Trouble trouble, Journal journal)
    : m_inner(inner)
    , m_trouble(std::move(trouble))
    , m_journal(std::move(journal))
    , m_entry(entryOf(facts))
{
    m_entry.from = from;
    m_entry.to = to;
}

JournalRecorder::~JournalRecorder() = default;

void JournalRecorder::onRunEvent(const RunEvent &event)
{
    std::visit([this](const auto &value) { note(value); }, event);
    m_inner.onRunEvent(event);
}

void JournalRecorder::begin()
{
    m_begun = true;
    m_entry.startedAt = QDateTime::currentDateTime();
    write(beginRecord(m_entry));
}

void JournalRecorder::note(const event::Started &)
{
    begin();
}

void JournalRecorder::note(const event::StatementFinished &finished)
{
    if (finished.step >= 0 && size_t(finished.step) < m_entry.steps.size() && finished.statement >= 0)
        m_entry.steps[size_t(finished.step)].statementsMs.push_back(finished.durationMs);
}

void JournalRecorder::note(const event::StepFinished &finished)
{
    if (finished.step >= 0 && size_t(finished.step) < m_entry.steps.size())
        m_entry.steps[size_t(finished.step)].durationMs = finished.durationMs;
}

void JournalRecorder::note(const event::Finished &finished)
{
    const RunOutcome &outcome = finished.outcome;
    if (outcome.result == RunResult::NothingToDo)
        return;
    if (!m_begun) // refused before the first statement
        begin();
    m_entry.outcome = runResultWord(outcome.result);
    m_entry.finishedAt = QDateTime::currentDateTime();
    m_entry.durationMs = outcome.durationMs;
    m_entry.lockWaitMs = outcome.lockWaitMs;
    if (outcome.failure)
        m_entry.sqlState = outcome.failure->sqlState;
    if (outcome.error)
        m_entry.message = outcome.error->message;
    if (outcome.endRows)
        m_entry.endRows = idTexts(*outcome.endRows);
    if (m_hashes.valid()) {
        const std::vector<QString> hashes = m_hashes.get();
        for (size_t i = 0; i < hashes.size() && i < m_entry.steps.size(); ++i)
            m_entry.steps[i].scriptHash = hashes[i];
    }
    write(endRecord(m_entry));
    m_ended = true;
}

void JournalRecorder::write(const QJsonObject &record)
{
    const Status written = m_journal.append(record);
    if (!written && !m_told && m_trouble)
        m_trouble(written.error());
    m_told = m_told || !written;
}

} // namespace stillroom

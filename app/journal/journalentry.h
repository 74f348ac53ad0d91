#pragma once

#include "migrations/plan/plan.h"
#include "migrations/run/runevent.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

/// What one step of a run took.
struct JournalStep {
    QString revision;
    QString script; ///< path; empty for a stamp
    QString scriptHash; ///< SHA-256 of the file as it was when it ran, hexadecimal
    std::optional<double> durationMs{}; ///< unset: it did not end
    std::vector<double> statementsMs{}; ///< of each statement that ended, in order

    bool operator==(const JournalStep &) const = default;
};

/// One run of any face: who did what to which database, when, and how it ended.
struct JournalEntry {
    QString id; ///< a UUID without braces
    QString action; ///< "upgrade", "downgrade", "stamp", "startup", "seed", "rehearse"
    QString program; ///< "stillroom-cli", "stillroom"
    QDateTime startedAt;
    std::optional<QDateTime> finishedAt{};
    QString osUser;
    QString osHost;
    qint64 processId = 0;
    QString project; ///< root folder
    QString targetName;
    QString targetUrl; ///< masked
    QString database;
    QString databaseUser;
    QString databaseHost;
    QString serverVersion;
    QString systemIdentifier; ///< empty when the role may not read it
    QStringList from;
    QStringList to; ///< as planned
    QString target; ///< as written: "head"
    QString planHash; ///< SHA-256 over the SQL of all steps
    std::vector<JournalStep> steps{};
    qint64 lockWaitMs = 0;
    std::optional<qint64> durationMs{};
    /// "succeeded", "failed", "cancelled", "refused", "connection-lost"; "running" and "unfinished" are what
    /// a run without an end reads as; "measured" is an unfinished one whose end state was looked at later.
    QString outcome;
    QString sqlState{};
    QString message{};
    std::optional<QStringList> endRows{}; ///< measured after the end; unset: unknown

    bool operator==(const JournalEntry &) const = default;
};

/// Who runs what where, known before the run.
struct JournalFacts {
    QString action;
    QString program;
    QString project;
    QString targetName;
    QString targetUrl; ///< masked by the caller: Target::maskedUrl()
    QString database;
    QString databaseUser;
    QString databaseHost;
    QString serverVersion;
    QString systemIdentifier;
    QString target;
};

/// The record written before a run, and the one that ends it. They hold no SQL and no password.
QJsonObject beginRecord(const JournalEntry &entry);
QJsonObject endRecord(const JournalEntry &entry);
/// Takes what a record says over into the entry.
void applyRecord(const QJsonObject &record, JournalEntry &entry);

QString runResultWord(RunResult result);

} // namespace stillroom

#pragma once

#include "migrations/plan/plan.h"
#include "migrations/run/runevent.h"

#include <QString>

#include <optional>

namespace stillroom
{

/// "71 ms", "5.8 s", "3 min 12 s".
QString durationText(double milliseconds);
/// As durationText() without an empty decimal: "5 s". For limits and ages.
QString roundDurationText(double milliseconds);
/// "184,220"
QString countText(qint64 count);

/// "one transaction for all; lock_timeout = 5 s; statement_timeout = server's own"
QString transactionLine(const Plan &plan, const RunSettings &settings);
/// "waiting for a lock on candidates, blocked by PID 51877"
QString blockedLine(const Blocker &blocker);
/// "Blocked by PID 51877: app_web from 10.4.2.17, idle in transaction for 41 s, holds ROW EXCLUSIVE on
/// candidates."
QString blockedSentence(const Blocker &blocker);
/// "alembic_version is 8b5e0a47f3c1", "alembic_version is empty"
QString versionRowsText(const VersionTableName &table, const std::vector<RevisionId> &rows);

/// What the transaction choice costs, in words.
QString transactionPrice(TransactionMode mode, const Plan &plan);

/// A run's first line, which says whether anything changed, and the sentence below it.
struct RunVerdict {
    enum class Tone { Good, Bad, Neutral };
    Tone tone = Tone::Good;
    QString title;
    QString text;

    bool operator==(const RunVerdict &) const = default;
};

struct RunFacts {
    QString database;
    int statements = 0;
    qint64 rowsChanged = 0;
};

RunVerdict runVerdict(const Plan &plan, const RunOutcome &outcome, const RunFacts &facts);

/// The name PostgreSQL gives a SQLSTATE ("undefined_column"); empty for one not in the list kept here.
QString sqlStateName(const QString &sqlState);

/// Line and column (from 1) of a character position (from 1) in a statement, and how long the word there
/// is; unset when the position is 0 or outside.
struct TextPoint {
    int line = 0;
    int column = 0;
    int length = 0;

    bool operator==(const TextPoint &) const = default;
};
std::optional<TextPoint> textPoint(const QString &sql, int position);

} // namespace stillroom

#include "ui/run/runtext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("RunText", text);
}

QString limitText(std::chrono::milliseconds limit)
{
    return limit.count() == 0 ? tr("server's own") : roundDurationText(double(limit.count()));
}

QString noun(Direction direction)
{
    return direction == Direction::Upgrade ? tr("Upgrade") : tr("Downgrade");
}

QString stepsText(int count)
{
    return count == 1 ? tr("step 1") : tr("steps 1 to %1").arg(count);
}

QString messageOf(const Plan &plan, const RevisionId &id)
{
    for (const PlanStep &step : plan.steps) {
        if (step.revision == id)
            return step.message;
    }
    return {};
}

/// "at 8b5e0a47f3c1, Add leave carry-over policy"; "at base"
QString whereText(const Plan &plan, const std::vector<RevisionId> &rows)
{
    if (rows.empty())
        return tr("at base");
    QStringList ids;
    for (const RevisionId &row : rows)
        ids << row.text();
    const QString message = rows.size() == 1 ? messageOf(plan, rows.front()) : QString();
    const QString where = tr("at %1").arg(ids.join(QStringLiteral(", ")));
    return message.isEmpty() ? where : where + QStringLiteral(", ") + message;
}

RunVerdict succeeded(const Plan &plan, const RunOutcome &outcome, const RunFacts &facts)
{
    const int steps = int(plan.steps.size());
    QString text
        = tr("%1 is now %2.").arg(facts.database, whereText(plan, outcome.endRows.value_or(plan.to)));
    text += u' ' + (steps == 1 ? tr("1 revision") : tr("%1 revisions").arg(steps)) + QStringLiteral(", ")
        + (facts.statements == 1 ? tr("1 statement") : tr("%1 statements").arg(countText(facts.statements)));
    if (facts.rowsChanged > 0)
        text += QStringLiteral(", ") + tr("%1 rows changed").arg(countText(facts.rowsChanged));
    return {RunVerdict::Tone::Good,
        tr("%1 finished in %2").arg(noun(plan.direction), durationText(double(outcome.durationMs))),
        text + u'.'};
}

QString endState(const Plan &plan, const RunOutcome &outcome, const RunFacts &facts)
{
    if (!outcome.endRows)
        return tr("The state of %1 is unknown until somebody connects and reads it.").arg(facts.database);
    const QString where = whereText(plan, *outcome.endRows);
    if (outcome.partlyCommittedStep >= 0)
        return tr("What step %1 did up to its last commit stays, and no row of the version table records it; "
                  "%2 is %3.")
            .arg(outcome.partlyCommittedStep + 1)
            .arg(facts.database, where);
    if (outcome.stepsCommitted == 0)
        return tr("Everything was rolled back; %1 is still %2.").arg(facts.database, where);
    const QString stay = outcome.stepsCommitted == 1
        ? tr("Step 1 stays applied")
        : tr("Steps 1 to %1 stay applied").arg(outcome.stepsCommitted);
    return tr("%1; %2 is now %3.").arg(stay, facts.database, where);
}

QString stoppedTitle(const Plan &plan, const RunOutcome &outcome, const QString &what)
{
    if (!outcome.endRows)
        return tr("%1 %2. The result is unknown.").arg(noun(plan.direction), what);
    if (outcome.partlyCommittedStep >= 0)
        return tr("%1 %2. A part of step %3 is committed.")
            .arg(noun(plan.direction), what)
            .arg(outcome.partlyCommittedStep + 1);
    if (outcome.stepsCommitted == 0)
        return tr("%1 %2. Nothing was changed.").arg(noun(plan.direction), what);
    return tr("%1 stopped after %2.").arg(noun(plan.direction), stepsText(outcome.stepsCommitted));
}

RunVerdict failed(const Plan &plan, const RunOutcome &outcome, const RunFacts &facts)
{
    QString text;
    if (outcome.failure && outcome.failure->step >= 0) {
        text = tr("Step %1 of %2 stopped after %3. ")
                   .arg(outcome.failure->step + 1)
                   .arg(plan.steps.size())
                   .arg(durationText(double(outcome.durationMs)));
    }
    return {RunVerdict::Tone::Bad, stoppedTitle(plan, outcome, tr("failed")),
        text + endState(plan, outcome, facts)};
}

} // namespace

QString durationText(double milliseconds)
{
    if (milliseconds < 1000)
        return tr("%1 ms").arg(qRound64(milliseconds));
    if (milliseconds < 60'000)
        return tr("%1 s").arg(milliseconds / 1000, 0, 'f', 1);
    const qint64 seconds = qint64(milliseconds / 1000);
    return tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
}

QString roundDurationText(double milliseconds)
{
    return durationText(milliseconds).replace(QStringLiteral(".0 "), QStringLiteral(" "));
}

QString countText(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

QString transactionLine(const Plan &plan, const RunSettings &settings)
{
    const QString mode = settings.transaction != TransactionMode::Single ? tr("one transaction per step")
        : plan.isNative()                                                ? tr("one transaction for all")
                          : tr("one transaction for native steps in a row, Project Python by itself");
    return tr("%1; lock_timeout = %2; statement_timeout = %3")
        .arg(mode, limitText(settings.lockTimeout), limitText(settings.statementTimeout));
}

QString blockedLine(const Blocker &blocker)
{
    return blocker.object.isEmpty()
        ? tr("waiting for a lock, blocked by PID %1").arg(blocker.pid)
        : tr("waiting for a lock on %1, blocked by PID %2").arg(blocker.object).arg(blocker.pid);
}

QString blockedSentence(const Blocker &blocker)
{
    QString text = tr("Blocked by PID %1: %2").arg(blocker.pid).arg(blocker.user);
    if (!blocker.address.isEmpty())
        text += tr(" from %1").arg(blocker.address);
    if (!blocker.state.isEmpty())
        text += tr(", %1 for %2").arg(blocker.state, roundDurationText(double(blocker.ageMs)));
    if (!blocker.lock.isEmpty() && !blocker.object.isEmpty())
        text += tr(", holds %1 on %2").arg(blocker.lock, blocker.object);
    return text + u'.';
}

QString versionRowsText(const VersionTableName &table, const std::vector<RevisionId> &rows)
{
    if (rows.empty())
        return tr("%1 is empty").arg(table.table);
    QStringList ids;
    for (const RevisionId &row : rows)
        ids << row.text();
    return tr("%1 is %2").arg(table.table, ids.join(QStringLiteral(", ")));
}

QString transactionPrice(TransactionMode mode, const Plan &plan)
{
    if (plan.steps.size() < 2)
        return tr("There is one step: both choices run the same.");
    if (mode == TransactionMode::Single && !plan.isNative())
        return tr("Native steps in a row share a transaction. If a step fails, what was committed before it "
                  "stays.");
    return mode == TransactionMode::Single
        ? tr("Locks taken by any step stay until the end. If a step fails, everything is rolled back.")
        : tr("Locks end with each step, but a failure leaves the earlier steps applied.");
}

RunVerdict runVerdict(const Plan &plan, const RunOutcome &outcome, const RunFacts &facts)
{
    switch (outcome.result) {
    case RunResult::Succeeded:
        return succeeded(plan, outcome, facts);
    case RunResult::NothingToDo:
        return {RunVerdict::Tone::Neutral, tr("Nothing to do."),
            tr("%1 is %2 already.").arg(facts.database, whereText(plan, outcome.endRows.value_or(plan.to)))};
    case RunResult::Failed:
        return failed(plan, outcome, facts);
    case RunResult::Cancelled:
        return {RunVerdict::Tone::Neutral, stoppedTitle(plan, outcome, tr("cancelled")),
            endState(plan, outcome, facts)};
    case RunResult::Refused:
        return {RunVerdict::Tone::Bad, tr("%1 refused. Nothing was changed.").arg(noun(plan.direction)),
            outcome.error ? outcome.error->message : QString()};
    case RunResult::ConnectionLost:
        return {RunVerdict::Tone::Bad,
            outcome.endRows ? stoppedTitle(plan, outcome, tr("lost its connection"))
                            : tr("The connection was lost. The result is unknown."),
            endState(plan, outcome, facts)};
    }
    return {};
}

std::optional<TextPoint> textPoint(const QString &sql, int position)
{
    if (position < 1 || position > sql.size())
        return std::nullopt;
    const int at = position - 1;
    const QStringView before = QStringView(sql).left(at);
    TextPoint point;
    point.line = int(before.count(u'\n')) + 1;
    point.column = at - int(before.lastIndexOf(u'\n'));
    int end = at;
    while (end < sql.size() && (sql[end].isLetterOrNumber() || sql[end] == u'_'))
        ++end;
    point.length = std::max(1, end - at);
    return point;
}

} // namespace stillroom

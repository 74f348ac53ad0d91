#include "app/cli/runreport.h"

#include "app/cli/planwriter.h"
#include "app/cli/revisionjson.h"

namespace stillroom::cli
{

namespace
{

QString seconds(double milliseconds)
{
    return QStringLiteral("%1 s").arg(milliseconds / 1000, 0, 'f', 1);
}

QString describe(const Blocker &blocker)
{
    QString text = QStringLiteral("process %1").arg(blocker.pid);
    if (!blocker.user.isEmpty())
        text += QStringLiteral(" of %1").arg(blocker.user);
    if (!blocker.application.isEmpty())
        text += QStringLiteral(" (%1)").arg(blocker.application);
    if (!blocker.lock.isEmpty())
        text += QStringLiteral(" holding %1 on %2").arg(blocker.lock, blocker.object);
    return text;
}

QString resultName(RunResult result)
{
    switch (result) {
    case RunResult::Succeeded:
        return QStringLiteral("succeeded");
    case RunResult::NothingToDo:
        return QStringLiteral("nothing-to-do");
    case RunResult::Failed:
        return QStringLiteral("failed");
    case RunResult::Cancelled:
        return QStringLiteral("cancelled");
    case RunResult::Refused:
        return QStringLiteral("refused");
    case RunResult::ConnectionLost:
        return QStringLiteral("connection-lost");
    }
    Q_UNREACHABLE();
}

/// The statement with a caret under the character the server named.
QString withCaret(const QString &sql, int position)
{
    const QStringList lines = sql.split(u'\n');
    QString text;
    qsizetype start = 0;
    for (const QString &line : lines) {
        text += QStringLiteral("    ") + line + u'\n';
        const qsizetype offset = position - 1 - start;
        if (position > 0 && offset >= 0 && offset <= line.size()) {
            // A tab stays a tab, so that the caret stands below its character.
            QString lead = line.left(offset);
            for (QChar &c : lead)
                c = c == u'\t' ? c : QChar(u' ');
            text += QStringLiteral("    ") + lead + QStringLiteral("^\n");
        }
        start += line.size() + 1;
    }
    text.chop(1);
    return text;
}

QString failureTitle(const RunFailure &failure, const Plan *plan)
{
    if (!plan || failure.step < 0)
        return QStringLiteral("error: a statement outside the revisions failed");
    const PlanStep &step = plan->steps[size_t(failure.step)];
    QString text = QStringLiteral("error: migration failed: %1 of %2")
                       .arg(directionName(plan->direction), failure.revision.text());
    if (!step.message.isEmpty())
        text += QStringLiteral(" (%1)").arg(step.message);
    if (failure.statement >= 0)
        text += QStringLiteral(", statement %1 of %2").arg(failure.statement + 1).arg(step.statements.size());
    else
        text += QStringLiteral(", statement on the version table");
    return text;
}

void reportFailure(Output &output, const RunFailure &failure, const Plan *plan)
{
    output.report(failureTitle(failure, plan));
    if (!failure.place.path.isEmpty())
        output.report(QStringLiteral("  at %1").arg(failure.place.toString()));
    if (!failure.sql.isEmpty())
        output.report(withCaret(failure.sql, failure.position));
    const QString state = failure.sqlState.isEmpty() ? QStringLiteral("none") : failure.sqlState;
    output.report(QStringLiteral("  SQLSTATE %1: %2").arg(state, failure.message));
    const auto field = [&](const char *name, const QString &value) {
        if (!value.isEmpty())
            output.report(QStringLiteral("  %1: %2").arg(QLatin1String(name), value));
    };
    field("Detail", failure.detail);
    field("Hint", failure.hint);
    field("Context", failure.context);
    if (failure.position > 0)
        field("Position", QString::number(failure.position));
}

QString endState(const RunOutcome &outcome, const Plan *plan)
{
    if (!outcome.endRows)
        return QStringLiteral("The state of the database is unknown: it could not be reached to look. Run "
                              "\"stillroom-cli current\" when it can be.");
    QString text = QStringLiteral("The database is now at %1").arg(revisionList(*outcome.endRows));
    if (plan && outcome.result != RunResult::Succeeded) {
        const size_t all = plan->steps.size();
        const int partly = outcome.partlyCommittedStep;
        if (outcome.stepsCommitted == 0 && partly < 0)
            text += QStringLiteral("; everything was rolled back");
        if (outcome.stepsCommitted > 0)
            text += QStringLiteral("; %1 of %2 steps stay applied").arg(outcome.stepsCommitted).arg(all);
        if (partly >= 0)
            text += QStringLiteral("; what %1 did up to its last commit stays, and is not recorded there")
                        .arg(plan->steps[size_t(partly)].revision.text());
    }
    return text + u'.';
}

void writeFailure(JsonWriter &json, const RunFailure &failure)
{
    json.beginObject();
    json.field("revision", failure.revision.text());
    json.key("statement");
    if (failure.statement >= 0)
        json.number(qint64(failure.statement));
    else
        json.null();
    json.field("sql", failure.sql);
    json.field("path", failure.place.path);
    json.field("line", failure.place.line);
    json.field("sqlstate", failure.sqlState);
    json.field("message", failure.message);
    json.key("detail");
    json.textOrNull(failure.detail);
    json.key("hint");
    json.textOrNull(failure.hint);
    json.key("position");
    if (failure.position > 0)
        json.number(qint64(failure.position));
    else
        json.null();
    json.endObject();
}

} // namespace

void ProgressReport::onRunEvent(const RunEvent &event)
{
    std::visit([this](const auto &value) { on(value); }, event);
}

void ProgressReport::on(const event::WaitingForRunLock &waiting)
{
    m_output.note(QStringLiteral("Waiting for the run lock, held by %1 (%2 of %3)")
                      .arg(describe(waiting.holder), seconds(double(waiting.waitedMs)),
                          seconds(double(waiting.limitMs))));
}

void ProgressReport::on(const event::RunLockTaken &taken)
{
    if (m_verbose)
        m_output.note(QStringLiteral("Run lock taken after %1").arg(seconds(double(taken.waitedMs))));
}

void ProgressReport::on(const event::Started &started)
{
    if (m_verbose)
        m_output.note(QStringLiteral("%1 steps, %2 statements").arg(started.steps).arg(started.statements));
}

void ProgressReport::on(const event::StepStarted &started)
{
    if (m_plan && size_t(started.step) < m_plan->steps.size())
        m_output.note(runningLine(m_plan->steps[size_t(started.step)]));
}

void ProgressReport::on(const event::StatementFinished &finished)
{
    if (!m_verbose || !m_plan || finished.statement < 0)
        return;
    const PlannedStatement &planned
        = m_plan->steps[size_t(finished.step)].statements[size_t(finished.statement)];
    const QString what = finished.skipped ? QStringLiteral("skipped")
                                          : QStringLiteral("%1 ms").arg(finished.durationMs, 0, 'f', 1);
    m_output.note(QStringLiteral("  %1: %2").arg(what, planned.statement.sql.section(u'\n', 0, 0)));
}

void ProgressReport::on(const event::Notice &notice)
{
    // What the project's own Python says stands for itself.
    m_output.note(notice.severity == u"OUTPUT" ? QStringLiteral("  ") + notice.text
                                               : QStringLiteral("%1: %2").arg(notice.severity, notice.text));
}

void ProgressReport::on(const event::Blocked &blocked)
{
    QStringList blockers;
    for (const Blocker &blocker : blocked.blockers)
        blockers += describe(blocker);
    m_output.note(QStringLiteral("Waiting for a lock since %1, behind %2")
                      .arg(seconds(double(blocked.waitedMs)), blockers.join(QStringLiteral(", "))));
}

void ProgressReport::on(const event::RollingBack &)
{
    m_output.note(QStringLiteral("Rolling back"));
}

void reportOutcome(Output &output, const RunOutcome &outcome, const Plan *plan)
{
    switch (outcome.result) {
    case RunResult::Succeeded:
    case RunResult::NothingToDo:
        return;
    case RunResult::Cancelled:
        output.report(QStringLiteral("error: interrupted"));
        break;
    case RunResult::Failed:
    case RunResult::Refused:
    case RunResult::ConnectionLost:
        if (outcome.failure)
            reportFailure(output, *outcome.failure, plan);
        else if (outcome.error)
            output.fail(*outcome.error);
        break;
    }
    if (outcome.failure && outcome.error && outcome.result != RunResult::Cancelled)
        output.report(QStringLiteral("  ") + errorText(*outcome.error));
    if (outcome.result != RunResult::Refused || outcome.endRows)
        output.report(endState(outcome, plan));
}

QByteArray outcomeJson(const RunOutcome &outcome, const QString &direction, const Plan *plan)
{
    JsonWriter json;
    json.beginObject();
    json.field("direction", direction);
    json.field("result", resultName(outcome.result));
    json.key("current");
    if (outcome.endRows)
        writeIds(json, *outcome.endRows);
    else
        json.null();
    json.key("steps");
    json.beginList();
    if (plan) {
        for (int i = 0; i < outcome.stepsCommitted && size_t(i) < plan->steps.size(); ++i)
            json.text(plan->steps[size_t(i)].revision.text());
    }
    json.endList();
    json.field("duration_ms", outcome.durationMs);
    json.field("lock_wait_ms", outcome.lockWaitMs);
    json.key("failure");
    if (outcome.failure)
        writeFailure(json, *outcome.failure);
    else
        json.null();
    json.key("error");
    json.textOrNull(outcome.error ? outcome.error->message : QString());
    json.endObject();
    return json.take();
}

int exitStatusOf(const RunOutcome &outcome)
{
    switch (outcome.result) {
    case RunResult::Succeeded:
    case RunResult::NothingToDo:
        return 0;
    case RunResult::Failed:
        // lock_not_available: a lock that could not be had in time is no fault of the migration.
        return outcome.failure && outcome.failure->sqlState == u"55P03" ? 5 : 4;
    case RunResult::ConnectionLost:
        return 4;
    case RunResult::Cancelled:
        return 130;
    case RunResult::Refused:
        return 5;
    }
    Q_UNREACHABLE();
}

} // namespace stillroom::cli

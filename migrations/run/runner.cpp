#include "migrations/run/runner.h"

#include "migrations/plan/versiontable.h"
#include "migrations/run/guardquery.h"

#include <QRandomGenerator>
#include <QThread>

#include <libpq-fe.h>

#include <algorithm>

namespace stillroom
{

namespace
{

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

/// Below this a waiting statement is just a statement.
constexpr auto blockedAfter = Milliseconds(400);
constexpr auto firstPause = Milliseconds(500);
constexpr auto longestPause = Milliseconds(30'000);
const QString lockNotAvailable = QStringLiteral("55P03");

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

} // namespace

Runner::Runner(Connection &connection, const RunScript &script, const RunSettings &settings,
    const CancelToken &cancel, RunEventSink &sink)
    : m_connection(connection)
    , m_script(script)
    , m_settings(settings)
    , m_cancel(cancel)
    , m_sink(sink)
    , m_pipeline(connection, *this, cancel)
    , m_watcher(connection.settings(), connection.backendPid())
{
    m_connection.onNotice([this](const ServerReport &notice) {
        m_sink.onRunEvent(event::Notice{m_startedStep, notice.severity, notice.message});
    });
}

Runner::~Runner()
{
    m_connection.onNotice({});
}

bool Runner::run()
{
    const bool done
        = m_settings.transaction == TransactionMode::Single ? runInOneTransaction() : runStepByStep();
    if (!done)
        rollBack();
    if (m_sessionTimeouts && !m_pipeline.isLost())
        (void)m_connection.runSettings(QStringLiteral("RESET lock_timeout; RESET statement_timeout"));
    return done;
}

bool Runner::wasCancelled() const
{
    return m_cancel.isCancelled() && (!m_failure || m_failure->sqlState == u"57014");
}

bool Runner::runInOneTransaction()
{
    if (!begin() || !createVersionTable())
        return false;
    for (int step = 0; step < int(m_script.steps.size()); ++step) {
        if (!sendStep(step))
            return false;
    }
    return commit();
}

bool Runner::runStepByStep()
{
    if (m_script.createsVersionTable && (!begin() || !createVersionTable() || !commit()))
        return false;
    for (int step = 0; step < int(m_script.steps.size()); ++step) {
        if (!runStepWithRetries(step))
            return false;
    }
    return true;
}

bool Runner::runStepWithRetries(int step)
{
    for (int attempt = 1;; ++attempt) {
        if (begin() && sendStep(step) && commit())
            return true;
        m_pipeline.drain();
        if (!mayRetry(step, attempt))
            return false;
        rollBack();
        if (!pauseBeforeRetry(step, attempt))
            return false;
        m_failure.reset();
        m_pipeline.reset();
        m_startedStep = step - 1;
        m_stepUnderWay = -1;
    }
}

bool Runner::mayRetry(int step, int attempt) const
{
    const auto &failure = m_pipeline.failure();
    return attempt <= m_settings.retries && failure && failure->report.sqlState == lockNotAvailable
        && m_partlyCommitted != step && !m_pipeline.isLost() && !m_cancel.isCancelled();
}

/// Twice as long each time, and by chance up to half as long again, so that two waiting runs do not meet
/// again and again.
bool Runner::pauseBeforeRetry(int step, int attempt)
{
    const auto base = std::min(longestPause, firstPause * (1 << std::min(attempt - 1, 6)));
    const auto pause = base + Milliseconds(QRandomGenerator::global()->bounded(int(base.count() / 2)));
    m_sink.onRunEvent(
        event::Retrying{step, attempt + 1, pause.count(), m_pipeline.failure()->report.message});
    const Clock::time_point end = Clock::now() + pause;
    while (!m_cancel.isCancelled() && Clock::now() < end)
        QThread::msleep(25);
    return !m_cancel.isCancelled();
}

bool Runner::begin()
{
    m_scriptEndedTransaction = false;
    m_inTransaction = true;
    return post({Role::Begin, -1, -1, false, QStringLiteral("BEGIN")}) && sendTimeouts("SET LOCAL", true);
}

bool Runner::commit()
{
    // Everything is read and found right before COMMIT is sent: a row count that does not fit must stop it.
    if (!m_pipeline.drain())
        return false;
    if (!m_inTransaction)
        return true;
    const bool done
        = postAlone({Role::Commit, -1, -1, false, QStringLiteral("COMMIT")}, Pipeline::Protocol::Extended);
    if (done)
        m_inTransaction = false;
    return done;
}

bool Runner::createVersionTable()
{
    return !m_script.createsVersionTable
        || post({Role::CreateTable, -1, -1, false, createVersionTableSql(m_script.versionTable)});
}

/// Zero is "not set by us".
bool Runner::sendTimeouts(const char *scope, bool withLockTimeout)
{
    const auto send = [&](const char *name, Milliseconds limit) {
        const QString sql = QStringLiteral("%1 %2 = '%3ms'")
                                .arg(QLatin1String(scope), QLatin1String(name))
                                .arg(limit.count());
        return limit.count() <= 0 || post({Role::Setting, -1, -1, false, sql});
    };
    return (!withLockTimeout || send("lock_timeout", m_settings.lockTimeout))
        && send("statement_timeout", m_settings.statementTimeout);
}

bool Runner::sendStep(int step)
{
    const RunScript::Step &script = m_script.steps[size_t(step)];
    if (!m_inTransaction && !begin())
        return false;
    for (int statement = 0; statement < int(script.statements.size()); ++statement) {
        if (!sendStatement(step, statement))
            return false;
    }
    return sendVersionStatements(step);
}

bool Runner::sendStatement(int step, int statement)
{
    const Statement &next = m_script.steps[size_t(step)].statements[size_t(statement)];
    const Item item{Role::Statement, step, statement, false, next.sql};
    if (next.autocommit && m_inTransaction && !commit())
        return false;
    if (!next.autocommit && !m_inTransaction && !m_scriptEndedTransaction && !begin())
        return false;
    if (next.guard) {
        bool holds = false;
        if (!guardHolds(*next.guard, holds))
            return false;
        if (!holds) {
            m_sink.onRunEvent(event::StatementFinished{step, statement, 0, -1, true});
            return true;
        }
    }
    return m_inTransaction ? sendInTransaction(item) : sendOutside(item);
}

bool Runner::sendInTransaction(const Item &item)
{
    switch (sendingOf(item.sql)) {
    case Sending::Pipelined:
        return post(item);
    case Sending::Alone:
        if (!postAlone(item, Pipeline::Protocol::Simple))
            return false;
        noteTransactionState();
        return true;
    }
    Q_UNREACHABLE();
}

/// Outside a transaction each statement is its own one. Building an index concurrently waits for every old
/// snapshot of the database: a short lock_timeout would end it and leave an invalid index behind.
bool Runner::sendOutside(const Item &item)
{
    m_sessionTimeouts
        = m_sessionTimeouts || m_settings.lockTimeout.count() > 0 || m_settings.statementTimeout.count() > 0;
    const bool concurrent = isConcurrent(item.sql);
    if (!sendTimeouts("SET", !concurrent))
        return false;
    const bool alone = sendingOf(item.sql) == Sending::Alone;
    if (!postAlone(item, alone ? Pipeline::Protocol::Simple : Pipeline::Protocol::Extended))
        return false;
    if (alone)
        noteTransactionState();
    if (m_sessionTimeouts && !concurrent) {
        return post({Role::Setting, -1, -1, false, QStringLiteral("RESET lock_timeout")})
            && m_pipeline.drain();
    }
    return true;
}

/// A script may end our transaction itself (`op.execute("COMMIT")`). As with Alembic's driver, what follows
/// in this step then runs without one; the next step begins anew.
void Runner::noteTransactionState()
{
    const bool idle = PQtransactionStatus(m_connection.handle()) == PQTRANS_IDLE;
    if (idle && m_inTransaction) {
        m_scriptEndedTransaction = true;
        m_inTransaction = false;
        noteCommitted();
    } else if (!idle && !m_inTransaction) {
        m_inTransaction = true; // and a script may begin one
    }
}

bool Runner::sendVersionStatements(int step)
{
    const std::vector<QString> &statements = m_script.steps[size_t(step)].versionStatements;
    if (!m_inTransaction && !m_scriptEndedTransaction && !begin())
        return false;
    if (statements.empty()) {
        if (!m_pipeline.drain())
            return false;
        finishStep(step);
        return true;
    }
    for (size_t i = 0; i < statements.size(); ++i) {
        const Item item{Role::Version, step, -1, i + 1 == statements.size(), statements[i]};
        const bool sent = m_inTransaction ? post(item) : postAlone(item, Pipeline::Protocol::Extended);
        if (!sent)
            return false;
    }
    return true;
}

bool Runner::guardHolds(const ExistenceGuard &guard, bool &holds)
{
    const auto answer = m_pipeline.ask(guardQuery(guard), guardParameters(guard));
    if (!answer || answer->rows.empty())
        return false;
    holds = (answer->text(0, 0) == u"t") == guardWantsPresent(guard);
    return true;
}

bool Runner::post(const Item &item)
{
    m_items.push_back(item);
    return m_pipeline.send(item.sql, int(m_items.size()) - 1);
}

bool Runner::postAlone(const Item &item, Pipeline::Protocol protocol)
{
    m_items.push_back(item);
    return m_pipeline.sendAlone(item.sql, int(m_items.size()) - 1, protocol);
}

void Runner::onStarted(int tag)
{
    const Item &item = m_items[size_t(tag)];
    if (item.step > m_startedStep) {
        m_startedStep = item.step;
        m_stepSince = Clock::now();
        m_sink.onRunEvent(event::StepStarted{item.step});
    }
    if (item.role == Role::Statement || item.role == Role::Version || item.role == Role::CreateTable)
        m_sink.onRunEvent(event::StatementStarted{item.step, item.statement});
}

bool Runner::onFinished(int tag, double durationMs, qint64 rows)
{
    const Item &item = m_items[size_t(tag)];
    switch (item.role) {
    case Role::Setting:
    case Role::Begin:
        return true;
    case Role::Commit:
        noteCommitted();
        return true;
    case Role::CreateTable:
    case Role::Statement:
    case Role::Version:
        break;
    }
    m_sink.onRunEvent(event::StatementFinished{item.step, item.statement, durationMs, rows, false});
    if (isOneRowExpected(item) && rows != 1)
        return refuseRowCount(item, rows);
    if (item.step >= 0)
        m_stepUnderWay = item.step;
    if (item.endsStep)
        finishStep(item.step);
    else if (!m_inTransaction)
        noteCommitted();
    return true;
}

void Runner::finishStep(int step)
{
    if (step > m_startedStep) {
        m_startedStep = step;
        m_stepSince = Clock::now();
        m_sink.onRunEvent(event::StepStarted{step});
    }
    m_stepsDone = step + 1;
    m_stepUnderWay = -1;
    m_sink.onRunEvent(event::StepFinished{step, millisecondsSince(m_stepSince)});
    if (!m_inTransaction)
        noteCommitted();
}

void Runner::noteCommitted()
{
    m_stepsCommitted = m_stepsDone;
    m_partlyCommitted = m_stepUnderWay;
}

void Runner::onWaiting(int, std::chrono::milliseconds elapsed)
{
    if (elapsed < blockedAfter)
        return;
    const std::optional<std::vector<Blocker>> blockers = m_watcher.takeLook();
    if (blockers && !blockers->empty())
        m_sink.onRunEvent(event::Blocked{*blockers, elapsed.count(), m_settings.lockTimeout.count()});
}

/// Alembic's own check, which catches two runs that got in each other's way.
bool Runner::isOneRowExpected(const Item &item) const
{
    return item.role == Role::Version && !m_script.steps[size_t(item.step)].revision.isEmpty()
        && (item.sql.startsWith(u"UPDATE") || item.sql.startsWith(u"DELETE"));
}

bool Runner::refuseRowCount(const Item &item, qint64 rows)
{
    RunFailure failure;
    failure.step = item.step;
    failure.revision = m_script.steps[size_t(item.step)].revision;
    failure.sql = item.sql;
    failure.place = m_script.steps[size_t(item.step)].script;
    failure.message = QStringLiteral("expected to match one row of %1, but %2 matched")
                          .arg(m_script.versionTable.displayName())
                          .arg(rows);
    failure.hint = QStringLiteral("Somebody else changed the version table. Look at it before trying again.");
    m_failure = failure;
    return false;
}

void Runner::takeFailure()
{
    const auto &lastFailure = m_pipeline.failure();
    if (!lastFailure || m_failure)
        return;
    const ServerReport &report = lastFailure->report;
    RunFailure failure;
    failure.sqlState = report.sqlState;
    failure.message = report.message;
    failure.detail = report.detail;
    failure.hint = report.hint;
    failure.context = report.context;
    failure.position = report.position;
    if (lastFailure->tag >= 0) {
        const Item &item = m_items[size_t(lastFailure->tag)];
        failure.step = item.step;
        failure.statement = item.statement;
        failure.sql = item.sql;
        if (item.step >= 0) {
            const RunScript::Step &step = m_script.steps[size_t(item.step)];
            failure.revision = step.revision;
            failure.place = item.statement >= 0 ? step.statements[size_t(item.statement)].place : step.script;
        }
    }
    m_failure = failure;
}

void Runner::rollBack()
{
    m_pipeline.drain();
    takeFailure();
    if (m_pipeline.isLost())
        return;
    m_inTransaction = false;
    const PGTransactionStatusType status = PQtransactionStatus(m_connection.handle());
    if (status != PQTRANS_INTRANS && status != PQTRANS_INERROR)
        return;
    m_sink.onRunEvent(event::RollingBack{});
    (void)m_connection.run(QStringLiteral("ROLLBACK"));
}

} // namespace stillroom

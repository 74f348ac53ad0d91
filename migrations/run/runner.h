#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/database/connection.h"
#include "migrations/database/pipeline.h"
#include "migrations/run/lockwatcher.h"
#include "migrations/run/runevent.h"
#include "migrations/run/runscript.h"

#include <optional>
#include <vector>

namespace stillroom
{

/// Sends the statements of a script and tells what became of them. Knows nothing of locks between runs
/// and of measuring; leaves the connection outside a transaction, whatever happened.
class Runner : private PipelineObserver
{
public:
    Runner(Connection &connection, const RunScript &script, const RunSettings &settings,
        const CancelToken &cancel, RunEventSink &sink);
    ~Runner() override;

    /// True when every step is in the database for good.
    bool run();

    const std::optional<RunFailure> &failure() const { return m_failure; }
    bool isLost() const { return m_pipeline.isLost(); }
    bool wasCancelled() const;
    int stepsCommitted() const { return m_stepsCommitted; }
    int partlyCommittedStep() const { return m_partlyCommitted; }

private:
    enum class Role { Setting, Begin, Commit, CreateTable, Statement, Version };
    /// What was sent, by the pipeline's tag.
    struct Item {
        Role role = Role::Setting;
        int step = -1;
        int statement = -1;
        bool endsStep = false;
        QString sql;
    };

    void onStarted(int tag) override;
    bool onFinished(int tag, double durationMs, qint64 rows) override;
    void onWaiting(int tag, std::chrono::milliseconds elapsed) override;

    bool runInOneTransaction();
    bool runStepByStep();
    bool runStepWithRetries(int step);
    bool mayRetry(int step, int attempt) const;
    bool pauseBeforeRetry(int step, int attempt);

    bool begin();
    bool commit();
    bool createVersionTable();
    bool sendStep(int step);
    bool sendStatement(int step, int statement);
    bool sendInTransaction(const Item &item);
    bool sendOutside(const Item &item);
    bool sendVersionStatements(int step);
    bool guardHolds(const ExistenceGuard &guard, bool &holds);
    bool sendTimeouts(const char *scope, bool withLockTimeout);
    bool post(const Item &item);
    bool postAlone(const Item &item, Pipeline::Protocol protocol);
    void noteTransactionState();
    void finishStep(int step);
    void noteCommitted();
    void rollBack();
    void takeFailure();
    bool isOneRowExpected(const Item &item) const;
    bool refuseRowCount(const Item &item, qint64 rows);

    Connection &m_connection;
    const RunScript &m_script;
    const RunSettings &m_settings;
    CancelToken m_cancel;
    RunEventSink &m_sink;
    Pipeline m_pipeline;
    LockWatcher m_watcher;

    std::vector<Item> m_items; ///< by tag
    bool m_inTransaction = false;
    bool m_scriptEndedTransaction = false; ///< the script itself sent COMMIT or ROLLBACK in this step
    bool m_sessionTimeouts = false;
    int m_startedStep = -1;
    int m_stepUnderWay = -1; ///< has finished statements, but not all
    int m_stepsDone = 0;
    int m_stepsCommitted = 0;
    int m_partlyCommitted = -1;
    std::chrono::steady_clock::time_point m_stepSince;
    std::optional<RunFailure> m_failure;
};

} // namespace stillroom

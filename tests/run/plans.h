#pragma once

#include "migrations/run/executor.h"

#include <functional>
#include <vector>

namespace stillroom::test
{

/// A chain of upgrade steps r1, r2, … with these statements, on a database without version table.
Plan upgradePlan(const std::vector<std::vector<Statement>> &steps);
Statement statement(const QString &sql, int line = 1);
Statement autocommit(const QString &sql, int line = 1);

/// Answers with the plan itself: nothing moved.
Replan same(const Plan &plan);

/// Keeps every event; calls back for those a test wants to react to.
class Recorder : public RunEventSink
{
public:
    std::function<void(const RunEvent &)> react;
    std::vector<RunEvent> events;

    void onRunEvent(const RunEvent &event) override;
    template<typename T> std::vector<T> all() const
    {
        std::vector<T> found;
        for (const RunEvent &event : events) {
            if (const T *value = std::get_if<T>(&event))
                found.push_back(*value);
        }
        return found;
    }
    /// "started, step 0, begin 0.0, end 0.0, …": the order, without times.
    QStringList outline() const;
};

} // namespace stillroom::test

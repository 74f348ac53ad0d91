#pragma once

#include "app/services/workspacestate.h"
#include "migrations/run/runevent.h"

#include <mutex>
#include <vector>

namespace stillroom
{

/// Collects the events of a run on its thread until another thread takes them.
class RunEventBatch final : public RunEventSink
{
public:
    void onRunEvent(const RunEvent &event) override
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back({QDateTime::currentDateTime(), event});
    }

    std::vector<TimedRunEvent> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_events, {});
    }

private:
    std::mutex m_mutex;
    std::vector<TimedRunEvent> m_events;
};

} // namespace stillroom

#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/database/blocker.h"
#include "migrations/database/connectionsettings.h"

#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace stillroom
{

/// Looks from a second session who blocks the session of a run. The session and its thread start with the
/// first question, so that a run that never waits pays nothing; answers are picked up by asking again.
class LockWatcher
{
public:
    LockWatcher(const ConnectionSettings &settings, int backendPid);
    ~LockWatcher();
    LockWatcher(const LockWatcher &) = delete;
    LockWatcher &operator=(const LockWatcher &) = delete;

    /// The newest look, once; unset when there is none yet. Empty: nobody stands in the way.
    std::optional<std::vector<Blocker>> takeLook();

private:
    void watch();

    ConnectionSettings m_settings;
    int m_backendPid;
    CancelToken m_ending;
    std::mutex m_mutex;
    std::optional<std::vector<Blocker>> m_look;
    std::thread m_thread;
};

} // namespace stillroom

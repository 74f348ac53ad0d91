#pragma once

#include <atomic>
#include <memory>

namespace stillroom
{

/// Asks a long call to stop. Copies share one flag; setting it is safe from any thread.
class CancelToken
{
public:
    CancelToken()
        : m_flag(std::make_shared<std::atomic_bool>(false))
    {
    }
    void cancel() const { m_flag->store(true); }
    bool isCancelled() const { return m_flag->load(); }

private:
    std::shared_ptr<std::atomic_bool> m_flag;
};

} // namespace stillroom

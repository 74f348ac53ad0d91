#include "app/project/bodyprefetch.h"

#include "app/project/scriptbodies.h"

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr qsizetype ahead = 256; ///< evaluated bodies that wait to be taken
constexpr unsigned mostThreads = 4;

} // namespace

BodyPrefetch::BodyPrefetch(QStringList paths, Direction direction, const EvaluationOptions &options)
    : m_paths(std::move(paths))
    , m_direction(direction)
    , m_options(options)
    , m_bodies(size_t(m_paths.size()))
    , m_done(size_t(m_paths.size()), false)
{
    const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, mostThreads);
    for (unsigned n = 0; n < threads; ++n)
        m_helpers.emplace_back([this] { help(); });
}

BodyPrefetch::~BodyPrefetch()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
    for (std::thread &helper : m_helpers)
        helper.join();
}

void BodyPrefetch::help()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(
            lock, [this] { return m_ended || m_begun >= m_paths.size() || m_begun < m_taken + ahead; });
        if (m_ended || m_begun >= m_paths.size())
            return;
        const qsizetype mine = m_begun++;
        lock.unlock();
        std::optional<EvaluatedBody> body;
        if (Result<QByteArray> text = readScript(m_paths[mine])) {
            Result<EvaluatedBody> evaluated
                = evaluateScript(std::move(text).value(), m_paths[mine], m_direction, m_options);
            if (evaluated)
                body = std::move(evaluated).value();
        }
        lock.lock();
        m_bodies[size_t(mine)] = std::move(body);
        m_done[size_t(mine)] = true;
        if (mine == m_taken)
            m_changed.notify_all();
    }
}

std::optional<EvaluatedBody> BodyPrefetch::take(const QString &path, Direction direction)
{
    std::unique_lock lock(m_mutex);
    if (direction != m_direction || m_taken >= m_paths.size() || m_paths[m_taken] != path)
        return {};
    m_changed.wait(lock, [this] { return m_done[size_t(m_taken)]; });
    std::optional<EvaluatedBody> body = std::move(m_bodies[size_t(m_taken)]);
    ++m_taken;
    if (m_begun >= m_taken + ahead - 1 && m_begun < m_paths.size())
        m_changed.notify_all(); // a helper waits for room
    return body;
}

} // namespace stillroom

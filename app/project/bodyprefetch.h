#pragma once

#include "migrations/scripts/evaluator.h"

#include <QStringList>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace stillroom
{

/// Evaluates the scripts of a plan ahead of the planner on other cores, in the plan's order and never more
/// than a few hundred ahead. What the database decides is not asked here: such a script comes back with
/// reasons, and is evaluated again by whoever may ask.
class BodyPrefetch
{
public:
    BodyPrefetch(QStringList paths, Direction direction, const EvaluationOptions &options);
    /// Ends the helpers; what they have at hand is finished first.
    ~BodyPrefetch();
    BodyPrefetch(const BodyPrefetch &) = delete;
    BodyPrefetch &operator=(const BodyPrefetch &) = delete;

    /// Waits for the script that is next in the order; nothing for any other one, or one that cannot be read.
    std::optional<EvaluatedBody> take(const QString &path, Direction direction);

private:
    void help();

    const QStringList m_paths;
    const Direction m_direction;
    const EvaluationOptions m_options;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::optional<EvaluatedBody>> m_bodies;
    std::vector<bool> m_done;
    qsizetype m_begun = 0;
    qsizetype m_taken = 0;
    bool m_ended = false;
    std::vector<std::thread> m_helpers;
};

} // namespace stillroom

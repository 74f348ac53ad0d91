#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>

namespace stillroom
{

/// Measures how long the thread it lives on did not come back to its event loop: a timer that ought
/// to fire every few milliseconds, and the longest gap between two of its calls.
class EventLoopWatch : public QObject
{
public:
    explicit EventLoopWatch(QObject *parent = nullptr)
        : QObject(parent)
    {
        m_timer.setInterval(5);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { note(); });
        m_clock.start();
        m_timer.start();
    }

    /// The longest gap so far in ms, the one that is open now included.
    qint64 longestGapMs()
    {
        note();
        return m_longest;
    }

private:
    void note() { m_longest = std::max(m_longest, m_clock.restart()); }

    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

} // namespace stillroom

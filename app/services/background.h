#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QtConcurrentRun>

#include <type_traits>
#include <utility>

namespace stillroom
{

/// Calls `done` with the future's value on the guard's thread. When the guard is gone by then, nothing
/// happens. To be called on the guard's thread.
template<typename T, typename Done> void whenFinished(QObject *guard, const QFuture<T> &future, Done done)
{
    auto *watcher = new QFutureWatcher<T>(guard);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, guard, [watcher, done = std::move(done)]() mutable {
            watcher->deleteLater();
            // A worker that ended before it came to this request leaves the future empty.
            if (watcher->future().resultCount() > 0)
                done(watcher->future().takeResult());
        });
    watcher->setFuture(future);
}

/// Computes `work()` on a pool thread and hands its value to `done` on the guard's thread; the only
/// form there is, so that nobody can wait. `work` owns what it captures: values or const snapshots.
template<typename Work, typename Done> void background(QObject *guard, Work work, Done done)
{
    whenFinished(guard, QtConcurrent::run(std::move(work)), std::move(done));
}

} // namespace stillroom

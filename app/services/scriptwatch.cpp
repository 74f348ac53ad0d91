#include "app/services/scriptwatch.h"

#include <QFileSystemWatcher>

#include <chrono>

namespace stillroom
{

namespace
{

constexpr std::chrono::milliseconds quietTime{500};

} // namespace

ScriptWatch::ScriptWatch(QObject *parent)
    : QObject(parent)
    , m_watcher(new QFileSystemWatcher)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietTime);
    m_thread.setObjectName(QStringLiteral("script watch"));
    m_watcher->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_watcher, &QObject::deleteLater);
    connect(&m_quiet, &QTimer::timeout, this, &ScriptWatch::changed);
    const auto restart = [this] { m_quiet.start(); };
    connect(m_watcher, &QFileSystemWatcher::directoryChanged, this, restart);
    connect(m_watcher, &QFileSystemWatcher::fileChanged, this, restart);
    m_thread.start();
}

ScriptWatch::~ScriptWatch()
{
    m_thread.quit();
    m_thread.wait();
}

void ScriptWatch::watch(const QStringList &paths)
{
    m_quiet.stop();
    QMetaObject::invokeMethod(
        m_watcher,
        [watcher = m_watcher, paths] {
            const QStringList old = watcher->files() + watcher->directories();
            if (!old.isEmpty())
                watcher->removePaths(old);
            if (!paths.isEmpty())
                watcher->addPaths(paths);
        },
        Qt::QueuedConnection);
}

} // namespace stillroom

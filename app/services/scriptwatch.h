#pragma once

#include <QObject>
#include <QStringList>
#include <QThread>
#include <QTimer>

class QFileSystemWatcher;

namespace stillroom
{

/// Tells when scripts or settings of a project changed on disk, once things are quiet again. The watching
/// itself lives on a thread of its own, because registering thousands of files takes time.
class ScriptWatch : public QObject
{
    Q_OBJECT

public:
    explicit ScriptWatch(QObject *parent = nullptr);
    ~ScriptWatch() override;

    /// Watches these folders and files and nothing else; paths that do not exist are passed over.
    void watch(const QStringList &paths);

Q_SIGNALS:
    /// Half a second after the last of a burst of changes.
    void changed();

private:
    QThread m_thread;
    QFileSystemWatcher *m_watcher; ///< lives on m_thread
    QTimer m_quiet;
};

} // namespace stillroom

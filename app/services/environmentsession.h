#pragma once

#include "app/environment/environmentfiles.h"

#include <QHash>
#include <QObject>

namespace stillroom
{

class ScriptWatch;

/// The environment files of the open project while a person edits them. Reading and saving happen on worker
/// threads; edits are values in memory until save(). Edits of a project that is closed are kept until the
/// program ends.
class EnvironmentSession : public QObject
{
    Q_OBJECT

public:
    /// \a process: the environment shown as this process's.
    explicit EnvironmentSession(const QProcessEnvironment &process, QObject *parent = nullptr);
    ~EnvironmentSession() override;

    /// Reads the files of a project's folder; ends in loaded(). Empty: no project.
    void open(const QString &root);
    /// Reads again what is on disk; ends in loaded() when something is different.
    void readAgain();

    const EnvironmentFiles &files() const { return m_files; }
    /// Files that could not be opened.
    const std::vector<Error> &problems() const { return m_problems; }
    bool isBusy() const { return m_pending > 0; }
    bool isChanged() const;
    /// Edited here, and changed on disk since they were read.
    QStringList conflicts() const;

    /// Gives a file of files() other bytes in memory; ends in edited().
    void setWorking(const QString &path, const QByteArray &bytes);
    /// Writes every edited file that is not in conflict; ends in saved() or notSaved(). False when there is
    /// none.
    bool save();
    /// Of a conflict: takes the version on disk and drops the edits. Ends in loaded().
    void takeFromDisk(const QString &path);
    /// Of a conflict: keeps the edited bytes, to be written over the version on disk. Ends in loaded().
    void keepMine(const QString &path);

Q_SIGNALS:
    /// files() is new. \a replaced: bytes came from the disk, so that older steps of an undo no longer fit.
    void loaded(bool replaced);
    void edited();
    /// The files' names; conflicts among them are not.
    void saved(const QStringList &names);
    /// The first file that could not be written, and why; the edits are still there.
    void notSaved(const stillroom::Error &error);
    void conflictsChanged();

private:
    struct Reading {
        EnvironmentFiles files;
        std::vector<Error> problems;
    };
    void read();
    void take(Reading reading);
    bool merge(EnvironmentFile &fresh, const EnvironmentFile &mine);
    void watch();

    QProcessEnvironment m_process;
    EnvironmentFiles m_files;
    std::vector<Error> m_problems;
    QHash<QString, EnvironmentFiles> m_drafts; ///< by root: edited files of projects that are not open
    QHash<QString, std::optional<QByteArray>> m_onDisk; ///< by path: of a conflict
    ScriptWatch *m_watch;
    int m_pending = 0;
    int m_reading = 0; ///< number of the newest reading asked for
    bool m_opened = false; ///< files() belongs to its root's disk
};

} // namespace stillroom

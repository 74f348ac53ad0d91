#pragma once

#include "app/services/workspacestate.h"

#include <QDateTime>
#include <QObject>

class QSettings;

namespace stillroom
{

/// A project as it was when it was last looked at. No URL: a list of passwords is nothing to keep.
struct RecentProject {
    QString folder; ///< absolute
    QString name;
    std::optional<TargetKind> kind; ///< set when a database was connected
    QString database;
    int pending = -1; ///< -1: not known
    bool reachable = true;
    QDateTime openedAt;

    bool operator==(const RecentProject &) const = default;
};

/// "Today", "Yesterday", "18 Nov", "12 Aug 2025".
QString recentDate(const QDateTime &when, const QDate &today);

/// The last projects, newest first; one entry per folder and database. Kept in the settings.
class RecentProjects : public QObject
{
    Q_OBJECT

public:
    /// `store` outlives this object.
    explicit RecentProjects(QSettings &store, QObject *parent = nullptr);

    const QList<RecentProject> &entries() const { return m_entries; }
    /// Moves the project of this snapshot to the top. The sample project is not kept.
    void note(const WorkspaceState &state, const QDateTime &now);
    void clear();

Q_SIGNALS:
    void changed();

private:
    void load();
    void save();

    QSettings &m_store;
    QList<RecentProject> m_entries;
};

} // namespace stillroom

#pragma once

#include "ui/connect/recentprojects.h"

#include <QAbstractListModel>
#include <QHash>

namespace stillroom
{

/// The recent projects for a list view. Whether a folder is still there is looked up in the
/// background: a folder of a sleeping network disk would stop the window.
class RecentModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        FolderRole = Qt::UserRole,
        PlaceRole,
        KindRole,
        DatabaseRole,
        StandingRole,
        StandingTokenRole,
        WhenRole
    };
    enum class Standing { Pending, UpToDate, Unreachable, FolderMissing, FilesOnly };

    explicit RecentModel(const RecentProjects &projects, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// Reads the list again and looks at every folder.
    void reload();

private:
    Standing standing(const RecentProject &entry) const;
    QString standingText(const RecentProject &entry) const;

    const RecentProjects &m_projects;
    QList<RecentProject> m_entries;
    QHash<QString, bool> m_present;
};

} // namespace stillroom

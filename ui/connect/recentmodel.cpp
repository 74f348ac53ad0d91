#include "ui/connect/recentmodel.h"

#include "app/services/background.h"

#include <QDir>
#include <QFileInfo>

namespace stillroom
{
namespace
{

QString shortened(const QString &folder)
{
    const QString home = QDir::homePath();
    return folder.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + folder.mid(home.size()) : folder;
}

} // namespace

RecentModel::RecentModel(const RecentProjects &projects, QObject *parent)
    : QAbstractListModel(parent)
    , m_projects(projects)
{
    connect(&projects, &RecentProjects::changed, this, &RecentModel::reload);
    reload();
}

void RecentModel::reload()
{
    beginResetModel();
    m_entries = m_projects.entries();
    endResetModel();
    QStringList folders;
    for (const RecentProject &entry : std::as_const(m_entries))
        folders.append(entry.folder);
    const auto look = [folders] {
        QHash<QString, bool> present;
        for (const QString &folder : folders)
            present.insert(folder, QFileInfo(folder).isDir());
        return present;
    };
    background(this, look, [this](const QHash<QString, bool> &present) {
        m_present = present;
        if (!m_entries.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    });
}

int RecentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

RecentModel::Standing RecentModel::standing(const RecentProject &entry) const
{
    if (!m_present.value(entry.folder, true))
        return Standing::FolderMissing;
    if (!entry.reachable)
        return Standing::Unreachable;
    if (entry.pending < 0)
        return Standing::FilesOnly;
    return entry.pending == 0 ? Standing::UpToDate : Standing::Pending;
}

QString RecentModel::standingText(const RecentProject &entry) const
{
    switch (standing(entry)) {
    case Standing::Pending:
        return tr("%1 pending").arg(entry.pending);
    case Standing::UpToDate:
        return tr("Up to date");
    case Standing::Unreachable:
        return tr("Not reachable");
    case Standing::FolderMissing:
        return tr("Folder not found");
    case Standing::FilesOnly:
        return tr("Files only");
    }
    return {};
}

QVariant RecentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RecentProject &entry = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return entry.name;
    case Qt::ToolTipRole:
    case FolderRole:
        return entry.folder;
    case PlaceRole:
        return shortened(entry.folder);
    case KindRole:
        return entry.kind ? static_cast<int>(*entry.kind) : -1;
    case DatabaseRole:
        return entry.database;
    case StandingRole:
        return standingText(entry);
    case StandingTokenRole:
        return static_cast<int>(standing(entry));
    case WhenRole:
        return recentDate(entry.openedAt, QDate::currentDate());
    case Qt::AccessibleTextRole: {
        QStringList parts{entry.name, entry.folder};
        if (entry.kind)
            parts << targetKindName(*entry.kind) << entry.database;
        parts << standingText(entry) << recentDate(entry.openedAt, QDate::currentDate());
        return parts.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

} // namespace stillroom

#include "ui/connect/recentprojects.h"

#include <QLocale>
#include <QSettings>
#include <QStandardPaths>

namespace stillroom
{
namespace
{

constexpr qsizetype mostEntries = 8;
const QString group = QStringLiteral("recentProjects");

std::optional<TargetKind> kindOf(const QString &name)
{
    for (const TargetKind kind : {TargetKind::Development, TargetKind::Staging, TargetKind::Production}) {
        if (targetKindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

} // namespace

QString recentDate(const QDateTime &when, const QDate &today)
{
    const QDate date = when.toLocalTime().date();
    if (date == today)
        return QObject::tr("Today");
    if (date == today.addDays(-1))
        return QObject::tr("Yesterday");
    const QLocale locale(QLocale::English);
    return locale.toString(
        date, date.year() == today.year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

RecentProjects::RecentProjects(QSettings &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    load();
}

void RecentProjects::load()
{
    const int count = m_store.beginReadArray(group);
    for (int i = 0; i < count && i < mostEntries; ++i) {
        m_store.setArrayIndex(i);
        RecentProject entry;
        entry.folder = m_store.value(QStringLiteral("folder")).toString();
        entry.name = m_store.value(QStringLiteral("name")).toString();
        entry.kind = kindOf(m_store.value(QStringLiteral("environment")).toString());
        entry.database = m_store.value(QStringLiteral("database")).toString();
        entry.pending = m_store.value(QStringLiteral("pending"), -1).toInt();
        entry.reachable = m_store.value(QStringLiteral("reachable"), true).toBool();
        entry.openedAt = m_store.value(QStringLiteral("openedAt")).toDateTime();
        if (!entry.folder.isEmpty())
            m_entries.append(entry);
    }
    m_store.endArray();
}

void RecentProjects::save()
{
    m_store.remove(group);
    m_store.beginWriteArray(group, static_cast<int>(m_entries.size()));
    for (int i = 0; i < m_entries.size(); ++i) {
        const RecentProject &entry = m_entries[i];
        m_store.setArrayIndex(i);
        m_store.setValue(QStringLiteral("folder"), entry.folder);
        m_store.setValue(QStringLiteral("name"), entry.name);
        m_store.setValue(QStringLiteral("environment"), entry.kind ? targetKindName(*entry.kind) : QString());
        m_store.setValue(QStringLiteral("database"), entry.database);
        m_store.setValue(QStringLiteral("pending"), entry.pending);
        m_store.setValue(QStringLiteral("reachable"), entry.reachable);
        m_store.setValue(QStringLiteral("openedAt"), entry.openedAt);
    }
    m_store.endArray();
}

void RecentProjects::note(const WorkspaceState &state, const QDateTime &now)
{
    if (!state.project)
        return;
    const QString ownData = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    if (state.project->root.startsWith(ownData + QLatin1String("/stillroom/")))
        return;
    RecentProject entry;
    entry.folder = state.project->root;
    entry.name = state.project->name;
    entry.openedAt = now;
    if (state.database) {
        entry.kind = state.target ? std::optional(state.target->kind) : std::nullopt;
        entry.database = state.database->server.database;
        entry.pending = static_cast<int>(state.pending.size());
    }
    entry.reachable = state.phase != ConnectionPhase::Failed;
    if (!m_entries.isEmpty()) {
        // Every new snapshot comes here; only news are written.
        RecentProject same = m_entries.front();
        same.openedAt = now;
        if (same == entry && m_entries.front().openedAt.date() == now.date())
            return;
    }
    // An entry of before the connection gives way to the one with its database.
    m_entries.removeIf([&entry](const RecentProject &other) {
        return other.folder == entry.folder && (other.database == entry.database || other.database.isEmpty());
    });
    const auto known = std::find_if(m_entries.begin(), m_entries.end(), [&entry](const RecentProject &other) {
        return entry.database.isEmpty() && other.folder == entry.folder;
    });
    if (known == m_entries.end())
        m_entries.prepend(entry);
    else
        known->reachable = entry.reachable;
    if (m_entries.size() > mostEntries)
        m_entries.resize(mostEntries);
    save();
    Q_EMIT changed();
}

void RecentProjects::clear()
{
    m_entries.clear();
    save();
    Q_EMIT changed();
}

} // namespace stillroom

#include "ui/activity/activitymodel.h"

#include <QLocale>

namespace stillroom
{

namespace
{

QString actionText(const QString &action)
{
    if (action == u"upgrade")
        return ActivityModel::tr("Upgrade");
    if (action == u"downgrade")
        return ActivityModel::tr("Downgrade");
    if (action == u"stamp")
        return ActivityModel::tr("Stamp");
    if (action == u"rehearse")
        return ActivityModel::tr("Rehearsal");
    return action == u"startup" ? ActivityModel::tr("Start-up") : action;
}

QString dayText(const QDateTime &at)
{
    const qint64 days = at.date().daysTo(QDate::currentDate());
    const QString time = at.toString(QStringLiteral("hh:mm"));
    if (days == 0)
        return ActivityModel::tr("Today %1").arg(time);
    if (days == 1)
        return ActivityModel::tr("Yesterday %1").arg(time);
    return QLocale::c().toString(at, QStringLiteral("d MMM yyyy hh:mm"));
}

} // namespace

QString versionRowsText(const QStringList &rows)
{
    return rows.isEmpty() ? QStringLiteral("base") : rows.join(QStringLiteral(", "));
}

ResultKind resultKindOf(const JournalEntry &entry)
{
    if (entry.outcome == u"succeeded")
        return ResultKind::Passed;
    if (entry.outcome == u"cancelled")
        return ResultKind::Cancelled;
    if (entry.outcome == u"running")
        return ResultKind::Running;
    return entry.outcome == u"failed" || entry.outcome == u"connection-lost" ? ResultKind::Failed
                                                                             : ResultKind::Warning;
}

QString runText(const JournalEntry &entry)
{
    const QString action = actionText(entry.action);
    if (entry.outcome == u"succeeded") {
        return QStringLiteral("%1  %2 → %3")
            .arg(action, versionRowsText(entry.from),
                versionRowsText(entry.action == u"rehearse" ? entry.to : entry.endRows.value_or(entry.to)));
    }
    const QString reason = entry.message.isEmpty() ? entry.outcome : entry.message;
    return QStringLiteral("%1  %2%3")
        .arg(action, entry.sqlState.isEmpty() ? QString() : entry.sqlState + u' ', reason.simplified());
}

ActivityModel::ActivityModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void ActivityModel::setEntries(std::vector<JournalEntry> entries)
{
    m_all = std::move(entries);
    setFilter(m_scope, m_text);
}

void ActivityModel::setFilter(Scope scope, const QString &text)
{
    beginResetModel();
    m_scope = scope;
    m_text = text;
    m_shown.clear();
    for (const JournalEntry &entry : m_all) {
        if (fits(entry))
            m_shown.push_back(&entry);
    }
    endResetModel();
}

bool ActivityModel::fits(const JournalEntry &entry) const
{
    const ResultKind kind = resultKindOf(entry);
    const bool inScope = m_scope == Scope::All || (m_scope == Scope::Succeeded && kind == ResultKind::Passed)
        || (m_scope == Scope::Failed && (kind == ResultKind::Failed || kind == ResultKind::Warning))
        || (m_scope == Scope::Cancelled && kind == ResultKind::Cancelled);
    if (!inScope || m_text.isEmpty())
        return inScope;
    for (const QString &text : {runText(entry), entry.osUser, entry.osHost, entry.database, entry.project,
             entry.from.join(u' '), entry.to.join(u' ')}) {
        if (text.contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ActivityModel::text(const JournalEntry &entry, int column) const
{
    switch (column) {
    case When:
        return dayText(entry.startedAt);
    case What:
        return runText(entry);
    case Where:
        return entry.database;
    case Who:
        return QStringLiteral("%1 · %2").arg(entry.osUser, entry.osHost);
    case Revisions:
        return entry.steps.empty() ? QString() : QString::number(entry.steps.size());
    case Duration:
        return entry.durationMs ? tr("%1 s").arg(double(*entry.durationMs) / 1000, 0, 'f', 1) : QString();
    default:
        return {};
    }
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const JournalEntry &of = entry(index.row());
    const ResultKind kind = resultKindOf(of);
    switch (role) {
    case Qt::DisplayRole:
        return text(of, index.column());
    case Qt::DecorationRole:
        return index.column() == Result ? QVariant(resultIcon(kind, m_theme)) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == Result ? resultText(kind) : text(of, index.column());
    case Qt::ToolTipRole:
        return index.column() == What ? runText(of)
            : index.column() == When  ? of.startedAt.toString(Qt::ISODate)
                                      : QVariant();
    case Qt::TextAlignmentRole:
        return int((index.column() >= Revisions ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole:
        return index.column() == Where || index.column() >= Revisions ? m_theme.font(TextRole::Code)
                                                                      : m_theme.font(TextRole::Body);
    case Qt::ForegroundRole:
        if (index.column() == What && kind == ResultKind::Failed)
            return m_theme.tokens().bad;
        return index.column() == Who ? m_theme.tokens().muted : m_theme.tokens().text;
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Revisions ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    static const char *titles[] = {"", QT_TR_NOOP("When"), QT_TR_NOOP("What"), QT_TR_NOOP("Where"),
        QT_TR_NOOP("Who"), QT_TR_NOOP("Revisions"), QT_TR_NOOP("Duration")};
    return section == Result ? QString() : tr(titles[section]);
}

} // namespace stillroom

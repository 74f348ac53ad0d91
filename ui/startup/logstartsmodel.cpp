#include "ui/startup/logstartsmodel.h"

#include "app/startup/logtext.h"

#include <QLocale>

namespace stillroom
{

ResultKind resultKindOf(StartClass value)
{
    switch (value) {
    case StartClass::AllGood:
    case StartClass::FirstDeployment:
        return ResultKind::Passed;
    case StartClass::SetupNeeded:
    case StartClass::DataTrouble:
    case StartClass::Incomplete:
        return ResultKind::Warning;
    case StartClass::Failure:
        return ResultKind::Failed;
    }
    Q_UNREACHABLE();
}

LogStartsModel::LogStartsModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void LogStartsModel::setReport(std::shared_ptr<const LogReport> report)
{
    beginResetModel();
    m_report = std::move(report);
    endResetModel();
}

int LogStartsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_report ? 0 : int(m_report->starts.size());
}

int LogStartsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString LogStartsModel::text(const LogStart &start, int column) const
{
    const std::optional<QDateTime> &time = start.lines.front().time;
    switch (column) {
    case Class: {
        QString name = startClassName(start.kind);
        name[0] = name[0].toUpper();
        return start.overlaps ? tr("%1 · with others").arg(name) : name;
    }
    case When:
        return time ? logTimeText(*time) : QStringLiteral("–");
    case Duration:
        return start.durationMs ? tr("%1 s").arg(double(*start.durationMs) / 1000, 0, 'f', 2)
                                : QStringLiteral("–");
    case Line:
        return QLocale(QLocale::English).toString(start.lines.front().number);
    default:
        return {};
    }
}

QVariant LogStartsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const LogStart &start = m_report->starts[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(start, index.column());
    case Qt::DecorationRole:
        return index.column() == Class ? QVariant(resultIcon(resultKindOf(start.kind), m_theme)) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() >= Duration ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
        return index.column() == Class ? m_theme.font(TextRole::Body) : m_theme.font(TextRole::Code);
    case Qt::AccessibleTextRole:
        return QStringList{text(start, Class), text(start, When), tr("line %1").arg(text(start, Line))}.join(
            QStringLiteral(", "));
    default:
        return {};
    }
}

QVariant LogStartsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= Duration ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    static const QStringList titles{tr("Start"), tr("When"), tr("Duration"), tr("Line")};
    return titles.value(section);
}

} // namespace stillroom

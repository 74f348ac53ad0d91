#include "ui/changes/changesmodel.h"

namespace stillroom
{

void ChangesModel::setReport(std::shared_ptr<const ChangesReport> report)
{
    m_report = std::move(report);
    m_counts = {};
    if (m_report) {
        for (const ChangeNode &node : changeNodes(*m_report, {}, false)) {
            m_counts.added += node.mark == ChangeMark::Added;
            m_counts.changed += node.mark == ChangeMark::Changed;
            m_counts.removed += node.mark == ChangeMark::Removed;
            m_counts.drift += node.mark == ChangeMark::Drift;
        }
    }
    rebuild();
}

void ChangesModel::setFilter(const QString &text, bool changedOnly)
{
    if (text == m_text && changedOnly == m_changedOnly)
        return;
    m_text = text;
    m_changedOnly = changedOnly;
    rebuild();
}

void ChangesModel::rebuild()
{
    beginResetModel();
    m_nodes = m_report ? changeNodes(*m_report, m_text, m_changedOnly) : std::vector<ChangeNode>();
    endResetModel();
}

QModelIndex ChangesModel::indexOf(int node, int column) const
{
    return node <= 0 ? QModelIndex() : createIndex(m_nodes[size_t(node)].row, column, quintptr(node));
}

QModelIndex ChangesModel::driftGroup() const
{
    for (size_t i = 1; i < m_nodes.size(); ++i) {
        if (m_nodes[i].kind == ChangeNode::Kind::Drift)
            return indexOf(m_nodes[i].parent);
    }
    return {};
}

QModelIndex ChangesModel::firstObject() const
{
    int found = -1;
    for (size_t i = 1; i < m_nodes.size(); ++i) {
        const ChangeNode &node = m_nodes[i];
        if (node.change >= 0 && node.kind == ChangeNode::Kind::Object)
            return indexOf(int(i));
        if (found < 0 && !node.objects.empty())
            found = int(i);
    }
    return indexOf(found);
}

QModelIndex ChangesModel::index(int row, int column, const QModelIndex &parent) const
{
    const size_t node = parent.isValid() ? size_t(parent.internalId()) : 0;
    if (node >= m_nodes.size() || row < 0 || row >= int(m_nodes[node].children.size()) || column < 0
        || column >= ColumnCount)
        return {};
    return createIndex(row, column, quintptr(m_nodes[node].children[size_t(row)]));
}

QModelIndex ChangesModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(node(child).parent) : QModelIndex();
}

int ChangesModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0 || m_nodes.empty())
        return 0;
    return int(m_nodes[parent.isValid() ? size_t(parent.internalId()) : 0].children.size());
}

int ChangesModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant ChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ChangeNode &line = node(index);
    const QString texts[] = {line.text, line.now, line.after, line.cause};
    const QString &text = texts[index.column()];
    if (role == Qt::DisplayRole)
        return text;
    if (role == Qt::ToolTipRole && line.kind != ChangeNode::Kind::Group)
        return text;
    if (role == Qt::AccessibleTextRole && index.column() == Object) {
        const QString mark = markName(line.mark);
        const QString beside = line.note.isEmpty() ? QString() : QStringLiteral(", ") + line.note;
        return mark.isEmpty() ? line.text + beside : QStringLiteral("%1: %2").arg(mark, line.text);
    }
    return {};
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const QString titles[] = {tr("Object"), tr("Now"), tr("After upgrade"), tr("Caused by")};
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

Qt::ItemFlags ChangesModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return node(index).kind == ChangeNode::Kind::Note ? Qt::ItemIsEnabled
                                                      : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace stillroom

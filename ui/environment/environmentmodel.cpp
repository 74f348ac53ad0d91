#include "ui/environment/environmentmodel.h"

#include "app/environment/flags.h"
#include "app/environment/secrets.h"

#include <QTimer>

namespace stillroom
{

namespace
{

constexpr int revealMs = 10'000;

using State = MatrixCell::State;

QString masked(const QString &key, const QString &text)
{
    QString shown = shownValue(key, text);
    return shown.replace(QLatin1String("***"), QStringLiteral("••••••"));
}

/// One line: line ends are shown as what they are.
QString oneLine(QString text)
{
    return text.replace(u'\r', QLatin1String("\\r")).replace(u'\n', QLatin1String("\\n"));
}

} // namespace

EnvironmentModel::EnvironmentModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void EnvironmentModel::setMatrix(const EnvironmentMatrix &matrix)
{
    const auto sameKey
        = [](const MatrixRow &a, const MatrixRow &b) { return a.key == b.key && a.comment == b.comment; };
    const auto sameTitle = [](const MatrixSource &a, const MatrixSource &b) { return a.title == b.title; };
    const bool sameShape = std::equal(m_matrix.rows.begin(), m_matrix.rows.end(), matrix.rows.begin(),
                               matrix.rows.end(), sameKey)
        && std::equal(m_matrix.sources.begin(), m_matrix.sources.end(), matrix.sources.begin(),
            matrix.sources.end(), sameTitle);
    if (sameShape && !m_notableOnly) { // selection and scroll position stay
        m_matrix = matrix;
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        return;
    }
    beginResetModel();
    m_matrix = matrix;
    choose();
    endResetModel();
}

void EnvironmentModel::setFilter(const QString &text, bool notableOnly)
{
    if (text == m_filter && notableOnly == m_notableOnly)
        return;
    beginResetModel();
    m_filter = text;
    m_notableOnly = notableOnly;
    choose();
    endResetModel();
}

void EnvironmentModel::choose()
{
    m_shown.clear();
    for (size_t i = 0; i < m_matrix.rows.size(); ++i) {
        const MatrixRow &row = m_matrix.rows[i];
        const bool comment = row.key.isEmpty() && !row.invalid;
        if (comment && (m_notableOnly || !m_filter.isEmpty()))
            continue;
        if (!row.key.contains(m_filter, Qt::CaseInsensitive) || (m_notableOnly && !m_matrix.isNotable(row)))
            continue;
        m_shown.push_back(int(i));
    }
}

int EnvironmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int EnvironmentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_matrix.sources.size()) + 2;
}

int EnvironmentModel::sourceAt(int column) const
{
    return column == 0 || isEffective(column) ? -1 : column - 1;
}

const MatrixCell *EnvironmentModel::cellAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const MatrixRow &row = rowAt(index.row());
    const int source = sourceAt(index.column());
    return source < 0 || row.key.isEmpty() ? nullptr : &row.cells[size_t(source)];
}

QModelIndex EnvironmentModel::indexOf(const QString &key, int source) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (!key.isEmpty() && rowAt(row).key == key)
            return index(row, source + 1);
    }
    return {};
}

QString EnvironmentModel::nameOf(const QModelIndex &index) const
{
    const int source = sourceAt(index.column());
    return rowAt(index.row()).key + u'\n' + (source < 0 ? QString() : m_matrix.sources[size_t(source)].title);
}

void EnvironmentModel::reveal(const QModelIndex &index)
{
    const QString name = nameOf(index);
    m_revealed.insert(name);
    Q_EMIT dataChanged(index, index);
    QTimer::singleShot(revealMs, this, [this, name] {
        m_revealed.remove(name);
        if (rowCount() > 0)
            Q_EMIT dataChanged(this->index(0, 0), this->index(rowCount() - 1, columnCount() - 1));
    });
}

bool EnvironmentModel::isRevealed(const QModelIndex &index) const
{
    return m_revealed.contains(nameOf(index));
}

QString EnvironmentModel::shownText(const QModelIndex &index) const
{
    const MatrixRow &row = rowAt(index.row());
    if (row.key.isEmpty())
        return index.column() == 0 ? row.comment : QString();
    if (index.column() == 0)
        return row.key;
    const bool effective = isEffective(index.column());
    const MatrixCell *cell = cellAt(index);
    const State state = effective ? row.effective.state : cell->state;
    const QString &supplied = effective ? row.effective.supplied : cell->supplied;
    switch (state) {
    case State::NotSet:
        return tr("not set");
    case State::Supplied:
        return supplied;
    case State::Unknown:
        return cell && !cell->secret && !cell->written.isEmpty() ? oneLine(cell->written) : supplied;
    case State::Set:
        break;
    }
    const QString &text = effective ? row.effective.value : cell->text;
    const bool secret = effective ? row.effective.secret : cell->secret;
    if (text.isEmpty())
        return tr("empty");
    return oneLine(secret && !isRevealed(index) ? masked(row.key, text) : text);
}

QString EnvironmentModel::tip(const QModelIndex &index) const
{
    const MatrixRow &row = rowAt(index.row());
    if (row.key.isEmpty() || index.column() == 0)
        return shownText(index);
    if (isEffective(index.column()))
        return QStringLiteral("%1\n%2").arg(shownText(index), row.effective.reason);
    const MatrixCell &cell = *cellAt(index);
    QStringList lines{shownText(index)};
    if (!cell.explanation.isEmpty())
        lines << cell.explanation;
    const MatrixSource &source = m_matrix.sources[size_t(sourceAt(index.column()))];
    if (!source.readOnlyBecause.isEmpty())
        lines << tr("Not editable here: %1").arg(source.readOnlyBecause);
    return lines.join(u'\n');
}

QString EnvironmentModel::spoken(const QModelIndex &index) const
{
    const MatrixRow &row = rowAt(index.row());
    if (row.key.isEmpty() || index.column() == 0)
        return shownText(index);
    QStringList parts{row.key, headerData(index.column(), Qt::Horizontal).toString(), shownText(index)};
    if (const MatrixCell *cell = cellAt(index)) {
        if (cell->secret && !isRevealed(index))
            parts.last() = tr("secret");
        if (cell->changed)
            parts << tr("not saved");
        if (!cell->problem.isEmpty())
            parts << cell->problem;
        else if (cell->differs)
            parts << tr("differs");
    }
    return parts.join(QStringLiteral(", "));
}

QVariant EnvironmentModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return shownText(index);
    case Qt::EditRole: {
        const MatrixCell *cell = cellAt(index);
        return cell && cell->state == State::Set ? cell->text : QString();
    }
    case Qt::ToolTipRole:
        return tip(index);
    case Qt::AccessibleTextRole:
        return spoken(index);
    default:
        return {};
    }
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (section == 0)
        return tr("Key");
    if (isEffective(section))
        return tr("%1 gets").arg(situationName(m_matrix.choice.situation));
    const MatrixSource &source = m_matrix.sources[size_t(section - 1)];
    if (source.error)
        return tr("%1 (unreadable)").arg(source.title);
    return source.exists ? source.title : tr("%1 (new)").arg(source.title);
}

Qt::ItemFlags EnvironmentModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const MatrixCell *cell = cellAt(index);
    if (!cell)
        return flags;
    const bool platform = cell->state == State::Supplied || cell->state == State::Unknown;
    if (m_matrix.sources[size_t(sourceAt(index.column()))].isEditable() && !platform)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool EnvironmentModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const MatrixCell *cell = cellAt(index);
    if (role != Qt::EditRole || !cell || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const QString text = value.toString();
    // Leaving an untouched editor is no edit: an unset key does not become an empty one.
    if (cell->state == State::Set ? cell->text == text : text.isEmpty())
        return false;
    Q_EMIT valueEntered(sourceAt(index.column()), rowAt(index.row()).key, text);
    return true;
}

} // namespace stillroom

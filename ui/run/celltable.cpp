#include "ui/run/celltable.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr int rowPitch = 28; // px at 100 %
constexpr int headerHeight = 26;
constexpr int padding = 8;
constexpr int markSide = 16;

class CellDelegate final : public QStyledItemDelegate
{
public:
    CellDelegate(const CellModel &model, const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = m_theme.tokens();
        const Cell &cell = m_model.cell(index);
        const QRect rect = option.rect;
        const bool selected = option.state & QStyle::State_Selected;
        painter->fillRect(rect, selected ? t.sel : t.surface);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.grid);
        if (selected && index.column() == 0)
            painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), t.accentText);
        QRect box = rect.adjusted(m_theme.px(padding), 0, -m_theme.px(padding), 0);
        if (cell.mark) {
            paintMark(painter, box, *cell.mark);
            box.setLeft(box.left() + m_theme.px(markSide + 6));
        }
        painter->setFont(m_theme.font(cell.role));
        painter->setPen(t.*cell.colour);
        painter->drawText(box,
            int(Qt::AlignVCenter | (cell.right ? Qt::AlignRight : Qt::AlignLeft)) | Qt::TextSingleLine,
            QFontMetrics(painter->font()).elidedText(cell.text, Qt::ElideRight, box.width()));
    }

private:
    void paintMark(QPainter *painter, const QRect &cell, const CellMark &mark) const
    {
        const int side = m_theme.px(markSide);
        const QRect square(cell.left(), cell.center().y() - side / 2, side, side);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.tokens().*mark.ground);
        painter->drawRoundedRect(square, m_theme.px(3), m_theme.px(3));
        painter->setPen(m_theme.tokens().*mark.colour);
        painter->setFont(m_theme.font(TextRole::Label));
        painter->drawText(square, Qt::AlignCenter, mark.sign);
        painter->restore();
    }

    const CellModel &m_model;
    const Theme &m_theme;
};

} // namespace

CellModel::CellModel(std::vector<CellColumn> columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{
}

void CellModel::setRows(std::vector<std::vector<Cell>> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int CellModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CellModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant CellModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Cell &value = cell(index);
    if (role == Qt::DisplayRole)
        return value.text;
    if (role == Qt::ToolTipRole)
        return value.tip.isEmpty() ? value.text : value.tip;
    if (role == Qt::AccessibleTextRole && value.mark && !value.tip.isEmpty())
        return value.text + QStringLiteral(", ") + value.tip;
    return {};
}

QVariant CellModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(m_columns.size()))
        return {};
    const CellColumn &column = m_columns[size_t(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column.right ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

CellTable::CellTable(std::vector<CellColumn> columns, int maximumRows, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_model(std::move(columns))
    , m_maximumRows(maximumRows)
{
    setModel(&m_model);
    setItemDelegate(new CellDelegate(m_model, theme, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(theme.px(rowPitch));
    horizontalHeader()->setFixedHeight(theme.px(headerHeight));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(theme.px(24));
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const int width = m_model.columns()[size_t(column)].width;
        horizontalHeader()->setSectionResizeMode(
            column, width == 0 ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (width > 0)
            horizontalHeader()->resizeSection(column, theme.px(width));
    }
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CellTable::setRows(std::vector<std::vector<Cell>> rows)
{
    m_model.setRows(std::move(rows));
    updateGeometry();
}

QSize CellTable::sizeHint() const
{
    const int rows = std::clamp(m_model.rowCount(), 1, m_maximumRows);
    return {m_theme.px(600), m_theme.px(headerHeight) + rows * m_theme.px(rowPitch)};
}

} // namespace stillroom

#include "ui/environment/environmentview.h"

#include "ui/environment/environmentdelegate.h"
#include "ui/shell/settings.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace stillroom
{

namespace
{

constexpr int matrixRow = 26; // px at 100 %, as the ones below
constexpr int keyWidth = 206;
constexpr int effectiveWidth = 170;
constexpr int leastWidth = 150;
constexpr int leastReadOnly = 120;

/// Widths are for a number of columns: projects have different sources.
QString layoutName(int columns)
{
    return QStringLiteral("environment/columns-%1").arg(columns);
}

} // namespace

EnvironmentView::EnvironmentView(
    EnvironmentModel &model, const Theme &theme, Settings &settings, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_theme(theme)
    , m_settings(settings)
    , m_delegate(new EnvironmentDelegate(model, theme, this))
{
    setObjectName(QStringLiteral("environmentMatrix"));
    setAccessibleName(tr("Variables"));
    setModel(&model);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectItems);
    setEditTriggers(DoubleClicked | EditKeyPressed);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setTabKeyNavigation(false); // Tab leaves the table
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(theme.px(matrixRow));
    verticalHeader()->setDefaultSectionSize(theme.px(matrixRow));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(theme.px(60));
    connect(&model, &QAbstractItemModel::modelReset, this, &EnvironmentView::arrange);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (m_fitting)
            return;
        m_chosen = true;
        m_settings.setLayout(layoutName(m_model.columnCount()), horizontalHeader()->saveState());
    });
    connect(&theme, &Theme::changed, this, [this] {
        verticalHeader()->setDefaultSectionSize(m_theme.px(matrixRow));
        viewport()->update();
    });
}

/// Comments run across; widths are those chosen before, when they were for as many columns.
void EnvironmentView::arrange()
{
    clearSpans();
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.rowAt(row).key.isEmpty() && m_model.columnCount() > 1)
            setSpan(row, 0, 1, m_model.columnCount());
    }
    m_fitting = true;
    const QByteArray kept = m_settings.layout(layoutName(m_model.columnCount()));
    m_chosen = !kept.isEmpty() && horizontalHeader()->restoreState(kept);
    m_fitting = false;
    fitColumns();
}

void EnvironmentView::fitColumns()
{
    const int columns = m_model.columnCount();
    if (columns < 3 || m_chosen)
        return;
    m_fitting = true;
    const int key = m_theme.px(keyWidth);
    const int effective = m_theme.px(effectiveWidth);
    const int rest = viewport()->width() - key - effective;
    // The first source gets more, because it is the one most worked on, what is only read gets less.
    const auto weight = [this](int column) {
        return column == 1 ? 5 : m_model.matrix().sources[size_t(column - 1)].isEditable() ? 4 : 3;
    };
    int weights = 0;
    for (int column = 1; column < columns - 1; ++column)
        weights += weight(column);
    setColumnWidth(0, key);
    int used = key;
    for (int column = 1; column < columns - 1; ++column) {
        const int width = std::max(
            m_theme.px(weight(column) > 3 ? leastWidth : leastReadOnly), rest * weight(column) / weights);
        setColumnWidth(column, width);
        used += width;
    }
    setColumnWidth(columns - 1, std::max(effective, viewport()->width() - used));
    m_fitting = false;
}

void EnvironmentView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void EnvironmentView::show(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    scrollTo(index);
    setFocus();
}

void EnvironmentView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT currentCellChanged();
}

void EnvironmentView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    const bool editable = index.isValid() && m_model.flags(index).testFlag(Qt::ItemIsEditable);
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && editable
        && state() != EditingState) {
        edit(index);
        return;
    }
    if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) && editable) {
        Q_EMIT unsetRequested(index);
        return;
    }
    QTableView::keyPressEvent(event);
}

void EnvironmentView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && m_delegate->eyeBox(visualRect(index), index).contains(event->pos())) {
        m_model.reveal(index);
        return;
    }
    QTableView::mousePressEvent(event);
}

void EnvironmentView::mouseMoveEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    const bool eye = index.isValid() && m_delegate->eyeBox(visualRect(index), index).contains(event->pos());
    viewport()->setCursor(eye ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QTableView::mouseMoveEvent(event);
}

} // namespace stillroom

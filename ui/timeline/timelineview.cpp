#include "ui/timeline/timelineview.h"

#include "ui/shell/settings.h"
#include "ui/timeline/timelinedelegate.h"

#include <QHeaderView>
#include <QHoverEvent>
#include <QItemSelectionModel>
#include <QKeyEvent>

#include <algorithm>

namespace stillroom
{

namespace
{

const QString headerName = QStringLiteral("timeline/columns");

} // namespace

TimelineView::TimelineView(TimelineModel &model, const Theme &theme, Settings &settings, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_theme(theme)
    , m_delegate(new TimelineDelegate(model, theme, this))
{
    setObjectName(QStringLiteral("timelineView"));
    setAccessibleName(tr("Revisions, newest first"));
    setModel(&model);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    viewport()->setAttribute(Qt::WA_Hover);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setUpHeader(settings);
    applyTheme();
    connect(&theme, &Theme::changed, this, &TimelineView::applyTheme);
    connect(&model, &QAbstractItemModel::modelReset, this, &TimelineView::restoreSelection);
    // Not the current index: a view that gets the focus makes its first row current.
    connect(
        selectionModel(), &QItemSelectionModel::selectionChanged, this, &TimelineView::onSelectionChanged);
}

void TimelineView::setUpHeader(Settings &settings)
{
    QHeaderView *header = horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(m_theme.px(40));
    const int widths[] = {48, 106, 200, 118, 102, 78, 90};
    for (int column = 0; column < TimelineModel::ColumnCount; ++column)
        header->resizeSection(column, m_theme.px(widths[column]));
    const QByteArray kept = settings.layout(headerName);
    if (!kept.isEmpty())
        header->restoreState(kept);
    header->setSectionResizeMode(TimelineModel::Graph, QHeaderView::Fixed);
    header->setSectionResizeMode(TimelineModel::Message, QHeaderView::Stretch);
    connect(header, &QHeaderView::sectionResized, this, [&settings, header](int column) {
        if (column != TimelineModel::Message && column != TimelineModel::Graph)
            settings.setLayout(headerName, header->saveState());
    });
}

void TimelineView::onSelectionChanged()
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    const RevisionId selected = rows.isEmpty() ? RevisionId() : m_model.row(rows.front().row()).id;
    if (selected == m_selected)
        return;
    m_selected = selected;
    Q_EMIT revisionSelected(m_selected);
}

void TimelineView::applyTheme()
{
    verticalHeader()->setDefaultSectionSize(TimelineDelegate::rowHeight(m_theme));
    horizontalHeader()->setFixedHeight(m_theme.px(28));
    viewport()->update();
}

void TimelineView::restoreSelection()
{
    horizontalHeader()->resizeSection(TimelineModel::Graph,
        std::max(TimelineDelegate::graphWidth(m_model.rows().laneCount, m_theme),
            horizontalHeader()->sectionSizeHint(TimelineModel::Graph)));
    m_delegate->setHoverRow(-1);
    const RevisionId wanted = m_selected;
    const int row = wanted.isEmpty() ? -1 : m_model.visibleRowOf(wanted);
    if (row >= 0) {
        setCurrentIndex(m_model.index(row, TimelineModel::Revision));
    } else if (!wanted.isEmpty()) {
        m_selected = {};
        Q_EMIT revisionSelected({});
    }
}

RevisionId TimelineView::selectedRevision() const
{
    return m_selected;
}

void TimelineView::selectRevision(const RevisionId &revision)
{
    const int row = revision.isEmpty() ? -1 : m_model.visibleRowOf(revision);
    if (row < 0) {
        clearSelection();
        setCurrentIndex({});
        return;
    }
    const QModelIndex index = m_model.index(row, TimelineModel::Revision);
    setCurrentIndex(index);
    scrollTo(index, PositionAtCenter);
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::HoverMove)
        setHoverRow(rowAt(static_cast<QHoverEvent *>(event)->position().toPoint().y()));
    else if (event->type() == QEvent::HoverLeave)
        setHoverRow(-1);
    return QTableView::viewportEvent(event);
}

void TimelineView::setHoverRow(int row)
{
    const int old = m_delegate->hoverRow();
    if (row == old)
        return;
    m_delegate->setHoverRow(row);
    for (const int changed : {old, row}) {
        if (changed >= 0)
            viewport()->update(0, rowViewportPosition(changed), viewport()->width(), rowHeight(changed));
    }
}

/// Left and right would walk through columns nobody can act on.
void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        event->ignore();
        return;
    }
    if (event->key() == Qt::Key_Home && m_model.rowCount() > 0) {
        setCurrentIndex(m_model.index(0, TimelineModel::Revision));
        return;
    }
    if (event->key() == Qt::Key_End && m_model.rowCount() > 0) {
        setCurrentIndex(m_model.index(m_model.rowCount() - 1, TimelineModel::Revision));
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace stillroom

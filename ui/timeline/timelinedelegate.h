#pragma once

#include "ui/shell/theme.h"
#include "ui/timeline/timelinemodel.h"

#include <QStyledItemDelegate>

namespace stillroom
{

/// Paints lanes, nodes, chips and text of the timeline (design guide, "Graph column"). Only paints: every
/// value comes ready from TimelineModel.
class TimelineDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    TimelineDelegate(const TimelineModel &model, const Theme &theme, QObject *parent = nullptr);

    /// The row under the pointer; -1: none.
    void setHoverRow(int row) { m_hoverRow = row; }
    int hoverRow() const { return m_hoverRow; }

    static int rowHeight(const Theme &theme) { return theme.px(28); }
    /// Room for this many lanes.
    static int graphWidth(int lanes, const Theme &theme);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

private:
    QColor background(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintGraph(QPainter *painter, const QRect &rect, const TimelineRow &row, int visibleRow,
        const QColor &ground) const;
    void paintStroke(QPainter *painter, const QRect &rect, const LaneRow &lanes, const LaneStroke &stroke,
        int visibleRow) const;
    void paintNode(QPainter *painter, QPointF centre, const TimelineRow &row, const QColor &ground) const;
    void paintChips(QPainter *painter, const QRect &rect, const TimelineRow &row, bool selected) const;
    void paintText(
        QPainter *painter, const QRect &rect, const TimelineRow &row, const QModelIndex &index) const;
    QFont font(const TimelineRow &row, int column) const;
    QColor textColour(const TimelineRow &row, const QModelIndex &index) const;

    const TimelineModel &m_model;
    const Theme &m_theme;
    int m_hoverRow = -1;
};

} // namespace stillroom

#include "ui/timeline/timelinedelegate.h"

#include "ui/widgets/chip.h"
#include "ui/widgets/riskbadge.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <cmath>

namespace stillroom
{

namespace
{

constexpr int firstLane = 18; // px at 100 %, as all lengths here
constexpr int lanePitch = 16;
constexpr int textPadding = 8;
constexpr qreal lineWidth = 2;
constexpr qreal dash = 1.6; // in line widths
constexpr qreal dashGap = 1.4;

bool isLit(RowState state)
{
    return state == RowState::Pending || state == RowState::Current;
}

/// Keeps dashes in step from row to row: `y` is a distance from the top of the list.
qreal dashOffset(qreal y)
{
    return std::fmod(y / lineWidth, dash + dashGap);
}

} // namespace

TimelineDelegate::TimelineDelegate(const TimelineModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

int TimelineDelegate::graphWidth(int lanes, const Theme &theme)
{
    return theme.px(firstLane + lanePitch * (std::max(lanes, 2) - 1) + 14);
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), rowHeight(m_theme)};
}

QColor TimelineDelegate::background(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    if (option.state & QStyle::State_Selected)
        return t.sel;
    return index.row() == m_hoverRow ? t.hover : t.surface;
}

void TimelineDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const TimelineRow &row = m_model.row(index.row());
    const QRect rect = option.rect;
    const QColor ground = background(option, index);
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(rect, ground);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.grid);
    if (row.ruleAbove)
        painter->fillRect(QRect(rect.left(), rect.top() - 1, rect.width(), 2), t.accentText);
    switch (static_cast<TimelineModel::Column>(index.column())) {
    case TimelineModel::Graph:
        if (selected)
            painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), t.accentText);
        paintGraph(painter, rect, row, index.row(), ground);
        break;
    case TimelineModel::State:
        paintChips(painter, rect, row, selected);
        break;
    case TimelineModel::Risk:
        if (const int level = index.data(TimelineModel::RawRole).toInt(); level >= 0) {
            const int padding = m_theme.px(textPadding);
            paintRiskBadge(painter, rect.adjusted(padding, 0, 0, 0), RiskLevel(level), m_theme);
        }
        break;
    case TimelineModel::Revision:
    case TimelineModel::Message:
    case TimelineModel::Engine:
    case TimelineModel::Created:
    case TimelineModel::ColumnCount:
        paintText(painter, rect, row, index);
        break;
    }
    painter->restore();
}

void TimelineDelegate::paintGraph(
    QPainter *painter, const QRect &rect, const TimelineRow &row, int visibleRow, const QColor &ground) const
{
    painter->setClipRect(rect);
    painter->setRenderHint(QPainter::Antialiasing);
    // With rows hidden by the filter, lines would join what does not belong together.
    if (m_model.filter().isOpen()) {
        for (const LaneStroke &stroke : row.lanes.strokes)
            paintStroke(painter, rect, row.lanes, stroke, visibleRow);
    }
    const qreal x = rect.left() + m_theme.px(firstLane + lanePitch * row.lanes.lane);
    paintNode(painter, {x, rect.top() + rect.height() / 2.0}, row, ground);
    painter->setClipping(false);
}

void TimelineDelegate::paintStroke(QPainter *painter, const QRect &rect, const LaneRow &lanes,
    const LaneStroke &stroke, int visibleRow) const
{
    const auto laneX
        = [&](int lane) { return rect.left() + qreal(m_theme.px(firstLane + lanePitch * lane)); };
    const qreal top = rect.top();
    const qreal bottom = rect.top() + rect.height();
    const qreal middle = (top + bottom) / 2;
    const qreal x = laneX(stroke.lane);
    const qreal nodeX = laneX(lanes.lane);
    const bool arriving = stroke.shape == LaneStroke::Shape::Arriving;
    const bool through = stroke.shape == LaneStroke::Shape::Through;

    QPen pen(m_theme.tokens().lanes[size_t(stroke.lane) % 4], lineWidth);
    pen.setCapStyle(Qt::FlatCap);
    const qreal from = through || arriving ? top : middle;
    if (stroke.pending) {
        pen.setDashPattern({dash, dashGap});
        pen.setDashOffset(dashOffset(visibleRow * rect.height() + from - top));
    }
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    if (through || qFuzzyCompare(x, nodeX)) {
        painter->drawLine(QPointF(x, from), QPointF(x, through || !arriving ? bottom : middle));
        return;
    }
    const qreal end = arriving ? top : bottom;
    QPainterPath path(QPointF(nodeX, middle));
    path.cubicTo(nodeX + (x - nodeX) * 0.75, middle, x, middle + (end - middle) * 0.15, x, end);
    painter->drawPath(path);
}

void TimelineDelegate::paintNode(
    QPainter *painter, QPointF centre, const TimelineRow &row, const QColor &ground) const
{
    const qreal scale = m_theme.fontScale();
    const QColor colour = m_theme.tokens().lanes[size_t(row.lanes.lane) % 4];
    const auto circle = [&](qreal radius) { painter->drawEllipse(centre, radius * scale, radius * scale); };
    const bool hollow = row.state == RowState::Pending || row.state == RowState::Unknown;
    painter->setPen(QPen(colour, lineWidth));
    painter->setBrush(hollow ? ground : colour);
    if (row.state == RowState::MissingScript) {
        const QColor bad = m_theme.tokens().bad;
        const QRectF box(centre.x() - 5 * scale, centre.y() - 5 * scale, 10 * scale, 10 * scale);
        painter->setPen(QPen(bad, 1.5, Qt::DotLine));
        painter->setBrush(ground);
        painter->drawRect(box);
        painter->setPen(bad);
        painter->setFont(m_theme.font(TextRole::Chip));
        painter->drawText(box, Qt::AlignCenter, QStringLiteral("?"));
    } else if (row.state == RowState::Current) {
        painter->setBrush(ground);
        circle(6.5);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        circle(3.4);
    } else if (row.lanes.merge) {
        const qreal r = 5.5 * scale;
        painter->drawPolygon(QPolygonF{{centre.x(), centre.y() - r}, {centre.x() + r, centre.y()},
            {centre.x(), centre.y() + r}, {centre.x() - r, centre.y()}});
    } else {
        // The outline lies half outside the radius.
        circle(hollow ? 4.5 : 3.5);
    }
}

void TimelineDelegate::paintChips(
    QPainter *painter, const QRect &rect, const TimelineRow &row, bool selected) const
{
    std::vector<ChipKind> chips;
    switch (row.state) {
    case RowState::Applied:
        chips.push_back(ChipKind::Applied);
        break;
    case RowState::Current:
        chips.push_back(ChipKind::Current);
        break;
    case RowState::Pending:
        chips.push_back(ChipKind::Pending);
        break;
    case RowState::MissingScript:
        chips.push_back(ChipKind::MissingScript);
        break;
    case RowState::Unknown:
        break;
    }
    if (row.head)
        chips.push_back(ChipKind::Head);
    int x = rect.left() + m_theme.px(textPadding);
    if (row.state == RowState::Unknown) {
        const QString text = rowStateName(row.state);
        painter->setFont(m_theme.font(TextRole::Meta));
        painter->setPen(m_theme.tokens().muted);
        painter->drawText(rect.adjusted(m_theme.px(textPadding), 0, 0, 0), Qt::AlignVCenter, text);
        x += QFontMetrics(painter->font()).horizontalAdvance(text) + m_theme.px(6);
    }
    painter->setClipRect(rect);
    for (const ChipKind chip : chips) {
        const QSize size = chipSize(chip, m_theme);
        paintChip(painter, {x, rect.top() + (rect.height() - size.height()) / 2}, chip, m_theme,
            selected ? ChipGround::SelectedRow : ChipGround::Plain);
        x += size.width() + m_theme.px(4);
    }
    painter->setClipping(false);
}

void TimelineDelegate::paintText(
    QPainter *painter, const QRect &rect, const TimelineRow &row, const QModelIndex &index) const
{
    const int padding = m_theme.px(textPadding);
    const QRect box = rect.adjusted(padding, 0, -padding / 2, 0);
    painter->setFont(font(row, index.column()));
    painter->setPen(textColour(row, index));
    const QString text = index.data().toString();
    painter->drawText(box, Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(painter->font()).elidedText(text, Qt::ElideRight, box.width()));
}

QFont TimelineDelegate::font(const TimelineRow &row, int column) const
{
    if (column == TimelineModel::Revision)
        return m_theme.font(TextRole::Code);
    if (column == TimelineModel::Message)
        return m_theme.font(isLit(row.state) ? TextRole::Label : TextRole::Body);
    return m_theme.font(TextRole::Meta);
}

QColor TimelineDelegate::textColour(const TimelineRow &row, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    switch (index.column()) {
    case TimelineModel::Revision:
        return isLit(row.state) || row.state == RowState::MissingScript ? t.text : t.muted;
    case TimelineModel::Message:
        return t.text;
    case TimelineModel::Engine:
        return index.data(TimelineModel::RawRole).toInt() == int(Engine::ProjectPython) ? t.text : t.muted;
    default:
        return t.muted;
    }
}

/// The full text where it was cut, the script's whole docstring over the message.
bool TimelineDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const TimelineRow &row = m_model.row(index.row());
    const QString text = index.data().toString();
    const int room = option.rect.width() - m_theme.px(textPadding) * 3 / 2;
    const bool cut = QFontMetrics(font(row, index.column())).horizontalAdvance(text) > room;
    const QString doc = index.data(Qt::ToolTipRole).toString();
    const bool more = index.column() == TimelineModel::Message && doc != text && !doc.isEmpty();
    QToolTip::showText(event->globalPos(), more ? doc : cut ? text : QString(), view);
    return true;
}

} // namespace stillroom

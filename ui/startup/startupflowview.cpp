#include "ui/startup/startupflowview.h"

#include <QPainter>
#include <QPainterPath>

#include <optional>

namespace stillroom
{

namespace
{

// px at 100 %
constexpr int pitch = 70;
constexpr int nodeWidth = 268;
constexpr int nodeHeight = 46;
constexpr int leftMargin = 40;
constexpr int topMargin = 14;
constexpr int sideGap = 94;
constexpr int sideWidth = 204;
constexpr int rightMargin = 34;
constexpr int tip = 14; ///< of a hexagon
constexpr int badge = 18;

} // namespace

StartupFlowView::StartupFlowView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("startupFlow"));
    setFocusPolicy(Qt::TabFocus);
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void StartupFlowView::setNodes(std::vector<FlowNode> nodes)
{
    m_nodes = std::move(nodes);
    QStringList sentences;
    for (const FlowNode &node : m_nodes) {
        if (node.lit)
            sentences += node.title + QStringLiteral(" ") + node.note
                + (node.sideLit ? QStringLiteral(", %1: %2").arg(node.side, node.sideTitle) : QString());
    }
    setAccessibleName(tr("The path of the next start"));
    setAccessibleDescription(sentences.join(QStringLiteral(". ")));
    updateGeometry();
    update();
}

QSize StartupFlowView::sizeHint() const
{
    const int width = leftMargin + nodeWidth + sideGap + sideWidth + rightMargin;
    return {m_theme.px(width), m_theme.px(2 * topMargin + pitch * int(std::max<size_t>(m_nodes.size(), 1)))};
}

QRectF StartupFlowView::nodeRect(size_t index) const
{
    const qreal extra = std::max(0, width() - sizeHint().width()) / 2.0;
    return {extra + m_theme.px(leftMargin), qreal(m_theme.px(topMargin + pitch * int(index))),
        qreal(m_theme.px(nodeWidth)), qreal(m_theme.px(nodeHeight))};
}

void StartupFlowView::paintArrow(QPainter &painter, QPointF from, QPointF to, bool lit, bool head) const
{
    const QColor colour = lit ? m_theme.tokens().accentText : m_theme.tokens().borderStrong;
    painter.setPen(QPen(colour, lit ? 2 : 1));
    painter.drawLine(from, to);
    if (!head)
        return;
    const bool down = qAbs(to.x() - from.x()) < 1;
    const qreal back = (down ? to.y() > from.y() : to.x() > from.x()) ? -8 : 8;
    QPolygonF arrow;
    arrow << to << (down ? to + QPointF(-4.5, back) : to + QPointF(back, -4.5))
          << (down ? to + QPointF(4.5, back) : to + QPointF(back, 4.5));
    painter.setBrush(colour);
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(arrow);
}

/// Down from node to node, and from the side boxes along the right edge to the end.
void StartupFlowView::paintWays(QPainter &painter) const
{
    const qreal bus = nodeRect(0).right() + m_theme.px(sideGap + sideWidth + 16);
    const qreal outer = bus + m_theme.px(10);
    const QRectF last = nodeRect(m_nodes.size() - 1);
    bool busLit = false;
    std::optional<QRectF> litLane;
    for (size_t i = 0; i + 1 < m_nodes.size(); ++i) {
        const FlowNode &node = m_nodes[i];
        const QRectF rect = nodeRect(i);
        const QRectF below = nodeRect(i + 1);
        const bool lit = node.lit && !node.sideLit && m_nodes[i + 1].lit;
        paintArrow(painter, {rect.center().x(), rect.bottom()}, {below.center().x(), below.top()}, lit, true);
        if (!node.down.isEmpty()) {
            painter.setPen(lit ? m_theme.tokens().accentText : m_theme.tokens().muted);
            painter.setFont(m_theme.font(lit ? TextRole::Chip : TextRole::Note));
            // Right of the line; left of it where the way from the side boxes comes in.
            const qreal width = QFontMetricsF(painter.font()).horizontalAdvance(node.down);
            const qreal x = node.node == StartupNode::Upgrade ? -8 - width : 8;
            painter.drawText(QPointF(rect.center().x() + x, rect.bottom() + m_theme.px(16)), node.down);
        }
        if (node.side.isEmpty())
            continue;
        const qreal y = rect.center().y();
        if (node.node == StartupNode::Tables || node.node == StartupNode::Flag) {
            // On to the default data, between the rows.
            const QRectF data = nodeRect(m_nodes.size() - 2);
            const qreal lane = data.top() - m_theme.px(11);
            paintArrow(painter, {bus - m_theme.px(16), y}, {bus, y}, node.sideLit, false);
            paintArrow(painter, {bus, y}, {bus, lane}, node.sideLit, false);
            paintArrow(painter, {bus, lane}, {data.center().x(), lane}, node.sideLit, false);
            if (node.sideLit)
                litLane = data;
        } else if (node.node == StartupNode::Skip || node.node == StartupNode::DefaultData) {
            const qreal from = node.node == StartupNode::Skip ? outer : bus;
            paintArrow(painter, {bus - m_theme.px(16), y}, {from, y}, node.sideLit, false);
            paintArrow(painter, {from, y}, {from, last.center().y()}, node.sideLit, false);
            busLit = busLit || node.sideLit;
        }
    }
    if (litLane) { // over the thin ones of the same lane
        const qreal lane = litLane->top() - m_theme.px(11);
        paintArrow(painter, {bus, lane}, {litLane->center().x(), lane}, true, false);
        paintArrow(
            painter, {litLane->center().x(), lane}, {litLane->center().x(), litLane->top()}, true, true);
    }
    paintArrow(painter, {outer, last.center().y()}, {last.right(), last.center().y()}, busLit, true);
}

void StartupFlowView::paintTexts(
    QPainter &painter, const QRectF &area, const QString &title, const QString &note, bool lit) const
{
    const auto line = [&](const QString &text, TextRole role, const QColor &colour, qreal y) {
        const QFont font = m_theme.font(role);
        const QFontMetricsF metrics(font);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QPointF(area.left(), y), metrics.elidedText(text, Qt::ElideRight, area.width()));
    };
    const Tokens &tokens = m_theme.tokens();
    line(title, lit ? TextRole::Label : TextRole::Body, lit ? tokens.text : tokens.muted,
        area.top() + m_theme.px(19));
    line(note, TextRole::Note, lit ? tokens.muted : tokens.faint, area.top() + m_theme.px(36));
}

void StartupFlowView::paintSide(QPainter &painter, size_t index) const
{
    const FlowNode &node = m_nodes[index];
    if (node.side.isEmpty())
        return;
    const Tokens &tokens = m_theme.tokens();
    const QRectF rect = nodeRect(index);
    const QRectF box(rect.right() + m_theme.px(sideGap), rect.top(), m_theme.px(sideWidth), rect.height());
    paintArrow(
        painter, {rect.right(), rect.center().y()}, {box.left(), rect.center().y()}, node.sideLit, true);
    painter.setPen(node.sideLit ? tokens.accentText : tokens.muted);
    painter.setFont(m_theme.font(node.sideLit ? TextRole::Chip : TextRole::Note));
    painter.drawText(QPointF(rect.right() + m_theme.px(10), rect.center().y() - 6), node.side);
    painter.setPen(QPen(node.sideLit ? tokens.accentText : tokens.borderStrong, node.sideLit ? 2 : 1));
    painter.setBrush(node.sideLit ? tokens.accentSoft : tokens.surface);
    painter.drawRoundedRect(box, 4, 4);
    paintTexts(painter, box.adjusted(m_theme.px(14), 0, -m_theme.px(8), 0), node.sideTitle, node.sideNote,
        node.sideLit);
}

void StartupFlowView::paintNode(QPainter &painter, size_t index) const
{
    const FlowNode &node = m_nodes[index];
    const Tokens &tokens = m_theme.tokens();
    const QRectF rect = nodeRect(index);
    QPainterPath path;
    const qreal point = m_theme.px(tip);
    switch (node.shape) {
    case FlowNode::Shape::Question:
        path.addPolygon(QPolygonF{{rect.left(), rect.center().y()}, {rect.left() + point, rect.top()},
            {rect.right() - point, rect.top()}, {rect.right(), rect.center().y()},
            {rect.right() - point, rect.bottom()}, {rect.left() + point, rect.bottom()}});
        path.closeSubpath();
        break;
    case FlowNode::Shape::Action:
        path.addRoundedRect(rect, 4, 4);
        break;
    case FlowNode::Shape::End:
        path.addRoundedRect(rect, rect.height() / 2, rect.height() / 2);
        break;
    }
    const bool stopped = node.node == StartupNode::Stopped;
    const bool ready = node.node == StartupNode::Ready;
    const QColor line = !node.lit ? tokens.borderStrong
        : node.changes            ? tokens.warnLine
        : stopped                 ? tokens.badLine
        : ready                   ? tokens.okLine
                                  : tokens.accentText;
    const QColor fill = !node.lit ? tokens.surface
        : node.changes            ? tokens.warnSoft
        : stopped                 ? tokens.badSoft
        : ready                   ? tokens.okSoft
                                  : tokens.accentSoft;
    painter.setPen(QPen(line, node.lit ? 2 : 1));
    painter.setBrush(fill);
    painter.drawPath(path);
    qreal left = rect.left() + m_theme.px(16);
    if (node.number > 0) {
        const QRectF circle(rect.left() + m_theme.px(9), rect.center().y() - m_theme.px(badge) / 2.0,
            m_theme.px(badge), m_theme.px(badge));
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.accent);
        painter.drawEllipse(circle);
        painter.setPen(tokens.onAccent);
        painter.setFont(m_theme.font(TextRole::Chip));
        painter.drawText(circle, Qt::AlignCenter, QString::number(node.number));
        left = circle.right() + m_theme.px(7);
    }
    paintTexts(painter, QRectF(left, rect.top(), rect.right() - m_theme.px(12) - left, rect.height()),
        node.title, node.note, node.lit);
}

void StartupFlowView::paintEvent(QPaintEvent *)
{
    if (m_nodes.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintWays(painter);
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        paintSide(painter, i);
        paintNode(painter, i);
    }
}

} // namespace stillroom

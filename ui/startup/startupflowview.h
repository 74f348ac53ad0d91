#pragma once

#include "ui/shell/theme.h"
#include "ui/startup/startupflow.h"

#include <QWidget>

namespace stillroom
{

/// The picture of a start: hexagon a question, rectangle an action, rounded a start or end. The way the next
/// start takes is drawn in full, the others thin.
class StartupFlowView final : public QWidget
{
    Q_OBJECT

public:
    explicit StartupFlowView(const Theme &theme, QWidget *parent = nullptr);

    void setNodes(std::vector<FlowNode> nodes);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRectF nodeRect(size_t index) const;
    void paintWays(QPainter &painter) const;
    void paintArrow(QPainter &painter, QPointF from, QPointF to, bool lit, bool head) const;
    void paintSide(QPainter &painter, size_t index) const;
    void paintNode(QPainter &painter, size_t index) const;
    void paintTexts(
        QPainter &painter, const QRectF &area, const QString &title, const QString &note, bool lit) const;

    const Theme &m_theme;
    std::vector<FlowNode> m_nodes;
};

} // namespace stillroom

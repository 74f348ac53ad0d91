#include "ui/widgets/stepper.h"

#include <QFontMetrics>
#include <QPainter>

namespace stillroom
{
namespace
{

constexpr int disc = 18;
constexpr int discGap = 8;
constexpr int lineLength = 24;
constexpr int lineGap = 9;

} // namespace

Stepper::Stepper(const QStringList &steps, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_steps(steps)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
    setCurrent(0);
}

void Stepper::setCurrent(int step)
{
    m_current = step;
    setAccessibleName(tr("Step %1 of %2: %3").arg(step + 1).arg(m_steps.size()).arg(m_steps.value(step)));
    updateGeometry();
    update();
}

QFont Stepper::stepFont(int step) const
{
    return m_theme.font(step == m_current ? TextRole::Label : TextRole::Body);
}

int Stepper::stepWidth(int step) const
{
    return m_theme.px(disc + discGap) + QFontMetrics(stepFont(step)).horizontalAdvance(m_steps[step]);
}

QSize Stepper::sizeHint() const
{
    int width = 0;
    for (int step = 0; step < m_steps.size(); ++step)
        width += stepWidth(step) + (step > 0 ? m_theme.px(lineLength + 2 * lineGap) : 0);
    return {width + 2, m_theme.px(24)};
}

void Stepper::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int side = m_theme.px(disc);
    int x = 0;
    for (int step = 0; step < m_steps.size(); ++step) {
        const bool here = step == m_current;
        if (step > 0) {
            painter.setPen(QPen(t.borderStrong, 1));
            const qreal y = height() / 2.0;
            painter.drawLine(
                QPointF(x + m_theme.px(lineGap), y), QPointF(x + m_theme.px(lineGap + lineLength), y));
            x += m_theme.px(lineLength + 2 * lineGap);
        }
        const QRect circle(x, (height() - side) / 2, side, side);
        painter.setPen(Qt::NoPen);
        const bool done = step < m_current;
        painter.setBrush(here ? t.accent : done ? t.okSoft : t.neutralSoft);
        painter.drawEllipse(circle);
        if (done) {
            const int inset = m_theme.px(3);
            m_theme.icon(QStringLiteral("check"), &Tokens::ok)
                .paint(&painter, circle.adjusted(inset, inset, -inset, -inset));
        } else {
            painter.setPen(here ? t.onAccent : t.muted);
            painter.setFont(m_theme.font(TextRole::Chip));
            painter.drawText(circle, Qt::AlignCenter, QString::number(step + 1));
        }
        painter.setPen(here ? t.text : t.muted);
        painter.setFont(stepFont(step));
        painter.drawText(QRect(circle.right() + 1 + m_theme.px(discGap), 0, stepWidth(step), height()),
            Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, m_steps[step]);
        x += stepWidth(step);
    }
}

} // namespace stillroom

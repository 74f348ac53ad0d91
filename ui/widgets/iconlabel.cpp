#include "ui/widgets/iconlabel.h"

#include <QPainter>

namespace stillroom
{

IconLabel::IconLabel(const QString &icon, Token colour, int side, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(theme.icon(icon, colour))
    , m_side(side)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
}

void IconLabel::setIcon(const QString &icon, Token colour)
{
    m_icon = m_theme.icon(icon, colour);
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QSize side = sizeHint();
    m_icon.paint(&painter, QRect(QPoint((width() - side.width()) / 2, (height() - side.height()) / 2), side));
}

} // namespace stillroom

#include "ui/shell/tintedicon.h"

#include <QPainter>
#include <QPixmap>

namespace stillroom
{

TintedIconEngine::TintedIconEngine(const QString &file, const Theme &theme, Token colour, Token onColour)
    : m_renderer(std::make_shared<QSvgRenderer>(file))
    , m_theme(&theme)
    , m_colour(colour)
    , m_onColour(onColour)
{
    m_renderer->setAspectRatioMode(Qt::KeepAspectRatio);
}

QColor TintedIconEngine::colour(QIcon::Mode mode, QIcon::State state) const
{
    if (!m_theme)
        return {};
    const Tokens &tokens = m_theme->tokens();
    if (mode == QIcon::Disabled)
        return tokens.disabled;
    if (m_onColour && (state == QIcon::On || mode == QIcon::Selected))
        return tokens.*m_onColour;
    return tokens.*m_colour;
}

QPixmap TintedIconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    m_renderer->render(&painter, QRectF(QPointF(), QSizeF(size)));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour(mode, state));
    painter.end();
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

QPixmap TintedIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

void TintedIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal ratio = painter->device()->devicePixelRatio();
    painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
}

QIconEngine *TintedIconEngine::clone() const
{
    return new TintedIconEngine(*this);
}

} // namespace stillroom

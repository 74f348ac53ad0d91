#pragma once

#include "ui/shell/theme.h"

#include <QIconEngine>
#include <QPointer>
#include <QSvgRenderer>

#include <memory>

namespace stillroom
{

/// Draws an SVG of the resources and fills it with a token of the theme in force at paint time, at
/// the pixel ratio of the screen.
class TintedIconEngine : public QIconEngine
{
public:
    TintedIconEngine(const QString &file, const Theme &theme, Token colour, Token onColour);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override;
    bool isNull() override { return !m_renderer->isValid(); }

private:
    QColor colour(QIcon::Mode mode, QIcon::State state) const;

    std::shared_ptr<QSvgRenderer> m_renderer;
    QPointer<const Theme> m_theme;
    Token m_colour;
    Token m_onColour;
};

} // namespace stillroom

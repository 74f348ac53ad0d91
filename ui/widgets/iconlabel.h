#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

namespace stillroom
{

/// An icon in a layout, in the colour of a token; follows the theme. Decoration: no accessible name.
class IconLabel : public QWidget
{
    Q_OBJECT

public:
    IconLabel(const QString &icon, Token colour, int side, const Theme &theme, QWidget *parent = nullptr);
    void setIcon(const QString &icon, Token colour);
    QSize sizeHint() const override { return {m_theme.px(m_side), m_theme.px(m_side)}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QIcon m_icon;
    int m_side;
};

} // namespace stillroom

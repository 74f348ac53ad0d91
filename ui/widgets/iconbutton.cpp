#include "ui/widgets/iconbutton.h"

namespace stillroom
{

IconButton::IconButton(const QString &icon, const QString &tip, const Theme &theme, QWidget *parent)
    : QToolButton(parent)
{
    setProperty("kind", QStringLiteral("icon"));
    setFocusPolicy(Qt::StrongFocus);
    setIcon(theme.icon(icon, &Tokens::muted));
    setTip(tip);
    const auto resize = [this, &theme] {
        setIconSize({theme.px(16), theme.px(16)});
        setFixedSize(theme.px(24), theme.px(24));
    };
    connect(&theme, &Theme::changed, this, resize);
    resize();
}

void IconButton::setTip(const QString &tip)
{
    setToolTip(tip);
    setAccessibleName(tip);
}

} // namespace stillroom

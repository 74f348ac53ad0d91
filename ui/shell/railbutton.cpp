#include "ui/shell/railbutton.h"

#include "ui/widgets/resulticon.h"

#include <QFontMetrics>
#include <QPainter>

namespace stillroom
{
namespace
{

constexpr int railWidth = 84;
constexpr int buttonHeight = 58;
constexpr int iconSide = 22;
constexpr int barWidth = 3;
constexpr int runningSide = 12;

} // namespace

RailButton::RailButton(const QString &label, const QString &icon, const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_running(new ResultIcon(ResultKind::Running, runningSide, theme, this))
{
    setText(label);
    setIcon(theme.icon(icon, &Tokens::muted, &Tokens::accentText));
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(label);
    setObjectName(QStringLiteral("rail") + label);
    m_running->hide();
}

void RailButton::setRunning(bool running)
{
    m_running->setVisible(running);
    setAccessibleDescription(running ? tr("Running") : QString());
    setToolTip(running ? tr("Running") : QString());
}

QSize RailButton::sizeHint() const
{
    return {m_theme.px(railWidth), m_theme.px(buttonHeight)};
}

void RailButton::resizeEvent(QResizeEvent *)
{
    m_running->setGeometry(width() / 2 + m_theme.px(iconSide) / 2, m_theme.px(6), m_theme.px(runningSide),
        m_theme.px(runningSide));
}

void RailButton::enterEvent(QEnterEvent *)
{
    update();
}

void RailButton::leaveEvent(QEvent *)
{
    update();
}

void RailButton::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    if (isChecked()) {
        painter.fillRect(rect(), t.railSel);
        painter.fillRect(QRect(0, 0, m_theme.px(barWidth), height()), t.accentText);
    } else if (underMouse() && isEnabled()) {
        painter.fillRect(rect(), t.hover);
    }
    const int side = m_theme.px(iconSide);
    const QRect iconBox((width() - side) / 2, m_theme.px(9), side, side);
    icon().paint(&painter, iconBox, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled,
        isChecked() ? QIcon::On : QIcon::Off);

    QFont font = m_theme.font(TextRole::Note);
    font.setWeight(isChecked() ? QFont::DemiBold : QFont::Medium);
    painter.setFont(font);
    painter.setPen(!isEnabled() ? t.disabled : isChecked() ? t.text : t.muted);
    const QRect textBox(0, m_theme.px(33), width(), m_theme.px(18));
    painter.drawText(
        textBox, Qt::AlignCenter, QFontMetrics(font).elidedText(text(), Qt::ElideRight, width() - 4));
    if (hasFocus()) {
        painter.setPen(QPen(t.accentText, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

} // namespace stillroom

#include "ui/widgets/resulticon.h"

#include <QPainter>
#include <QStyle>
#include <QTimerEvent>

namespace stillroom
{
namespace
{

constexpr int turnIntervalMs = 50;
constexpr int turnDegrees = 18;

QString fileName(ResultKind kind)
{
    switch (kind) {
    case ResultKind::Passed:
        return QStringLiteral("passed");
    case ResultKind::Warning:
        return QStringLiteral("warning");
    case ResultKind::Failed:
        return QStringLiteral("failed");
    case ResultKind::Skipped:
        return QStringLiteral("skipped");
    case ResultKind::NotStarted:
        return QStringLiteral("not-started");
    case ResultKind::Running:
        return QStringLiteral("running");
    case ResultKind::RolledBack:
        return QStringLiteral("rolled-back");
    case ResultKind::Cancelled:
        return QStringLiteral("cancelled");
    case ResultKind::Note:
        return QStringLiteral("note");
    }
    return {};
}

} // namespace

QString resultText(ResultKind kind)
{
    switch (kind) {
    case ResultKind::Passed:
        return QObject::tr("Passed");
    case ResultKind::Warning:
        return QObject::tr("Warning");
    case ResultKind::Failed:
        return QObject::tr("Failed");
    case ResultKind::Skipped:
        return QObject::tr("Skipped");
    case ResultKind::NotStarted:
        return QObject::tr("Not started");
    case ResultKind::Running:
        return QObject::tr("Running");
    case ResultKind::RolledBack:
        return QObject::tr("Rolled back");
    case ResultKind::Cancelled:
        return QObject::tr("Cancelled");
    case ResultKind::Note:
        return QObject::tr("Note");
    }
    return {};
}

Token resultColour(ResultKind kind)
{
    switch (kind) {
    case ResultKind::Passed:
        return &Tokens::ok;
    case ResultKind::Warning:
        return &Tokens::warn;
    case ResultKind::Failed:
        return &Tokens::bad;
    case ResultKind::Running:
    case ResultKind::Note:
        return &Tokens::accentText;
    case ResultKind::Skipped:
    case ResultKind::NotStarted:
    case ResultKind::RolledBack:
    case ResultKind::Cancelled:
        return &Tokens::muted;
    }
    return &Tokens::muted;
}

QIcon resultIcon(ResultKind kind, const Theme &theme)
{
    return theme.icon(fileName(kind), resultColour(kind));
}

ResultIcon::ResultIcon(ResultKind kind, int side, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(kind)
    , m_side(side)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
    setKind(kind);
}

void ResultIcon::setKind(ResultKind kind)
{
    m_kind = kind;
    m_icon = resultIcon(kind, m_theme);
    m_angle = 0;
    setAccessibleName(resultText(kind));
    updateMotion();
    update();
}

void ResultIcon::updateMotion()
{
    const bool moves = m_kind == ResultKind::Running && isVisible()
        && style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
    if (moves && !m_timer.isActive())
        m_timer.start(turnIntervalMs, this);
    else if (!moves)
        m_timer.stop();
}

void ResultIcon::showEvent(QShowEvent *)
{
    updateMotion();
}

void ResultIcon::hideEvent(QHideEvent *)
{
    updateMotion();
}

void ResultIcon::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_angle = (m_angle + turnDegrees) % 360;
    update();
}

void ResultIcon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int side = m_theme.px(m_side);
    painter.translate(width() / 2.0, height() / 2.0);
    painter.rotate(m_angle);
    m_icon.paint(&painter, QRect(-side / 2, -side / 2, side, side));
}

} // namespace stillroom

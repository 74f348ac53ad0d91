#include "ui/widgets/riskbadge.h"

#include <QFontMetrics>
#include <QPainter>

namespace stillroom
{
namespace
{

constexpr int barWidth = 3;
constexpr int barPitch = 5;
constexpr int barHeights[] = {4, 7, 10};
constexpr int textOffset = 20;

QFont badgeFont(RiskLevel level, const Theme &theme)
{
    QFont font = theme.font(TextRole::Meta);
    if (level >= RiskLevel::Medium)
        font.setWeight(QFont::DemiBold);
    return font;
}

QColor badgeColour(RiskLevel level, const Tokens &t)
{
    switch (level) {
    case RiskLevel::None:
    case RiskLevel::Low:
        return t.muted;
    case RiskLevel::Medium:
        return t.warn;
    case RiskLevel::High:
        return t.bad;
    }
    return t.muted;
}

} // namespace

RiskLevel riskLevel(const std::optional<Severity> &worst)
{
    if (!worst)
        return RiskLevel::None;
    switch (*worst) {
    case Severity::Info:
        return RiskLevel::None;
    case Severity::Low:
        return RiskLevel::Low;
    case Severity::Medium:
        return RiskLevel::Medium;
    case Severity::High:
        return RiskLevel::High;
    }
    Q_UNREACHABLE();
}

QString riskText(RiskLevel level)
{
    switch (level) {
    case RiskLevel::None:
        return QStringLiteral("–");
    case RiskLevel::Low:
        return QObject::tr("Low");
    case RiskLevel::Medium:
        return QObject::tr("Medium");
    case RiskLevel::High:
        return QObject::tr("High");
    }
    return {};
}

QSize riskBadgeSize(RiskLevel level, const Theme &theme)
{
    const QFontMetrics metrics(badgeFont(level, theme));
    return {theme.px(textOffset) + metrics.horizontalAdvance(riskText(level)), theme.px(18)};
}

void paintRiskBadge(QPainter *painter, const QRect &rect, RiskLevel level, const Theme &theme)
{
    const QColor colour = badgeColour(level, theme.tokens());
    painter->save();
    const int base = rect.center().y() + theme.px(barHeights[2]) / 2 + 1;
    for (int bar = 0; bar < 3; ++bar) {
        const int height = theme.px(barHeights[bar]);
        const QColor fill = bar < static_cast<int>(level) ? colour : theme.tokens().border;
        painter->fillRect(
            QRect(rect.left() + theme.px(bar * barPitch), base - height, theme.px(barWidth), height), fill);
    }
    painter->setFont(badgeFont(level, theme));
    painter->setPen(colour);
    painter->drawText(rect.adjusted(theme.px(textOffset), 0, 0, 0),
        Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, riskText(level));
    painter->restore();
}

RiskBadge::RiskBadge(RiskLevel level, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_level(level)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
    setLevel(level);
}

void RiskBadge::setLevel(RiskLevel level)
{
    m_level = level;
    setAccessibleName(tr("Risk %1").arg(riskText(level)));
    updateGeometry();
    update();
}

void RiskBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRiskBadge(&painter, rect(), m_level, m_theme);
}

} // namespace stillroom

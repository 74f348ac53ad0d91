#include "ui/shell/environmentband.h"

#include <QPainter>

namespace stillroom
{
namespace
{

constexpr int productionHeight = 6;
constexpr int stagingHeight = 3;
constexpr int hatchPitch = 12;

} // namespace

EnvironmentBand::EnvironmentBand(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setEnvironment(std::nullopt);
}

void EnvironmentBand::setEnvironment(std::optional<TargetKind> kind)
{
    m_kind = kind;
    const int height = kind == TargetKind::Production ? productionHeight
        : kind == TargetKind::Staging                 ? stagingHeight
                                                      : 0;
    setFixedHeight(height);
    setVisible(height > 0);
    setAccessibleName(kind ? tr("Environment: %1").arg(targetKindName(*kind)) : QString());
    update();
}

void EnvironmentBand::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    if (m_kind == TargetKind::Staging) {
        painter.fillRect(rect(), t.envStg);
        return;
    }
    painter.fillRect(rect(), t.envProd);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.envProdDark);
    const int h = height();
    for (int x = -h; x < width() + h; x += hatchPitch) {
        const QPointF stripe[] = {QPointF(x, h), QPointF(x + h, 0), QPointF(x + h + hatchPitch / 2, 0),
            QPointF(x + hatchPitch / 2, h)};
        painter.drawConvexPolygon(stripe, 4);
    }
}

} // namespace stillroom

#pragma once

#include "migrations/risk/finding.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QPainter;

namespace stillroom
{

/// None is "–": looked at, nothing found.
enum class RiskLevel { None, Low, Medium, High };

/// The badge for the worst finding; a note is no risk.
RiskLevel riskLevel(const std::optional<Severity> &worst);
/// "–", "Low", "Medium", "High".
QString riskText(RiskLevel level);

QSize riskBadgeSize(RiskLevel level, const Theme &theme);
/// Three rising bars and the word, vertically centred in `rect`.
void paintRiskBadge(QPainter *painter, const QRect &rect, RiskLevel level, const Theme &theme);

class RiskBadge : public QWidget
{
    Q_OBJECT

public:
    RiskBadge(RiskLevel level, const Theme &theme, QWidget *parent = nullptr);
    void setLevel(RiskLevel level);
    QSize sizeHint() const override { return riskBadgeSize(m_level, m_theme); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    RiskLevel m_level;
};

} // namespace stillroom

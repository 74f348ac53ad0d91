#pragma once

#include "migrations/schema/schemadiff.h"
#include "ui/shell/theme.h"

#include <QRect>
#include <QWidget>

class QPainter;

namespace stillroom
{

/// The small square before an object: what becomes of it.
enum class ChangeMark { None, Added, Changed, Removed, Drift };

ChangeMark markOf(ChangeAction action);
/// "added", "changed", "removed", "drift".
QString markName(ChangeMark mark);
/// "+", "~", "-", "≠".
QString markSign(ChangeMark mark);
Token markToken(ChangeMark mark);
Token markGround(ChangeMark mark);

/// 16 at 100 %.
int markSide(const Theme &theme);
void paintMark(QPainter *painter, const QRect &box, ChangeMark mark, const Theme &theme);

/// A mark in a layout.
class MarkLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit MarkLabel(ChangeMark mark, const Theme &theme, QWidget *parent = nullptr);
    void setMark(ChangeMark mark);
    QSize sizeHint() const override { return {markSide(m_theme), markSide(m_theme)}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ChangeMark m_mark;
};

} // namespace stillroom

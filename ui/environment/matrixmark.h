#pragma once

#include "app/environment/environmentmatrix.h"
#include "ui/shell/theme.h"

#include <QRect>
#include <QWidget>

class QPainter;

namespace stillroom
{

/// What stands before the text of a cell.
enum class MatrixMark { None, Differs, NotSaved, Problem };

/// The gravest first: a problem, an edit, a difference.
MatrixMark markOf(const MatrixCell &cell);
/// "differs", "not saved", "problem".
QString markName(MatrixMark mark);
Token markToken(MatrixMark mark);
Token markGround(MatrixMark mark);
/// The sign alone, without its ground.
void paintMark(QPainter *painter, const QRect &box, MatrixMark mark, const Theme &theme);

/// The sign on its ground, for the legend.
class MatrixMarkLabel final : public QWidget
{
    Q_OBJECT

public:
    MatrixMarkLabel(MatrixMark mark, const Theme &theme, QWidget *parent = nullptr);
    QSize sizeHint() const override { return {m_theme.px(20), m_theme.px(18)}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    MatrixMark m_mark;
};

} // namespace stillroom

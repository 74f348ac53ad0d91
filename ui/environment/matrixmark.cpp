#include "ui/environment/matrixmark.h"

#include "ui/widgets/resulticon.h"

#include <QCoreApplication>
#include <QPainter>

namespace stillroom
{

MatrixMark markOf(const MatrixCell &cell)
{
    return !cell.problem.isEmpty() ? MatrixMark::Problem
        : cell.changed             ? MatrixMark::NotSaved
        : cell.differs             ? MatrixMark::Differs
                                   : MatrixMark::None;
}

QString markName(MatrixMark mark)
{
    switch (mark) {
    case MatrixMark::None:
        return {};
    case MatrixMark::Differs:
        return QCoreApplication::translate("Environment", "differs");
    case MatrixMark::NotSaved:
        return QCoreApplication::translate("Environment", "not saved");
    case MatrixMark::Problem:
        return QCoreApplication::translate("Environment", "problem");
    }
    Q_UNREACHABLE();
}

Token markToken(MatrixMark mark)
{
    return mark == MatrixMark::Problem ? &Tokens::bad
        : mark == MatrixMark::NotSaved ? &Tokens::accentText
        : mark == MatrixMark::Differs  ? &Tokens::warn
                                       : &Tokens::text;
}

Token markGround(MatrixMark mark)
{
    return mark == MatrixMark::Problem ? &Tokens::badSoft
        : mark == MatrixMark::NotSaved ? &Tokens::accentSoft
        : mark == MatrixMark::Differs  ? &Tokens::warnSoft
                                       : &Tokens::surface;
}

void paintMark(QPainter *painter, const QRect &box, MatrixMark mark, const Theme &theme)
{
    const int side = theme.px(mark == MatrixMark::Problem ? 14 : 13);
    const QRect icon(box.center().x() - side / 2, box.center().y() - side / 2 + 1, side, side);
    switch (mark) {
    case MatrixMark::None:
        return;
    case MatrixMark::Problem:
        resultIcon(ResultKind::Failed, theme).paint(painter, icon);
        return;
    case MatrixMark::NotSaved:
        theme.icon(QStringLiteral("document-edit"), markToken(mark)).paint(painter, icon);
        return;
    case MatrixMark::Differs:
        painter->setPen(theme.tokens().*markToken(mark));
        painter->setFont(theme.font(TextRole::Label));
        painter->drawText(box, Qt::AlignCenter, QStringLiteral("≠"));
        return;
    }
}

MatrixMarkLabel::MatrixMarkLabel(MatrixMark mark, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_mark(mark)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MatrixMarkLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().*markGround(m_mark));
    painter.drawRoundedRect(rect(), m_theme.px(3), m_theme.px(3));
    paintMark(&painter, rect(), m_mark, m_theme);
}

} // namespace stillroom

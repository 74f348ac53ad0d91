#include "ui/changes/changemark.h"

#include <QCoreApplication>
#include <QPainter>

namespace stillroom
{

ChangeMark markOf(ChangeAction action)
{
    switch (action) {
    case ChangeAction::Add:
        return ChangeMark::Added;
    case ChangeAction::Drop:
        return ChangeMark::Removed;
    case ChangeAction::Alter:
    case ChangeAction::Rename:
        return ChangeMark::Changed;
    }
    Q_UNREACHABLE();
}

QString markName(ChangeMark mark)
{
    switch (mark) {
    case ChangeMark::None:
        return {};
    case ChangeMark::Added:
        return QCoreApplication::translate("Changes", "added");
    case ChangeMark::Changed:
        return QCoreApplication::translate("Changes", "changed");
    case ChangeMark::Removed:
        return QCoreApplication::translate("Changes", "removed");
    case ChangeMark::Drift:
        return QCoreApplication::translate("Changes", "drift");
    }
    Q_UNREACHABLE();
}

QString markSign(ChangeMark mark)
{
    switch (mark) {
    case ChangeMark::None:
        return {};
    case ChangeMark::Added:
        return QStringLiteral("+");
    case ChangeMark::Changed:
        return QStringLiteral("~");
    case ChangeMark::Removed:
        return QStringLiteral("−");
    case ChangeMark::Drift:
        return QStringLiteral("≠");
    }
    Q_UNREACHABLE();
}

Token markToken(ChangeMark mark)
{
    switch (mark) {
    case ChangeMark::None:
        return &Tokens::muted;
    case ChangeMark::Added:
        return &Tokens::ok;
    case ChangeMark::Changed:
        return &Tokens::warn;
    case ChangeMark::Removed:
        return &Tokens::bad;
    case ChangeMark::Drift:
        return &Tokens::accentText;
    }
    Q_UNREACHABLE();
}

Token markGround(ChangeMark mark)
{
    switch (mark) {
    case ChangeMark::None:
        return &Tokens::neutralSoft;
    case ChangeMark::Added:
        return &Tokens::okSoft;
    case ChangeMark::Changed:
        return &Tokens::warnSoft;
    case ChangeMark::Removed:
        return &Tokens::badSoft;
    case ChangeMark::Drift:
        return &Tokens::accentSoft;
    }
    Q_UNREACHABLE();
}

int markSide(const Theme &theme)
{
    return theme.px(16);
}

void paintMark(QPainter *painter, const QRect &box, ChangeMark mark, const Theme &theme)
{
    if (mark == ChangeMark::None)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.tokens().*markGround(mark));
    painter->drawRoundedRect(box, theme.px(3), theme.px(3));
    painter->setPen(theme.tokens().*markToken(mark));
    QFont font = theme.font(TextRole::Label);
    painter->setFont(font);
    painter->drawText(box, Qt::AlignCenter, markSign(mark));
    painter->restore();
}

MarkLabel::MarkLabel(ChangeMark mark, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_mark(mark)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(markName(mark));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MarkLabel::setMark(ChangeMark mark)
{
    m_mark = mark;
    setAccessibleName(markName(mark));
    update();
}

void MarkLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMark(&painter, rect(), m_mark, m_theme);
}

} // namespace stillroom

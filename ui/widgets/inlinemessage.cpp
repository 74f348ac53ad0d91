#include "ui/widgets/inlinemessage.h"

#include "ui/widgets/resulticon.h"
#include "ui/widgets/text.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace stillroom
{
namespace
{

struct MessageLook {
    QString name;
    ResultKind icon;
};

MessageLook lookOf(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Info:
        return {QStringLiteral("info"), ResultKind::Note};
    case MessageKind::Ok:
        return {QStringLiteral("ok"), ResultKind::Passed};
    case MessageKind::Warn:
        return {QStringLiteral("warn"), ResultKind::Warning};
    case MessageKind::Bad:
        return {QStringLiteral("bad"), ResultKind::Failed};
    }
    return {};
}

} // namespace

InlineMessage::InlineMessage(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_icon(new ResultIcon(ResultKind::Note, 16, theme, this))
    , m_title(wrappedLabel({}, TextRole::Label, this))
    , m_body(wrappedLabel({}, TextRole::Body, this))
    , m_layout(new QHBoxLayout(this))
    , m_below(new QHBoxLayout)
{
    m_body->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(m_title);
    text->addWidget(m_body);
    m_below->setSpacing(8);
    m_below->addStretch(1);
    text->addLayout(m_below);
    m_layout->setContentsMargins(12, 8, 12, 8);
    m_layout->setSpacing(10);
    m_layout->addWidget(m_icon, 0, Qt::AlignTop);
    m_layout->addLayout(text, 1);
    setMessage(MessageKind::Info, {});
}

QString InlineMessage::title() const
{
    return m_title->text();
}

QString InlineMessage::body() const
{
    return m_body->text();
}

void InlineMessage::setMessage(MessageKind kind, const QString &title, const QString &body)
{
    const MessageLook look = lookOf(kind);
    const bool news = title != m_title->text() || body != m_body->text();
    m_kind = kind;
    m_icon->setKind(look.icon);
    m_title->setText(title);
    m_body->setText(body);
    m_body->setVisible(!body.isEmpty());
    setStyleProperty(this, "msg", look.name);
    clearButtons();
    if (news)
        announce();
}

void InlineMessage::announce()
{
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_body->text());
    if (!isVisible())
        return;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

/// As high as the wrapped text is at the width there is: never higher, and never less.
QSize InlineMessage::sizeHint() const
{
    const QSize hint = QFrame::sizeHint();
    return testAttribute(Qt::WA_Resized) || testAttribute(Qt::WA_WState_Created)
        ? QSize(hint.width(), heightForWidth(width()))
        : hint;
}

void InlineMessage::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
}

void InlineMessage::setButtonsBelow(bool below)
{
    m_buttonsBelow = below;
    m_below->setContentsMargins(0, below ? 8 : 0, 0, below ? 4 : 0);
}

QPushButton *InlineMessage::addButton(const QString &text)
{
    QPushButton *button = textButton(text, ButtonKind::Default, this);
    setCompact(button);
    if (m_buttonsBelow)
        m_below->insertWidget(m_below->count() - 1, button); // before the stretch
    else
        m_layout->addWidget(button, 0, Qt::AlignVCenter);
    m_buttons.append(button);
    return button;
}

void InlineMessage::clearButtons()
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        button->hide();
        button->deleteLater(); // one of them may be the sender
    }
    m_buttons.clear();
}

} // namespace stillroom

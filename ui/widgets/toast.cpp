#include "ui/widgets/toast.h"

#include "ui/widgets/iconbutton.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/text.h"

#include <QAccessible>
#include <QEvent>
#include <QGraphicsDropShadowEffect>
#include <QHBoxLayout>

namespace stillroom
{
namespace
{

constexpr int shownMs = 4000;
constexpr int margin = 16;
constexpr int statusBarHeight = 24;

} // namespace

Toast::Toast(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_text(textLabel({}, TextRole::Body, this))
    , m_undo(textButton(tr("Undo"), ButtonKind::Link, this))
{
    setObjectName(QStringLiteral("toast"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(8);
    layout->addWidget(new ResultIcon(ResultKind::Passed, 16, theme, this));
    layout->addWidget(m_text, 1);
    m_undo->setObjectName(QStringLiteral("toastUndo"));
    setStyleProperty(m_undo, "flush", true);
    layout->addWidget(m_undo);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT undoRequested();
    });
    auto *close = new IconButton(QStringLiteral("close"), tr("Close"), theme, this);
    close->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);

    auto *shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(32);
    shadow->setOffset(0, 8);
    shadow->setColor(QColor::fromRgbF(0, 0, 0, 0.35F));
    setGraphicsEffect(shadow);

    m_timer.setSingleShot(true);
    m_timer.setInterval(shownMs);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    parent->installEventFilter(this);
    hide();
}

void Toast::showText(const QString &text)
{
    present(text, false);
}

void Toast::showUndoable(const QString &text)
{
    present(text, true);
}

void Toast::present(const QString &text, bool undoable)
{
    m_undo->setVisible(undoable);
    m_text->setText(text);
    setAccessibleName(text);
    place();
    show();
    raise();
    m_timer.start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Toast::place()
{
    adjustSize();
    const QSize area = parentWidget()->size();
    move(area.width() - width() - margin, area.height() - height() - margin - statusBarHeight);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

} // namespace stillroom

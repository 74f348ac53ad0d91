#include "ui/widgets/emptystate.h"

#include "ui/widgets/resulticon.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace stillroom
{
namespace
{

constexpr int loadingDelayMs = 300;
constexpr int iconSide = 24;
constexpr int textWidth = 360;

} // namespace

EmptyState::EmptyState(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_result(new ResultIcon(ResultKind::Running, iconSide, theme, this))
    , m_title(textLabel({}, TextRole::Label, this))
    , m_text(wrappedLabel({}, TextRole::Body, this, Tone::Muted))
    , m_buttonRow(new QHBoxLayout)
    , m_delay(new QTimer(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(1);
    for (QWidget *widget :
        {static_cast<QWidget *>(m_icon), static_cast<QWidget *>(m_result), static_cast<QWidget *>(m_title)}) {
        layout->addWidget(widget, 0, Qt::AlignHCenter);
    }
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setFixedWidth(theme.px(textWidth));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // Between stretches: a layout asks an aligned label for its height at the full width, and would cut
    // lines.
    auto *words = new QHBoxLayout;
    words->addStretch(1);
    words->addWidget(m_text);
    words->addStretch(1);
    layout->addLayout(words);
    m_buttonRow->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addLayout(m_buttonRow);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addStretch(1);

    m_result->hide();
    m_delay->setSingleShot(true);
    m_delay->setInterval(loadingDelayMs);
    connect(m_delay, &QTimer::timeout, this, [this] {
        for (QWidget *widget : {static_cast<QWidget *>(m_result), static_cast<QWidget *>(m_title),
                 static_cast<QWidget *>(m_text)}) {
            widget->show();
        }
    });
}

void EmptyState::set(const QString &title, const QString &text)
{
    m_delay->stop();
    m_title->setText(title);
    m_title->show();
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    for (QPushButton *button : std::as_const(m_buttons)) {
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
}

void EmptyState::showEmpty(const QString &icon, const QString &title, const QString &text)
{
    set(title, text);
    const int side = m_theme.px(iconSide);
    m_icon->setPixmap(m_theme.icon(icon, &Tokens::muted).pixmap(QSize(side, side), devicePixelRatioF()));
    m_icon->show();
    m_result->hide();
}

void EmptyState::showLoading(const QString &title, const QString &text)
{
    const bool alreadyLoading = m_result->kind() == ResultKind::Running && m_result->isVisible();
    set(title, text);
    m_icon->hide();
    m_result->setKind(ResultKind::Running);
    m_result->setVisible(alreadyLoading);
    if (alreadyLoading)
        return;
    m_title->hide();
    m_text->hide();
    m_delay->start();
}

void EmptyState::showError(const QString &title, const QString &text)
{
    set(title, text);
    m_icon->hide();
    m_result->setKind(ResultKind::Failed);
    m_result->show();
}

void EmptyState::setText(const QString &text)
{
    m_text->setText(text);
    // Before the delay is over the words are not shown yet.
    m_text->setVisible(!text.isEmpty() && !m_delay->isActive());
}

QPushButton *EmptyState::addButton(const QString &text)
{
    QPushButton *button = textButton(text, ButtonKind::Default, this);
    m_buttonRow->addWidget(button);
    m_buttons.append(button);
    return button;
}

} // namespace stillroom

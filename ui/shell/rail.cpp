#include "ui/shell/rail.h"

#include "ui/shell/railbutton.h"

#include <QVBoxLayout>

namespace stillroom
{

Rail::Rail(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    setProperty("panel", QStringLiteral("rail"));
    setAccessibleName(tr("Pages"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    m_layout->setContentsMargins(0, 8, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
}

int Rail::add(const QString &label, const QString &icon, bool foot)
{
    auto *button = new RailButton(label, icon, m_theme, this);
    const int index = count();
    m_buttons.append(button);
    if (foot)
        m_layout->addWidget(button);
    else
        m_layout->insertWidget(m_top++, button);
    connect(button, &QAbstractButton::clicked, this, [this, index] {
        // The page may refuse; the window tells what is current.
        Q_EMIT chosen(index);
    });
    return index;
}

int Rail::addItem(const QString &label, const QString &icon)
{
    return add(label, icon, false);
}

int Rail::addFootItem(const QString &label, const QString &icon)
{
    return add(label, icon, true);
}

void Rail::setCurrent(int index)
{
    for (int i = 0; i < count(); ++i)
        m_buttons[i]->setChecked(i == index);
}

void Rail::setItemEnabled(int index, bool enabled, const QString &reason)
{
    m_buttons[index]->setEnabled(enabled);
    m_buttons[index]->setToolTip(reason);
}

void Rail::setRunning(int index, bool running)
{
    m_buttons[index]->setRunning(running);
}

} // namespace stillroom

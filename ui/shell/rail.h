#pragma once

#include "ui/shell/theme.h"

#include <QFrame>

class QVBoxLayout;

namespace stillroom
{

class RailButton;

/// The pages as icons with labels; Settings at the foot.
class Rail : public QFrame
{
    Q_OBJECT

public:
    explicit Rail(const Theme &theme, QWidget *parent = nullptr);

    /// Returns the item's index; items at the foot count on.
    int addItem(const QString &label, const QString &icon);
    int addFootItem(const QString &label, const QString &icon);
    int count() const { return static_cast<int>(m_buttons.size()); }

    /// -1: none.
    void setCurrent(int index);
    void setItemEnabled(int index, bool enabled, const QString &reason = {});
    /// Shows the running icon on an item.
    void setRunning(int index, bool running);

Q_SIGNALS:
    void chosen(int index);

private:
    int add(const QString &label, const QString &icon, bool foot);

    const Theme &m_theme;
    QVBoxLayout *m_layout;
    QList<RailButton *> m_buttons;
    int m_top = 0;
};

} // namespace stillroom

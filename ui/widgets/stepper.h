#pragma once

#include "ui/shell/theme.h"

#include <QStringList>
#include <QWidget>

namespace stillroom
{

/// "(1) Review — 2 Run — 3 Result": where one stands in a fixed order of steps.
class Stepper : public QWidget
{
    Q_OBJECT

public:
    Stepper(const QStringList &steps, const Theme &theme, QWidget *parent = nullptr);

    int current() const { return m_current; }
    void setCurrent(int step);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont stepFont(int step) const;
    int stepWidth(int step) const;

    const Theme &m_theme;
    QStringList m_steps;
    int m_current = 0;
};

} // namespace stillroom

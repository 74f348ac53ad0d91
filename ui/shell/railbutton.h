#pragma once

#include "ui/shell/theme.h"

#include <QAbstractButton>

namespace stillroom
{

class ResultIcon;

/// One item of the rail: icon 22 over a label of 11 px, a bar at the left while it is chosen.
class RailButton : public QAbstractButton
{
    Q_OBJECT

public:
    RailButton(const QString &label, const QString &icon, const Theme &theme, QWidget *parent = nullptr);
    void setRunning(bool running);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const Theme &m_theme;
    ResultIcon *m_running;
};

} // namespace stillroom

#pragma once

#include "ui/shell/theme.h"

#include <QFrame>
#include <QTimer>

class QLabel;

namespace stillroom
{

/// "Copied …" at the bottom right of its parent for 4 s. Never for errors.
class Toast : public QFrame
{
    Q_OBJECT

public:
    Toast(const Theme &theme, QWidget *parent);
    void showText(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QLabel *m_text;
    QTimer m_timer;
};

} // namespace stillroom

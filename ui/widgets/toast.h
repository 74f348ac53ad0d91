#pragma once

#include "ui/shell/theme.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace stillroom
{

/// "Copied …" or "Saved …" at the bottom right of its parent for 4 s. Never for errors.
class Toast : public QFrame
{
    Q_OBJECT

public:
    Toast(const Theme &theme, QWidget *parent);
    void showText(const QString &text);
    /// With a button that takes it back.
    void showUndoable(const QString &text);

Q_SIGNALS:
    void undoRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    void present(const QString &text, bool undoable);

    QLabel *m_text;
    QPushButton *m_undo;
    QTimer m_timer;
};

} // namespace stillroom

#pragma once

#include "ui/shell/theme.h"

#include <QBasicTimer>
#include <QWidget>

namespace stillroom
{

enum class ResultKind { Passed, Warning, Failed, Skipped, NotStarted, Running, RolledBack, Cancelled, Note };

/// "Passed", "Warning", … the word that stands beside the icon.
QString resultText(ResultKind kind);
/// ok, warn, bad, accentText or muted.
Token resultColour(ResultKind kind);
QIcon resultIcon(ResultKind kind, const Theme &theme);

/// A result icon in a layout; Running turns, unless the desktop wants no motion.
class ResultIcon : public QWidget
{
    Q_OBJECT

public:
    /// `side`: 12, 16 or 24 px at 100 %.
    ResultIcon(ResultKind kind, int side, const Theme &theme, QWidget *parent = nullptr);

    ResultKind kind() const { return m_kind; }
    void setKind(ResultKind kind);
    QSize sizeHint() const override { return {m_theme.px(m_side), m_theme.px(m_side)}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateMotion();

    const Theme &m_theme;
    QIcon m_icon;
    QBasicTimer m_timer;
    ResultKind m_kind;
    int m_side;
    int m_angle = 0;
};

} // namespace stillroom

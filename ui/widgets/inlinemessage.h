#pragma once

#include "ui/shell/theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace stillroom
{

class ResultIcon;

enum class MessageKind { Info, Ok, Warn, Bad };

/// Icon, title, body and up to two buttons, directly above what it concerns. Stays until the cause
/// is gone. Showing it announces title and body to a screen reader.
class InlineMessage : public QFrame
{
    Q_OBJECT

public:
    explicit InlineMessage(const Theme &theme, QWidget *parent = nullptr);

    /// Replaces everything, buttons included. An empty body takes no line.
    void setMessage(MessageKind kind, const QString &title, const QString &body = {});
    MessageKind kind() const { return m_kind; }
    QString title() const;
    QString body() const;

    /// In a narrow panel: buttons stand below the text, else beside it.
    void setButtonsBelow(bool below);
    /// Adds a compact button after the text.
    QPushButton *addButton(const QString &text);
    void clearButtons();

    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void announce();

    ResultIcon *m_icon;
    QLabel *m_title;
    QLabel *m_body;
    QHBoxLayout *m_layout;
    QHBoxLayout *m_below; ///< left to right under the text
    bool m_buttonsBelow = false;
    QList<QPushButton *> m_buttons;
    MessageKind m_kind = MessageKind::Info;
};

} // namespace stillroom

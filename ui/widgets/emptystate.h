#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QTimer;

namespace stillroom
{

class ResultIcon;

/// The middle of a page that has nothing to show: empty, being read, or failed.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const Theme &theme, QWidget *parent = nullptr);

    /// An icon of resources/icons, a short title, a sentence.
    void showEmpty(const QString &icon, const QString &title, const QString &text);
    /// What is being read; the running icon and the words appear after 300 ms.
    void showLoading(const QString &title, const QString &text = {});
    void showError(const QString &title, const QString &text);
    /// The sentence alone, while it is being read.
    void setText(const QString &text);
    /// After show…(): at most two, e.g. "Clear filter", "Try again", "Copy error".
    QPushButton *addButton(const QString &text);

private:
    void set(const QString &title, const QString &text);

    const Theme &m_theme;
    QLabel *m_icon;
    ResultIcon *m_result;
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_buttonRow;
    QList<QPushButton *> m_buttons;
    QTimer *m_delay;
};

} // namespace stillroom

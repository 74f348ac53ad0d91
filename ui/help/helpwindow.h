#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

class QListWidget;

namespace stillroom
{

class HelpBrowser;

/// The help (F1): contents at the left, a page at the right. A window of its own, never modal.
class HelpWindow : public QWidget
{
    Q_OBJECT

public:
    explicit HelpWindow(const Theme &theme, QWidget *parent = nullptr);

    void showPage(const QString &name);
    HelpBrowser *browser() const { return m_browser; }
    QListWidget *contents() const { return m_contents; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QListWidget *m_contents;
    HelpBrowser *m_browser;
};

} // namespace stillroom

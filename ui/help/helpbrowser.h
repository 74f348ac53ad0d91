#pragma once

#include "ui/shell/theme.h"

#include <QTextBrowser>

namespace stillroom
{

/// The Markdown pages of resources/help in the program's type and colours.
class HelpBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    explicit HelpBrowser(const Theme &theme, QWidget *parent = nullptr);

    /// "quick-start.md"; an unknown name shows the index. Links between pages come here too.
    void showPage(const QString &name);
    QString page() const { return m_page; }

    struct Entry {
        QString title;
        QString page;
    };
    /// The contents: the index page first, then what it lists, in its order.
    static QList<Entry> contents();

Q_SIGNALS:
    void pageShown(const QString &name);

private:
    void openLink(const QUrl &link);
    void styleDocument();
    void styleTables();

    const Theme &m_theme;
    QString m_page;
};

} // namespace stillroom

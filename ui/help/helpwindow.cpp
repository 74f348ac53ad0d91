#include "ui/help/helpwindow.h"

#include "ui/help/helpbrowser.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>

namespace stillroom
{

HelpWindow::HelpWindow(const Theme &theme, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_contents(new QListWidget(this))
    , m_browser(new HelpBrowser(theme, this))
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Help – Stillroom"));
    setStyleProperty(this, "panel", QStringLiteral("surface"));
    resize(theme.px(980), theme.px(700));

    m_contents->setObjectName(QStringLiteral("helpContents"));
    m_contents->setAccessibleName(tr("Contents of the help"));
    m_contents->setFrameShape(QFrame::NoFrame);
    m_contents->setFixedWidth(theme.px(292));
    m_contents->setSpacing(1);
    m_contents->setTextElideMode(Qt::ElideRight);
    const QList<HelpBrowser::Entry> entries = HelpBrowser::contents();
    for (const HelpBrowser::Entry &entry : entries) {
        auto *item = new QListWidgetItem(entry.title, m_contents);
        item->setData(Qt::UserRole, entry.page);
        item->setToolTip(entry.title);
        item->setSizeHint({0, theme.px(30)});
    }

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_contents);
    layout->addWidget(verticalRule(this));
    layout->addWidget(m_browser, 1);

    connect(m_contents, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item && item->data(Qt::UserRole).toString() != m_browser->page())
            m_browser->showPage(item->data(Qt::UserRole).toString());
    });
    connect(m_browser, &HelpBrowser::pageShown, this, [this](const QString &page) {
        for (int row = 0; row < m_contents->count(); ++row) {
            if (m_contents->item(row)->data(Qt::UserRole).toString() == page)
                m_contents->setCurrentRow(row);
        }
    });
    showPage(QStringLiteral("index.md"));
}

void HelpWindow::showPage(const QString &name)
{
    m_browser->showPage(name);
}

void HelpWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace stillroom

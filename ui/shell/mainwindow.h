#pragma once

#include "ui/shell/page.h"
#include "ui/shell/windowfacts.h"

#include <QMainWindow>

class QStackedWidget;

namespace stillroom
{

class Actions;
class EnvironmentBand;
class FirstRunPage;
class Header;
class HelpWindow;
class MessageBar;
class Rail;
class RecentProjects;
class RevisionActions;
class Settings;
class SettingsPage;
class StatusBar;
class Theme;
class Toast;
class Workspace;

/// Environment band, rail, header, message bar, the page in front, status bar. Swaps pages, forwards keys
/// and requests, and decides nothing: what may be done is windowfacts' answer, what is done is the
/// workspace's and the pages'.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Everything is owned by the caller and outlives the window.
    struct Parts {
        Workspace &workspace;
        Settings &settings;
        Theme &theme;
        RecentProjects &recent;
    };
    explicit MainWindow(const Parts &parts, QWidget *parent = nullptr);

    /// The rail item of a page that addPage() brings later, in the same order.
    void announcePage(const QString &title, const QString &icon);
    /// A page with a rail item, in the order of the calls. The window takes ownership.
    void addPage(Page *page);
    /// The review, run and result page; it stands under the first rail item.
    void setFlowPage(FlowPage *page);

    Page *currentPage() const;
    /// Shows one of the window's pages.
    void showPage(Page *page);
    void showConnectionDialog();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void build();
    void connectActions();
    void connectWorkspace();
    void connectPage(Page *page);
    void connectMessages();
    void stateChanged();
    void updateOffers();
    void chooseFromRail(int index);
    void review(const PlanRequest &request, FlowPage::Opening opening = FlowPage::Opening::Review);
    void openFolderDialog();
    void openFolder(const QString &folder);
    void noteRecent();
    void goRegion(int step);
    void copy(const QString &text, const QString &name);
    void goBack();
    void showHelp();

    Parts m_parts;
    Actions *m_actions;
    RevisionActions *m_making;
    EnvironmentBand *m_band;
    Rail *m_rail;
    Header *m_header;
    MessageBar *m_messages;
    QStackedWidget *m_stack;
    StatusBar *m_status;
    FirstRunPage *m_firstRun;
    SettingsPage *m_settingsPage;
    Toast *m_toast;
    HelpWindow *m_help = nullptr;
    QList<Page *> m_pages; ///< with rail items, Settings last
    FlowPage *m_flow = nullptr;
    int m_settingsItem = -1;
    bool m_closesAfterRun = false;
    bool m_discardsEdits = false; ///< a person chose to close without saving
};

} // namespace stillroom

#include "ui/shell/mainwindow.h"

#include "app/services/workspace.h"
#include "ui/connect/connectiondialog.h"
#include "ui/connect/firstrunpage.h"
#include "ui/connect/recentprojects.h"
#include "ui/help/helpwindow.h"
#include "ui/shell/actions.h"
#include "ui/shell/dialogveil.h"
#include "ui/shell/environmentband.h"
#include "ui/shell/header.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/rail.h"
#include "ui/shell/regions.h"
#include "ui/shell/revisionactions.h"
#include "ui/shell/settings.h"
#include "ui/shell/settingspage.h"
#include "ui/shell/statusbar.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stillroom
{
namespace
{

constexpr QSize smallestWindow(1280, 800);
constexpr int tabKeys = 5;
const QString geometryName = QStringLiteral("window/geometry");

} // namespace

MainWindow::MainWindow(const Parts &parts, QWidget *parent)
    : QMainWindow(parent)
    , m_parts(parts)
    , m_actions(new Actions(this))
    , m_making(new RevisionActions(*m_actions, parts.workspace, parts.theme, this))
    , m_band(new EnvironmentBand(parts.theme, this))
    , m_rail(new Rail(parts.theme, this))
    , m_header(new Header(parts.theme, *m_actions, this))
    , m_messages(new MessageBar(parts.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_status(new StatusBar(parts.theme, this))
    , m_firstRun(new FirstRunPage(parts.recent, parts.theme, this))
    , m_settingsPage(new SettingsPage(parts.settings, parts.theme, this))
    , m_toast(new Toast(parts.theme, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(smallestWindow);
    setWindowIcon(parts.theme.icon(QStringLiteral("flask"), &Tokens::accent));
    build();
    connectActions();
    connectWorkspace();
    connectMessages();
    if (!restoreGeometry(parts.settings.layout(geometryName)))
        resize(smallestWindow);
    stateChanged();
}

void MainWindow::build()
{
    auto *central = new QWidget(this);
    auto *outer = new QVBoxLayout(central);
    auto *row = new QHBoxLayout;
    auto *right = new QVBoxLayout;
    for (QBoxLayout *layout : {static_cast<QBoxLayout *>(outer), static_cast<QBoxLayout *>(row),
             static_cast<QBoxLayout *>(right)}) {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
    }
    outer->addWidget(m_band);
    outer->addLayout(row, 1);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
    right->addWidget(m_header);
    right->addWidget(m_messages);
    right->addWidget(m_stack, 1);
    right->addWidget(m_status);
    setCentralWidget(central);
    setTabOrder(m_header, m_rail);

    m_stack->addWidget(m_firstRun);
    m_stack->addWidget(m_settingsPage);
    m_settingsItem = m_rail->addFootItem(m_settingsPage->title(), m_settingsPage->iconName());
    m_pages.append(m_settingsPage);
    connectPage(m_settingsPage);
}

void MainWindow::announcePage(const QString &title, const QString &icon)
{
    // Settings was there first, so item 0 is Settings and the others count from 1.
    const int item = m_rail->addItem(title, icon);
    m_rail->setItemEnabled(item, false, tr("No project is open"));
    m_pages.append(nullptr);
    auto *key = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + item)), this);
    connect(key, &QShortcut::activated, this, [this, item] { chooseFromRail(item); });
}

void MainWindow::addPage(Page *page)
{
    if (!m_pages.contains(nullptr))
        announcePage(page->title(), page->iconName());
    m_pages[m_pages.indexOf(nullptr)] = page;
    m_stack->addWidget(page);
    connectPage(page);
    stateChanged();
}

void MainWindow::setFlowPage(FlowPage *page)
{
    m_flow = page;
    m_stack->addWidget(page);
    connectPage(page);
    connect(page, &FlowPage::left, this, [this] { showPage(m_pages.value(1)); });
}

void MainWindow::connectPage(Page *page)
{
    connect(page, &Page::offersChanged, this, &MainWindow::updateOffers);
    connect(page, &Page::reviewRequested, this, [this](const PlanRequest &request) { review(request); });
    connect(page, &Page::connectRequested, this, &MainWindow::showConnectionDialog);
    connect(page, &Page::scriptRequested, m_making, &RevisionActions::open);
    connect(page, &Page::toastRequested, m_toast, &Toast::showText);
    connect(page, &Page::savedToastRequested, m_toast, &Toast::showUndoable);
    connect(m_toast, &Toast::undoRequested, page, &Page::undoSaved);
    connect(page, &Page::variableRequested, this, [this](const QString &name) {
        for (Page *each : std::as_const(m_pages)) {
            if (each && each->showVariable(name))
                return showPage(each);
        }
    });
    connect(page, &Page::revisionRequested, this, [this](const RevisionId &revision) {
        Page *timeline = m_pages.value(1);
        if (!timeline)
            return;
        showPage(timeline);
        timeline->showRevision(revision);
    });
}

void MainWindow::connectActions()
{
    const auto on = [this](ActionId id, auto handler) {
        connect((*m_actions)[id], &QAction::triggered, this, handler);
    };
    Workspace &workspace = m_parts.workspace;
    on(ActionId::OpenProject, [this] { openFolderDialog(); });
    on(ActionId::Connect, [this] { showConnectionDialog(); });
    on(ActionId::Disconnect, [&workspace] { workspace.disconnectTarget(); });
    on(ActionId::CloseProject, [&workspace] { workspace.closeProject(); });
    on(ActionId::Refresh, [&workspace] { workspace.refresh(); });
    connect(m_making, &RevisionActions::toastRequested, m_toast, &Toast::showText);
    connect(m_making, &RevisionActions::aboutToOpen, this,
        [this] { m_making->setSelected(currentPage()->selectedRevision()); });
    on(ActionId::PreviewSql, [this] {
        review({Direction::Upgrade, QStringLiteral("heads")}, FlowPage::Opening::PreviewSql);
    });
    on(ActionId::Upgrade, [this] {
        const bool one = headsOf(*m_parts.workspace.state()).size() <= 1;
        review({Direction::Upgrade, one ? QStringLiteral("head") : QStringLiteral("heads")});
    });
    on(ActionId::UpgradeOneStep, [this] { review({Direction::Upgrade, QStringLiteral("+1")}); });
    on(ActionId::Rehearse, [this] {
        review({Direction::Upgrade, QStringLiteral("heads")}, FlowPage::Opening::Rehearsal);
    });
    on(ActionId::UpgradeToSelected, [this] {
        review({Direction::Upgrade, currentPage()->selectedRevision().text()});
    });
    on(ActionId::Downgrade, [this] { review({Direction::Downgrade, QStringLiteral("-1")}); });
    on(ActionId::DowngradeToSelected, [this] {
        review({Direction::Downgrade, currentPage()->selectedRevision().text()});
    });
    on(ActionId::DowngradeToBase, [this] { review({Direction::Downgrade, QStringLiteral("base")}); });
    on(ActionId::NextRegion, [this] { goRegion(1); });
    on(ActionId::PreviousRegion, [this] { goRegion(-1); });
    on(ActionId::Search, [this] { currentPage()->focusSearch(); });
    on(ActionId::GoToCurrent, [this] { currentPage()->goToCurrent(); });
    on(ActionId::Copy, [this] { copy(currentPage()->copyText().first, currentPage()->copyText().second); });
    on(ActionId::CopySql, [this] { copy(currentPage()->copySql(), tr("SQL")); });
    on(ActionId::Back, [this] { goBack(); });
    on(ActionId::Settings, [this] { showPage(m_settingsPage); });
    on(ActionId::Help, [this] { showHelp(); });
    on(ActionId::Quit, [this] { close(); });
    for (int tab = 0; tab < tabKeys; ++tab) {
        auto *key = new QShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + tab)), this);
        connect(key, &QShortcut::activated, this, [this, tab] { currentPage()->chooseTab(tab); });
    }
    connect(m_rail, &Rail::chosen, this, &MainWindow::chooseFromRail);
    connect(m_header, &Header::recentChosen, this, &MainWindow::openFolder);
    connect(m_header, &Header::headChosen, this, [this](const RevisionId &head) {
        review({Direction::Upgrade, head.text()});
    });
}

void MainWindow::connectWorkspace()
{
    Workspace &workspace = m_parts.workspace;
    connect(&workspace, &Workspace::stateChanged, this, &MainWindow::stateChanged);
    connect(&workspace, &Workspace::projectOpened, this, [this] {
        m_messages->clearProject();
        showPage(m_pages.value(1, m_settingsPage));
    });
    connect(&workspace, &Workspace::projectRefused, m_messages, &MessageBar::showRefused);
    connect(&workspace, &Workspace::projectsFound, m_messages, &MessageBar::showChoice);
    connect(&workspace, &Workspace::runFinished, this, [this] {
        m_messages->clearClosing();
        if (m_closesAfterRun)
            close();
    });
}

void MainWindow::connectMessages()
{
    connect(m_messages, &MessageBar::openRequested, this, &MainWindow::openFolderDialog);
    connect(m_messages, &MessageBar::folderChosen, this, &MainWindow::openFolder);
    connect(m_messages, &MessageBar::keepRunningChosen, m_messages, &MessageBar::clearClosing);
    connect(m_messages, &MessageBar::discardAndCloseChosen, this, [this] {
        m_discardsEdits = true;
        close();
    });
    connect(m_messages, &MessageBar::cancelAndCloseChosen, this, [this] {
        m_closesAfterRun = true;
        m_parts.workspace.cancelRun();
    });
    connect(m_firstRun, &FirstRunPage::openRequested, this, &MainWindow::openFolderDialog);
    connect(m_firstRun, &FirstRunPage::folderChosen, this, &MainWindow::openFolder);
    connect(m_firstRun, &FirstRunPage::sampleRequested, &m_parts.workspace, &Workspace::openSampleProject);
}

Page *MainWindow::currentPage() const
{
    return static_cast<Page *>(m_stack->currentWidget());
}

void MainWindow::showPage(Page *page)
{
    if (!page)
        return;
    const bool changed = currentPage() != page;
    m_stack->setCurrentWidget(page);
    m_rail->setCurrent(page == m_flow ? 1 : static_cast<int>(m_pages.indexOf(page)));
    if (changed || page == m_firstRun)
        page->activate();
    updateOffers();
}

/// The Timeline's item returns to a review, run or result that waits there.
void MainWindow::chooseFromRail(int index)
{
    Page *page = m_pages.value(index);
    const bool toFlow = index == 1 && m_flow && m_flow->isOccupied() && currentPage() != m_flow;
    if (page && (page == m_settingsPage || m_parts.workspace.state()->project))
        showPage(toFlow ? m_flow : page);
    m_rail->setCurrent(currentPage() == m_flow ? 1 : static_cast<int>(m_pages.indexOf(currentPage())));
}

void MainWindow::stateChanged()
{
    const WorkspaceState &state = *m_parts.workspace.state();
    const WindowFacts facts = windowFacts(state);
    m_header->setFacts(facts);
    m_header->setHeads(headsOf(state));
    m_band->setEnvironment(facts.environment);
    m_status->setTexts(facts.statusLeft, facts.statusRight);
    m_firstRun->setBusy(facts.hasProject ? QString() : state.activity);
    setWindowTitle(facts.title);
    for (int item = 1; item < m_pages.size(); ++item)
        m_rail->setItemEnabled(
            item, facts.hasProject, facts.hasProject ? QString() : tr("No project is open"));
    if (m_pages.size() > 1)
        m_rail->setRunning(1, state.running);
    if (!facts.hasProject && currentPage() != m_settingsPage)
        showPage(m_firstRun);
    else if (facts.hasProject && currentPage() == m_firstRun)
        showPage(m_pages.value(1, m_settingsPage));
    (*m_actions)[ActionId::Disconnect]->setEnabled(facts.connected && !state.running);
    (*m_actions)[ActionId::CloseProject]->setEnabled(facts.hasProject && !state.running);
    (*m_actions)[ActionId::Connect]->setEnabled(facts.hasProject && !state.running);
    noteRecent();
    updateOffers();
}

void MainWindow::updateOffers()
{
    const WorkspaceState &state = *m_parts.workspace.state();
    if (currentPage() == m_flow && m_flow) {
        const RunOffer none{false, tr("A review is open")};
        m_header->setOffers(none, none, none, none);
        return;
    }
    const RevisionId selected = currentPage() ? currentPage()->selectedRevision() : RevisionId();
    m_header->setOffers(upgradeOffer(state), downgradeOffer(state),
        selectedOffer(state, Direction::Upgrade, selected),
        selectedOffer(state, Direction::Downgrade, selected));
}

void MainWindow::review(const PlanRequest &request, FlowPage::Opening opening)
{
    if (!m_flow || m_parts.workspace.isRunning())
        return;
    m_flow->open(request, opening);
    showPage(m_flow);
}

void MainWindow::openFolderDialog()
{
    auto *dialog = new QFileDialog(this, tr("Open project folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openFolder);
    dialog->open();
}

void MainWindow::openFolder(const QString &folder)
{
    m_messages->clearProject();
    m_parts.workspace.openProject(folder);
}

void MainWindow::noteRecent()
{
    const WorkspaceState &state = *m_parts.workspace.state();
    if (state.project && state.phase != ConnectionPhase::Connecting)
        m_parts.recent.note(state, QDateTime::currentDateTime());
    QList<std::pair<QString, QString>> recent;
    for (const RecentProject &entry : m_parts.recent.entries()) {
        const QString text
            = entry.database.isEmpty() ? entry.name : tr("%1 · %2").arg(entry.name, entry.database);
        recent.append({entry.folder, text});
    }
    m_header->setRecent(recent);
}

void MainWindow::showConnectionDialog()
{
    if (!m_parts.workspace.state()->project || m_parts.workspace.isRunning())
        return;
    auto *dialog = new ConnectionDialog(m_parts.workspace, m_parts.settings, m_parts.theme, this);
    connect(dialog, &ConnectionDialog::chosen, &m_parts.workspace, &Workspace::connectTo);
    connect(dialog, &ConnectionDialog::filesOnlyChosen, &m_parts.workspace, &Workspace::disconnectTarget);
    openVeiled(dialog, this);
}

void MainWindow::goRegion(int step)
{
    focusNextRegion(QList<QWidget *>{m_header, m_rail, m_messages} + currentPage()->regions(), step);
}

void MainWindow::copy(const QString &text, const QString &name)
{
    if (text.isEmpty())
        return;
    QApplication::clipboard()->setText(text);
    m_toast->showText(tr("Copied %1").arg(name));
}

void MainWindow::goBack()
{
    if (!currentPage()->escape() && currentPage() == m_settingsPage)
        showPage(m_parts.workspace.state()->project ? m_pages.value(1, m_settingsPage) : m_firstRun);
}

void MainWindow::showHelp()
{
    if (!m_help)
        m_help = new HelpWindow(m_parts.theme, this);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_parts.workspace.isRunning()) {
        m_messages->showClosing(*m_parts.workspace.state());
        event->ignore();
        return;
    }
    QStringList unsaved;
    for (const Page *page : std::as_const(m_pages))
        unsaved += page ? page->unsavedFiles() : QStringList();
    if (!unsaved.isEmpty() && !m_discardsEdits) {
        m_messages->showUnsaved(unsaved);
        event->ignore();
        return;
    }
    m_parts.settings.setLayout(geometryName, saveGeometry());
    event->accept();
}

} // namespace stillroom

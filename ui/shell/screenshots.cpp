#include "ui/shell/screenshots.h"

#include "app/services/workspace.h"
#include "ui/shell/mainwindow.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>

namespace stillroom
{
namespace
{

constexpr int settleMs = 700; // answers of the worker and the delayed loading states
constexpr int deadlineMs = 90'000; // starting a private server on a slow machine
constexpr qreal largeScale = 1.5;
constexpr int inspectorTabs = 5;

} // namespace

Screenshots::Screenshots(MainWindow &window, Workspace &workspace, Theme &theme, const QString &folder)
    : QObject(&window)
    , m_window(window)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_folder(folder)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &Screenshots::whenSettled);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(deadlineMs);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_failures << tr("The project was not ready after %1 s").arg(deadlineMs / 1000);
        end();
    });
    // Every news starts the wait again: a picture shows a window that has come to rest.
    connect(&workspace, &Workspace::stateChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&workspace, &Workspace::projectRefused, this, [this](const Error &error) {
        m_failures << error.message;
        end();
    });
}

void Screenshots::start(const std::function<void()> &open, Run run)
{
    if (!QDir().mkpath(m_folder)) {
        m_failures << tr("The folder %1 could not be made").arg(m_folder);
        end();
        return;
    }
    m_open = open;
    m_screens.push_back({QStringLiteral("first-run"), [] {}, [this] { m_open(); }});
    addScreens();
    if (run == Run::SampleUpgrade)
        addRunScreens();
    m_deadline.start();
    m_settle.start();
}

void Screenshots::addScreens()
{
    const auto trigger = [this](const char *action) {
        return [this, action] { m_window.findChild<QAction *>(QLatin1String(action))->trigger(); };
    };
    const auto nothing = [] {};
    m_screens.push_back({QStringLiteral("timeline"), nothing, nothing});
    for (int tab = 0; tab < inspectorTabs; ++tab) {
        m_screens.push_back({QStringLiteral("timeline-inspector-%1").arg(tab + 1),
            [this, tab] {
                if (auto *rows = m_window.currentPage()->findChild<QAbstractItemView *>())
                    rows->setCurrentIndex(rows->model()->index(0, 0)); // the newest revision
                m_window.currentPage()->chooseTab(tab);
            },
            nothing});
    }
    const auto closeDialog = [this] {
        for (auto *dialog : m_window.findChildren<QDialog *>())
            dialog->reject();
    };
    m_screens.push_back({QStringLiteral("connection"), trigger("connect"), closeDialog});
    m_screens.push_back({QStringLiteral("new-revision"), trigger("newRevision"), closeDialog});
    m_screens.push_back({QStringLiteral("autogenerate"), trigger("autogenerate"), closeDialog});
    m_screens.push_back({QStringLiteral("upgrade-review"), trigger("upgrade"), trigger("back")});
    m_screens.push_back({QStringLiteral("downgrade-review"), trigger("downgrade"), trigger("back")});
    const auto page = [this](const char *name) {
        return [this, name] { m_window.showPage(m_window.findChild<Page *>(QLatin1String(name))); };
    };
    m_screens.push_back({QStringLiteral("changes"), page("changesPage"), nothing});
    m_screens.push_back({QStringLiteral("changes-by-revision"),
        [this] { m_window.currentPage()->chooseTab(1); }, page("timelinePage")});
    m_screens.push_back({QStringLiteral("checklist"), page("checklistPage"), page("timelinePage")});
    m_screens.push_back({QStringLiteral("environment"), page("environmentPage"), page("timelinePage")});
    m_screens.push_back({QStringLiteral("startup"), page("startupPage"), page("timelinePage")});
    m_screens.push_back({QStringLiteral("settings"), trigger("settings"), trigger("back")});
}

void Screenshots::addRunScreens()
{
    const auto click = [this](const char *name) {
        auto *button = m_window.currentPage()->findChild<QPushButton *>(QLatin1String(name));
        if (button && button->isVisible() && button->isEnabled())
            button->click();
        else
            m_failures << tr("%1 could not be pressed").arg(QLatin1String(name));
    };
    const auto nothing = [] {};
    m_screens.push_back({QStringLiteral("upgrade-review"),
        [this] { m_window.findChild<QAction *>(QStringLiteral("upgrade"))->trigger(); }, nothing});
    const auto run = [this, click] {
        // The sample project is our own, and one of its revisions is run by its Python.
        if (auto *consent = m_window.currentPage()->findChild<QCheckBox *>(QStringLiteral("reviewConsent")))
            consent->setChecked(true);
        click("reviewRun");
    };
    m_screens.push_back({QStringLiteral("upgrade-succeeded"), run, [click] { click("resultBack"); }});
    m_screens.push_back({QStringLiteral("timeline-up-to-date"), nothing, nothing});
    const auto page = [this](const char *name) {
        return [this, name] { m_window.showPage(m_window.findChild<Page *>(QLatin1String(name))); };
    };
    m_screens.push_back({QStringLiteral("activity"), page("activityPage"), page("timelinePage")});
}

void Screenshots::whenSettled()
{
    const WorkspaceState &state = *m_workspace.state();
    const bool busy = state.running || !state.activity.isEmpty() || state.phase == ConnectionPhase::Connecting
        || m_window.currentPage()->isBusy();
    if (busy || (m_next > 1 && !state.project)) {
        m_settle.start();
        return;
    }
    if (m_next > 0) {
        const Screen &shown = m_screens[m_next - 1];
        shoot(shown.name);
        shown.leave();
    }
    next();
}

void Screenshots::next()
{
    if (m_next == m_screens.size()) {
        end();
        return;
    }
    const size_t current = m_next++;
    // The first screen after opening waits for the project; the rest are there at once.
    if (current == 1 && !m_workspace.state()->project) {
        m_settle.start();
        return;
    }
    m_screens[current].prepare();
    m_settle.start();
}

void Screenshots::shoot(const QString &name)
{
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        m_theme.setMode(mode);
        const QString theme = mode == ThemeMode::Light ? QStringLiteral("light") : QStringLiteral("dark");
        for (const qreal scale : {1.0, largeScale}) {
            const QString suffix = scale > 1 ? QStringLiteral("-150") : QString();
            save(&m_window, QStringLiteral("%1/%2-%3%4.png").arg(m_folder, name, theme, suffix), scale);
        }
    }
}

void Screenshots::save(QWidget *widget, const QString &file, qreal scale)
{
    QPixmap picture(widget->size() * scale);
    picture.setDevicePixelRatio(scale);
    widget->render(&picture);
    // A dialog is a window of its own: it stands in the middle.
    for (auto *dialog : widget->findChildren<QDialog *>()) {
        if (!dialog->isVisible())
            continue;
        QPixmap front(dialog->size() * scale);
        front.setDevicePixelRatio(scale);
        dialog->render(&front);
        QPainter painter(&picture);
        painter.drawPixmap(widget->rect().center() - dialog->rect().center(), front);
    }
    if (!picture.save(file))
        m_failures << tr("%1 could not be written").arg(file);
}

void Screenshots::end()
{
    m_settle.stop();
    m_deadline.stop();
    disconnect(&m_workspace, nullptr, this, nullptr);
    disconnect(&m_workspace, nullptr, &m_settle, nullptr);
    Q_EMIT finished(m_failures);
}

} // namespace stillroom

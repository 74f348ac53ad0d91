#pragma once

#include "ui/shell/theme.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace stillroom
{

class MainWindow;
class Workspace;

/// Goes through every screen of the window and writes each in both themes at 100 % and 150 % as
/// NAME-light.png, NAME-light-150.png, …: for documentation and for a machine without a display.
class Screenshots : public QObject
{
    Q_OBJECT

public:
    Screenshots(MainWindow &window, Workspace &workspace, Theme &theme, const QString &folder);

    enum class Run { Never, SampleUpgrade };
    /// First the window as it is ("first-run"), then `open()`, then every screen of what was opened.
    /// SampleUpgrade also runs the reviewed upgrade, for the pictures of its result.
    void start(const std::function<void()> &open, Run run);

Q_SIGNALS:
    /// `failures` names what could not be shown or written; empty: all is well.
    void finished(const QStringList &failures);

private:
    struct Screen {
        QString name;
        std::function<void()> prepare;
        std::function<void()> leave;
    };

    void addScreens();
    void addRunScreens();
    void whenSettled();
    void next();
    void shoot(const QString &name);
    void save(QWidget *widget, const QString &file, qreal scale);
    void end();

    MainWindow &m_window;
    Workspace &m_workspace;
    Theme &m_theme;
    QString m_folder;
    std::function<void()> m_open;
    std::vector<Screen> m_screens;
    size_t m_next = 0;
    QTimer m_settle;
    QTimer m_deadline;
    QStringList m_failures;
};

} // namespace stillroom

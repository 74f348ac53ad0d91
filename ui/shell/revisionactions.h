#pragma once

#include "app/services/workspacestate.h"

#include <QObject>

class QWidget;

namespace stillroom
{

class Actions;
class Theme;
class Workspace;

/// "New revision…", "Merge heads…" and "Autogenerate…": when they can be used, and their dialog.
class RevisionActions final : public QObject
{
    Q_OBJECT

public:
    RevisionActions(const Actions &actions, Workspace &workspace, const Theme &theme, QWidget *window);

    void open(const RevisionRequest &request);
    /// What the dialog offers as a parent beside the heads.
    void setSelected(const RevisionId &revision) { m_selected = revision; }

Q_SIGNALS:
    /// The last moment for setSelected().
    void aboutToOpen();
    void toastRequested(const QString &text);

private:
    void update();

    const Actions &m_actions;
    Workspace &m_workspace;
    const Theme &m_theme;
    QWidget *m_window;
    RevisionId m_selected;
};

} // namespace stillroom

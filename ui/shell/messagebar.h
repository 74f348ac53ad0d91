#pragma once

#include "app/services/workspacestate.h"
#include "ui/shell/theme.h"

#include <QWidget>

namespace stillroom
{

class InlineMessage;

/// What concerns the window as a whole, between header and page: a folder that is no project, several
/// projects in one, a close that waits for a run. What concerns the connection stands on the Timeline.
class MessageBar : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBar(const Theme &theme, QWidget *parent = nullptr);

    void showRefused(const Error &error);
    void showChoice(const QStringList &folders);
    void showClosing(const WorkspaceState &state);
    /// A close that waits for edits of these files.
    void showUnsaved(const QStringList &files);
    /// Takes away what showRefused() and showChoice() said.
    void clearProject();
    void clearClosing();

Q_SIGNALS:
    void openRequested();
    void folderChosen(const QString &folder);
    void keepRunningChosen();
    void cancelAndCloseChosen();
    void discardAndCloseChosen();

private:
    void arrange();

    InlineMessage *m_project;
    InlineMessage *m_closing;
    bool m_hasProject = false;
    bool m_hasClosing = false;
};

} // namespace stillroom

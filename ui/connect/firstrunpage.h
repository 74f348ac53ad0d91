#pragma once

#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QBoxLayout;
class QLabel;
class QListView;
class QPushButton;

namespace stillroom
{

class RecentModel;
class RecentProjects;

/// What is seen without a project: open a folder (button or drop), the recent projects, the sample.
class FirstRunPage : public Page
{
    Q_OBJECT

public:
    FirstRunPage(RecentProjects &recent, const Theme &theme, QWidget *parent = nullptr);

    QString title() const override { return tr("Open a project"); }
    QString iconName() const override { return QStringLiteral("folder-open"); }
    void activate() override;
    QList<QWidget *> regions() override;

    /// What is being opened; empty: nothing, and everything can be pressed.
    void setBusy(const QString &activity);

Q_SIGNALS:
    /// The folder dialog is wanted.
    void openRequested();
    void folderChosen(const QString &folder);
    void sampleRequested();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *createOpening();
    QWidget *createRecent();
    void arrange();

    const Theme &m_theme;
    RecentProjects &m_recent;
    RecentModel *m_model;
    QPushButton *m_open = nullptr;
    QPushButton *m_sample = nullptr;
    QLabel *m_activity = nullptr;
    QListView *m_list = nullptr;
    QWidget *m_recentColumn = nullptr;
    QBoxLayout *m_columns = nullptr;
};

} // namespace stillroom

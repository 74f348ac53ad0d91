#pragma once

#include "ui/shell/windowfacts.h"

#include "ui/shell/theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace stillroom
{

class Actions;
class ElidingLabel;
class IconLabel;

/// The target of every page and the three ways to change it: project | environment and database |
/// current revision | Preview SQL, Downgrade, Upgrade. Without a project: the program's name and Help.
class Header : public QFrame
{
    Q_OBJECT

public:
    Header(const Theme &theme, const Actions &actions, QWidget *parent = nullptr);

    void setFacts(const WindowFacts &facts);
    /// Folders for "Open recent" with their texts.
    void setRecent(const QList<std::pair<QString, QString>> &projects);
    /// With more than one head the upgrade button asks which.
    void setHeads(const std::vector<RevisionId> &heads);
    /// A disabled part shows the reason as its tooltip.
    void setOffers(const RunOffer &upgrade, const RunOffer &downgrade, const RunOffer &selectedUp,
        const RunOffer &selectedDown);

Q_SIGNALS:
    void recentChosen(const QString &folder);
    void headChosen(const stillroom::RevisionId &head);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// What gives way, one after the other, when the text is large and the window is not: Preview SQL and
    /// then Downgrade move into the menu of Upgrade, the environment takes its short form.
    enum class Fit { All, PreviewInMenu, DowngradeInMenu, ShortEnvironment };
    void applyFit(Fit fit);
    void fit();
    QWidget *createWelcome();
    QWidget *createProject();
    void addProjectPart(QHBoxLayout *row);
    void addDatabasePart(QHBoxLayout *row);
    void addCurrentPart(QHBoxLayout *row);
    void addRunButtons(QHBoxLayout *row);
    void createMenus();
    void showOffers();
    QToolButton *splitButton(const QString &text, const QString &kind, QMenu *menu);
    void resizeToFont();

    const Theme &m_theme;
    const Actions &m_actions;
    QStackedLayout *m_stack;
    QWidget *m_projectSide = nullptr;
    QPushButton *m_project = nullptr;
    QMenu *m_projectMenu = nullptr;
    QMenu *m_recentMenu = nullptr;
    ElidingLabel *m_place = nullptr;
    QLabel *m_environment = nullptr;
    ElidingLabel *m_database = nullptr;
    IconLabel *m_broken = nullptr;
    IconLabel *m_dot = nullptr;
    ElidingLabel *m_connection = nullptr;
    ElidingLabel *m_current = nullptr;
    QLabel *m_standing = nullptr;
    QPushButton *m_preview = nullptr;
    QToolButton *m_downgrade = nullptr;
    QToolButton *m_upgrade = nullptr;
    QMenu *m_upgradeMenu = nullptr;
    QMenu *m_headsMenu = nullptr;
    QMenu *m_downgradeMenu = nullptr;
    std::optional<TargetKind> m_kind;
    RunOffer m_upgradeOffer;
    RunOffer m_downgradeOffer;
    Fit m_fit = Fit::All;
};

} // namespace stillroom

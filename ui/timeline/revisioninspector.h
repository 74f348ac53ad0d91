#pragma once

#include "app/services/workspace.h"
#include "ui/timeline/timelinerow.h"

#include <QFrame>

class QLabel;
class QHBoxLayout;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace stillroom
{

class Chip;
class ElidingLabel;
class IconButton;
class RevisionOverview;
class RevisionCode;
class RevisionRisks;
class Theme;

/// The panel beside the timeline: one revision in five tabs, or what all pending ones come to.
class RevisionInspector final : public QFrame
{
    Q_OBJECT

public:
    enum Tab { Overview, UpgradeSql, DowngradeSql, Script, Risks, TabCount };

    RevisionInspector(Workspace &workspace, const Theme &theme, QWidget *parent = nullptr);

    /// Nothing: the summary.
    void showRevision(const std::optional<TimelineRow> &row);
    /// A new state arrived: what stands beside the script may have changed.
    void refresh();
    void chooseTab(int tab);
    const std::optional<TimelineRow> &row() const { return m_row; }
    /// SQL of the tab shown, else of the upgrade; empty while not known.
    QString sql() const;

Q_SIGNALS:
    void closeRequested();
    void reviewRequested(const stillroom::PlanRequest &request);
    void toastRequested(const QString &text);

private:
    QWidget *createHead();
    QWidget *createFoot();
    /// The chosen revision's SQL as far as it is known: written, captured, or why not.
    void showSql();
    /// As read from the scripts; a pending upgrade as it is planned, with what the database decides.
    std::optional<RevisionSql> knownSql() const;
    void onRevisionRead(quint64 request, const RevisionSql &sql);
    void onRevisionRefused(quint64 request, const Error &error);
    void showTab(int tab);
    void updateHead();
    void updateFoot();
    void onSecondary();
    void onPrimary();
    bool canRun(QString *reason) const;

    Workspace &m_workspace;
    const Theme &m_theme;
    std::optional<TimelineRow> m_row;
    std::optional<RevisionSql> m_sql;
    quint64 m_request = 0;
    ElidingLabel *m_title = nullptr;
    QWidget *m_identity = nullptr;
    QLabel *m_id = nullptr;
    IconButton *m_close = nullptr;
    Chip *m_stateChip = nullptr;
    Chip *m_headChip = nullptr;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    RevisionOverview *m_overview;
    RevisionCode *m_upgrade;
    RevisionCode *m_downgrade;
    RevisionCode *m_script;
    RevisionRisks *m_risks;
    QPushButton *m_secondary = nullptr;
    QPushButton *m_primary = nullptr;
};

} // namespace stillroom

#pragma once

#include "app/services/workspace.h"
#include "ui/shell/page.h"
#include "ui/timeline/timelinemodel.h"

class QHBoxLayout;
class QLineEdit;
class QMenu;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace stillroom
{

class EmptyState;
class RevisionInspector;
class SegmentedControl;
class Settings;
class Theme;
class TimelineMessages;
class TimelineView;

/// The revisions of a project, newest first, with what stands in the database (design guide 5,
/// "Timeline").
class TimelinePage final : public Page
{
    Q_OBJECT

public:
    TimelinePage(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    QString title() const override { return tr("Timeline"); }
    QString iconName() const override { return QStringLiteral("vcs-branch"); }
    void focusSearch() override;
    void goToCurrent() override;
    void chooseTab(int tab) override;
    bool escape() override;
    std::pair<QString, QString> copyText() const override;
    QString copySql() const override;
    QList<QWidget *> regions() override;
    RevisionId selectedRevision() const override;
    bool showRevision(const RevisionId &revision) override;

private:
    QWidget *createToolbar();
    QWidget *createTable();
    void onStateChanged();
    void showRows(TimelineRows rows);
    void onFilterEdited();
    void onRevisionSelected(const RevisionId &revision);
    void updateCounts();
    void updateContent();
    void clearFilter();
    void openContextMenu(const QPoint &position);
    void addRunActions(QMenu &menu, const TimelineRow &row);
    void chooseEngine(std::optional<Engine> engine, const QString &text);
    void chooseRisk(std::optional<Severity> least, const QString &text);

    Workspace &m_workspace;
    const Theme &m_theme;
    std::shared_ptr<const WorkspaceState> m_shown; ///< the state the rows were made from
    quint64 m_rowsToken = 0; ///< rows made for an older state are dropped
    TimelineModel m_model;
    TimelineMessages *m_messages;
    QLineEdit *m_search = nullptr;
    SegmentedControl *m_scope = nullptr;
    QToolButton *m_engine = nullptr;
    QToolButton *m_risk = nullptr;
    QPushButton *m_goToCurrent = nullptr;
    QStackedWidget *m_content = nullptr;
    TimelineView *m_view;
    EmptyState *m_empty;
    RevisionInspector *m_inspector;
    std::optional<Engine> m_engineFilter;
    std::optional<Severity> m_riskFilter;
};

} // namespace stillroom

#pragma once

#include "app/services/workspacestate.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace stillroom
{

class CellTable;
class CodeView;
class InlineMessage;
class PythonCheck;
class ReviewPanel;
struct Rehearsal;
class Settings;
class Theme;

/// The plan before it runs: order, locks, SQL on the left; choices, way back and the one button that
/// starts a run on the right.
class ReviewView final : public QWidget
{
    Q_OBJECT

public:
    ReviewView(const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    void showPlan(const Plan &plan, const WorkspaceState &state);
    /// The connection or a run may have changed what is allowed.
    void setState(const WorkspaceState &state);
    /// The SQL alone, at full height.
    void setSqlInFull(bool full);
    bool isSqlInFull() const { return m_full; }
    const Plan &plan() const { return m_plan; }
    QString sql() const;
    QList<QWidget *> regions();
    /// Null: none yet.
    void setRehearsal(const std::shared_ptr<const Rehearsal> &rehearsal);
    void setRehearsing(const QString &progress);
    void setRehearsalError(const Error &error);
    PythonCheck &python();

Q_SIGNALS:
    /// By the button only.
    void runRequested(const stillroom::RunSettings &settings);
    void cancelled();
    void toastRequested(const QString &text);
    void rehearsalRequested(bool projectPython);
    void rehearsalCancelRequested();
    void pythonRequested();

private:
    QWidget *createLeft();
    void fillSteps();
    void fillLocks();
    void updateMessage();

    const Theme &m_theme;
    ReviewPanel *m_panel;
    Plan m_plan;
    WorkspaceState m_state;
    std::shared_ptr<const Rehearsal> m_rehearsal;
    bool m_full = false;
    InlineMessage *m_message = nullptr;
    QWidget *m_tables = nullptr; ///< what gives way to the SQL in full
    QLabel *m_stepCount = nullptr;
    QLabel *m_lockCount = nullptr;
    QLabel *m_lockTitle = nullptr;
    CellTable *m_steps = nullptr;
    CellTable *m_locks = nullptr;
    QWidget *m_locksCard = nullptr;
    CodeView *m_sql = nullptr;
    QPushButton *m_openInFull = nullptr;
};

} // namespace stillroom

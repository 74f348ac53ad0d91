#pragma once

#include "app/services/workspacestate.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSpinBox;
class QVBoxLayout;

namespace stillroom
{

class CellTable;
class CodeView;
class InlineMessage;
enum class ResultKind;
class SegmentedControl;
class Settings;
class Theme;

/// The plan before it runs: order, locks, SQL on the left; choices, way back and the one button that
/// starts a run on the right.
class ReviewView final : public QWidget
{
    Q_OBJECT

public:
    ReviewView(const Theme &theme, const Settings &settings, QWidget *parent = nullptr);

    void showPlan(const Plan &plan, const WorkspaceState &state);
    /// The connection or a run may have changed what is allowed.
    void setState(const WorkspaceState &state);
    /// The SQL alone, at full height.
    void setSqlInFull(bool full);
    bool isSqlInFull() const { return m_full; }
    const Plan &plan() const { return m_plan; }
    QString sql() const;
    QList<QWidget *> regions();

Q_SIGNALS:
    /// By the button only.
    void runRequested(const stillroom::RunSettings &settings);
    void cancelled();
    void toastRequested(const QString &text);

private:
    QWidget *createLeft();
    QWidget *createRight();
    QWidget *createTransaction(QWidget *parent);
    QWidget *createLimits(QWidget *parent);
    QWidget *createFooter(QWidget *parent);
    void fillSteps();
    void fillLocks();
    void fillChecks();
    void fillImpact();
    void addCheck(ResultKind kind, const QString &title, const QString &text);
    void updateTransaction();
    void updateButton();
    bool needsTypedName() const;
    QString refusal() const;
    RunSettings settings() const;

    const Theme &m_theme;
    const Settings &m_settings;
    Plan m_plan;
    WorkspaceState m_state;
    QString m_database;
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
    QVBoxLayout *m_checks = nullptr;
    QWidget *m_checksBody = nullptr;
    SegmentedControl *m_transaction = nullptr;
    QLabel *m_price = nullptr;
    QSpinBox *m_lockTimeout = nullptr;
    QSpinBox *m_statementTimeout = nullptr;
    QVBoxLayout *m_impact = nullptr;
    QWidget *m_impactBody = nullptr;
    QWidget *m_nameBox = nullptr;
    QLineEdit *m_name = nullptr;
    QLabel *m_nameHint = nullptr;
    QPushButton *m_run = nullptr;
};

/// The statements of all steps with a comment line before each; Project Python steps say so.
QString reviewSql(const Plan &plan);

} // namespace stillroom

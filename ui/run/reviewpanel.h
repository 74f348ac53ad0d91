#pragma once

#include "app/services/workspacestate.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace stillroom
{

class PythonCheck;
class SegmentedControl;
struct Rehearsal;
class Settings;
class Theme;
enum class ResultKind;

/// The right side of the review: what to know before, the choices, the impact, and the one button that
/// starts a run.
class ReviewPanel final : public QWidget
{
    Q_OBJECT

public:
    ReviewPanel(const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    void showPlan(const Plan &plan, const WorkspaceState &state);
    /// The connection or a run may have changed what is allowed.
    void setState(const WorkspaceState &state);
    RunSettings settings() const;
    QList<QWidget *> regions();

    /// What is known of a rehearsal of this plan: null, none yet; \a progress: one is under way.
    void setRehearsal(const std::shared_ptr<const Rehearsal> &rehearsal);
    void setRehearsing(const QString &progress);
    void setRehearsalError(const Error &error);
    /// Where the answer to pythonRequested() goes.
    PythonCheck &python() { return *m_python; }

Q_SIGNALS:
    /// By the button only.
    void runRequested(const stillroom::RunSettings &settings);
    void cancelled();
    void transactionChanged();
    /// \a projectPython: the person allowed the project's own code.
    void rehearsalRequested(bool projectPython);
    void rehearsalCancelRequested();
    /// The person allowed the project's own code: which Python would run it?
    void pythonRequested();

private:
    QWidget *createFacts();
    QWidget *createTransaction(QWidget *parent);
    QWidget *createLimits(QWidget *parent);
    QWidget *createFooter();
    void fillChecks();
    void fillImpact();
    QWidget *addCheck(ResultKind kind, const QString &title, const QString &text);
    void addRehearsal();
    void addRehearsalButton(QWidget *row, const char *name, const QString &text, bool starts);
    void updateTransaction();
    void updateButton();
    void showConsent();
    void askForPython();
    void showConfirmations();
    std::vector<ProductionRequirement> unmet() const;
    void keepConsent();
    QString wayBack() const;
    RunSettings startingSettings() const;

    const Theme &m_theme;
    Settings &m_settings;
    Plan m_plan;
    WorkspaceState m_state;
    QString m_database;
    std::shared_ptr<const Rehearsal> m_rehearsal;
    std::optional<Error> m_rehearsalError;
    bool m_rehearsing = false;
    QLabel *m_rehearsalText = nullptr; ///< of the row in front, while one is under way
    PythonCheck *m_python = nullptr;
    QWidget *m_checksBody = nullptr;
    QVBoxLayout *m_checks = nullptr;
    SegmentedControl *m_transaction = nullptr;
    QLabel *m_price = nullptr;
    QSpinBox *m_lockTimeout = nullptr;
    QSpinBox *m_statementTimeout = nullptr;
    QWidget *m_impactBody = nullptr;
    QVBoxLayout *m_impact = nullptr;
    QWidget *m_nameBox = nullptr;
    QLineEdit *m_name = nullptr;
    QLabel *m_nameHint = nullptr;
    QCheckBox *m_consent = nullptr; ///< shown when steps need the project's own code
    QWidget *m_confirmBox = nullptr;
    std::vector<std::pair<ProductionRequirement, QCheckBox *>>
        m_confirmations; ///< one a requirement but the rehearsal
    QPushButton *m_run = nullptr;
};

} // namespace stillroom

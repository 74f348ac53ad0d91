#pragma once

#include "app/services/workspace.h"
#include "ui/run/runprogress.h"
#include "ui/shell/page.h"

#include <QTimer>

#include <optional>

class QLabel;
class QStackedWidget;

namespace stillroom
{

class ElidingLabel;
class EmptyState;
class ResultView;
class ReviewView;
class RunningView;
class Settings;
class Stepper;
class Theme;

/// Review → Run → Result of one plan (design guide 5, "Upgrade"). The only page that starts a run, and only
/// by its own button: no key does.
class RunPage final : public FlowPage
{
    Q_OBJECT

public:
    RunPage(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    QString title() const override { return tr("Timeline"); }
    QString iconName() const override { return QStringLiteral("vcs-branch"); }
    void open(const PlanRequest &request, Opening opening) override;
    bool isBusy() const override { return m_rehearsalTick.isActive(); }
    bool isOccupied() const override { return m_phase != Phase::Idle; }
    bool escape() override;
    QString copySql() const override;
    QList<QWidget *> regions() override;

private:
    enum class Phase { Idle, Planning, Refused, Review, Running, Result };

    QWidget *createHead();
    void requestPlan();
    void onPlanReady(quint64 request, const Plan &plan);
    void onPlanRefused(quint64 request, const Error &error);
    void onStateChanged();
    void start(const RunSettings &settings);
    void onRunEvents(const std::vector<TimedRunEvent> &events);
    void onRunFinished(const RunOutcome &outcome);
    void rehearse(bool projectPython);
    void onRehearsal(quint64 request, const std::shared_ptr<const Rehearsal> &rehearsal);
    void onRehearsalRefused(quint64 request, const Error &error);
    void leave();
    void setPhase(Phase phase);
    QString destination() const;
    QString headline() const;
    QString databaseName() const;

    Workspace &m_workspace;
    const Theme &m_theme;
    Phase m_phase = Phase::Idle;
    PlanRequest m_request;
    Opening m_opening = Opening::Review;
    quint64 m_planToken = 0;
    quint64 m_keptToken = 0; ///< of the question for a kept rehearsal
    quint64 m_rehearsalToken = 0;
    quint64 m_pythonToken = 0;
    QTimer m_rehearsalTick; ///< while one is under way
    std::optional<RunProgress> m_progress; ///< from the start of the run on
    ElidingLabel *m_headline = nullptr;
    Stepper *m_stepper = nullptr;
    QStackedWidget *m_content;
    EmptyState *m_empty;
    ReviewView *m_review;
    RunningView *m_running;
    ResultView *m_result;
};

} // namespace stillroom

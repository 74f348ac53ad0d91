#include "ui/run/runpage.h"

#include "ui/run/pythoncheck.h"
#include "ui/run/resultview.h"
#include "ui/run/reviewview.h"
#include "ui/run/runningview.h"
#include "ui/shell/theme.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/stepper.h"
#include "ui/widgets/text.h"

#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int rehearsalTickMs = 200;

} // namespace

RunPage::RunPage(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent)
    : FlowPage(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_content(new QStackedWidget(this))
    , m_empty(new EmptyState(theme, this))
    , m_review(new ReviewView(theme, settings, this))
    , m_running(new RunningView(theme, this))
    , m_result(new ResultView(theme, this))
{
    setObjectName(QStringLiteral("runPage"));
    setProperty("panel", QStringLiteral("surface"));
    for (QWidget *view : std::initializer_list<QWidget *>{m_empty, m_review, m_running, m_result})
        m_content->addWidget(view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createHead());
    layout->addWidget(m_content, 1);
    connect(m_review, &ReviewView::runRequested, this, &RunPage::start);
    connect(m_review, &ReviewView::cancelled, this, &RunPage::leave);
    connect(m_review, &ReviewView::toastRequested, this, &Page::toastRequested);
    connect(m_running, &RunningView::cancelRequested, &workspace, &Workspace::cancelRun);
    connect(m_running, &RunningView::toastRequested, this, &Page::toastRequested);
    connect(m_result, &ResultView::leaveRequested, this, &RunPage::leave);
    connect(m_result, &ResultView::reviewAgainRequested, this, &RunPage::requestPlan);
    connect(m_result, &ResultView::toastRequested, this, &Page::toastRequested);
    connect(m_review, &ReviewView::rehearsalRequested, this, &RunPage::rehearse);
    connect(m_review, &ReviewView::rehearsalCancelRequested, &workspace, &Workspace::cancelRehearsal);
    connect(m_review, &ReviewView::pythonRequested, this,
        [this] { m_pythonToken = m_workspace.requestPython(); });
    connect(&workspace, &Workspace::pythonFound, this, [this](quint64 request, const PythonAnswer &python) {
        if (request == m_pythonToken)
            m_review->python().setFound(python);
    });
    connect(&workspace, &Workspace::pythonMissing, this, [this](quint64 request, const Error &error) {
        const std::optional<Project> &project = m_workspace.state()->project;
        if (request == m_pythonToken)
            m_review->python().setMissing(error, project ? project->root : QString());
    });
    connect(&workspace, &Workspace::rehearsalReady, this, &RunPage::onRehearsal);
    connect(&workspace, &Workspace::rehearsalRefused, this, &RunPage::onRehearsalRefused);
    m_rehearsalTick.setInterval(rehearsalTickMs);
    connect(&m_rehearsalTick, &QTimer::timeout, this,
        [this] { m_review->setRehearsing(m_workspace.rehearsalProgress()); });
    connect(&workspace, &Workspace::planReady, this, &RunPage::onPlanReady);
    connect(&workspace, &Workspace::planRefused, this, &RunPage::onPlanRefused);
    connect(&workspace, &Workspace::stateChanged, this, &RunPage::onStateChanged);
    connect(&workspace, &Workspace::runEvents, this, &RunPage::onRunEvents);
    connect(&workspace, &Workspace::runFinished, this, &RunPage::onRunFinished);
}

QWidget *RunPage::createHead()
{
    auto *head = new QFrame(this);
    head->setProperty("panel", QStringLiteral("toolbar"));
    head->setFixedHeight(m_theme.px(49));
    auto *back = textButton(tr("Timeline"), ButtonKind::Link, head);
    back->setObjectName(QStringLiteral("runBack"));
    back->setIcon(m_theme.icon(QStringLiteral("go-previous"), &Tokens::accentText));
    m_headline = new ElidingLabel(TextRole::Section, head);
    m_headline->setObjectName(QStringLiteral("runHeadline"));
    m_stepper = new Stepper({tr("Review"), tr("Run"), tr("Result")}, m_theme, head);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(8, 0, 16, 0);
    layout->setSpacing(12);
    layout->addWidget(back);
    layout->addWidget(verticalRule(head));
    layout->addWidget(m_headline, 1);
    layout->addWidget(m_stepper);
    connect(back, &QPushButton::clicked, this, &RunPage::leave);
    return head;
}

void RunPage::open(const PlanRequest &request, Opening opening)
{
    if (m_phase == Phase::Running)
        return;
    m_request = request;
    m_opening = opening;
    requestPlan();
}

void RunPage::requestPlan()
{
    m_progress.reset();
    m_running->follow(nullptr);
    if (m_rehearsalTick.isActive())
        m_workspace.cancelRehearsal();
    m_rehearsalTick.stop();
    m_rehearsalToken = 0;
    m_planToken = m_workspace.requestPlan(m_request);
    setPhase(Phase::Planning);
    m_empty->showLoading(tr("Planning"), tr("Reading the scripts on the way."));
}

void RunPage::onPlanReady(quint64 request, const Plan &plan)
{
    if (request != m_planToken || m_phase != Phase::Planning)
        return;
    m_review->showPlan(plan, *m_workspace.state());
    m_review->setSqlInFull(m_opening == Opening::PreviewSql);
    setPhase(Phase::Review);
    m_keptToken = 0;
    if (plan.direction == Direction::Upgrade && !plan.steps.empty())
        m_keptToken = m_workspace.findRehearsal(plan);
    if (m_opening == Opening::Rehearsal && plan.isNative() && !plan.steps.empty())
        rehearse(false);
}

void RunPage::rehearse(bool projectPython)
{
    m_keptToken = 0;
    m_rehearsalToken = m_workspace.requestRehearsal(m_review->plan(), projectPython);
    m_review->setRehearsing({});
    m_rehearsalTick.start();
}

void RunPage::onRehearsal(quint64 request, const std::shared_ptr<const Rehearsal> &rehearsal)
{
    if (request == 0 || (request != m_keptToken && request != m_rehearsalToken) || m_phase != Phase::Review)
        return;
    m_rehearsalTick.stop();
    m_review->setRehearsal(rehearsal);
}

void RunPage::onRehearsalRefused(quint64 request, const Error &error)
{
    if (request != m_rehearsalToken || m_phase != Phase::Review)
        return;
    m_rehearsalTick.stop();
    m_review->setRehearsalError(error);
}

void RunPage::onPlanRefused(quint64 request, const Error &error)
{
    if (request != m_planToken || m_phase != Phase::Planning)
        return;
    setPhase(Phase::Refused);
    QString text = error.message;
    if (!error.place.path.isEmpty())
        text += u'\n' + error.place.toString();
    m_empty->showError(tr("There is no plan"), text);
    connect(m_empty->addButton(tr("Try again")), &QPushButton::clicked, this, &RunPage::requestPlan);
    connect(m_empty->addButton(tr("Copy error")), &QPushButton::clicked, this, [this, text] {
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT toastRequested(tr("Copied error"));
    });
}

void RunPage::onStateChanged()
{
    if (m_phase == Phase::Review)
        m_review->setState(*m_workspace.state());
    if (!m_workspace.state()->project && m_phase != Phase::Running)
        setPhase(Phase::Idle);
}

void RunPage::start(const RunSettings &settings)
{
    if (m_rehearsalTick.isActive())
        m_workspace.cancelRehearsal();
    m_rehearsalTick.stop();
    m_progress.emplace(m_review->plan(), settings);
    m_running->follow(&*m_progress);
    setPhase(Phase::Running);
    m_workspace.startRun(m_review->plan(), settings);
}

void RunPage::onRunEvents(const std::vector<TimedRunEvent> &events)
{
    if (!m_progress || m_phase != Phase::Running)
        return;
    for (const TimedRunEvent &event : events)
        m_progress->apply(event);
    m_running->refresh();
}

void RunPage::onRunFinished(const RunOutcome &outcome)
{
    if (!m_progress || m_phase != Phase::Running)
        return;
    m_progress->finish(outcome, QDateTime::currentDateTime());
    m_running->follow(nullptr);
    m_result->showResult(*m_progress, databaseName());
    setPhase(Phase::Result);
}

/// A run goes on without its page; everything else is put away.
void RunPage::leave()
{
    if (m_rehearsalTick.isActive())
        m_workspace.cancelRehearsal();
    m_rehearsalTick.stop();
    if (m_phase != Phase::Running)
        setPhase(Phase::Idle);
    Q_EMIT left();
}

void RunPage::setPhase(Phase phase)
{
    m_phase = phase;
    switch (phase) {
    case Phase::Idle:
        break;
    case Phase::Planning:
    case Phase::Refused:
        m_stepper->setCurrent(0);
        m_content->setCurrentWidget(m_empty);
        break;
    case Phase::Review:
        m_stepper->setCurrent(0);
        m_content->setCurrentWidget(m_review);
        break;
    case Phase::Running:
        m_stepper->setCurrent(1);
        m_content->setCurrentWidget(m_running);
        break;
    case Phase::Result:
        m_stepper->setCurrent(2);
        m_content->setCurrentWidget(m_result);
        break;
    }
    m_headline->setFullText(headline());
    Q_EMIT offersChanged();
}

QString RunPage::databaseName() const
{
    const auto state = m_workspace.state();
    if (state->database)
        return state->database->server.database;
    return state->target ? state->target->name : tr("the database");
}

/// The revision a relative target ("-1") leads to, else the target as it was asked for.
QString RunPage::destination() const
{
    const bool planned = m_phase == Phase::Review || m_phase == Phase::Running || m_phase == Phase::Result;
    const bool relative = m_request.target.contains(u'+') || m_request.target.contains(u'-');
    const std::vector<RevisionId> &rows = m_review->plan().to;
    if (!planned || !relative || rows.size() > 1)
        return m_request.target;
    return rows.empty() ? QStringLiteral("base") : rows.front().text();
}

QString RunPage::headline() const
{
    const bool upgrade = m_request.direction == Direction::Upgrade;
    const QString name = databaseName();
    const QString to = destination();
    switch (m_phase) {
    case Phase::Idle:
    case Phase::Planning:
    case Phase::Refused:
    case Phase::Review:
        return (upgrade ? tr("Upgrade %1 to %2") : tr("Downgrade %1 to %2")).arg(name, to);
    case Phase::Running:
        return (upgrade ? tr("Upgrading %1 to %2") : tr("Downgrading %1 to %2")).arg(name, to);
    case Phase::Result: {
        const bool done = m_progress->outcome()->result == RunResult::Succeeded;
        return done ? (upgrade ? tr("Upgraded %1 to %2") : tr("Downgraded %1 to %2")).arg(name, to)
                    : (upgrade ? tr("Upgrading %1 to %2") : tr("Downgrading %1 to %2")).arg(name, to);
    }
    }
    return {};
}

/// Back from what can be left without losing anything; never out of a run, and never by cancelling it.
bool RunPage::escape()
{
    if (m_phase == Phase::Running)
        return m_running->dismissQuestion();
    if (m_phase == Phase::Review && m_review->isSqlInFull() && m_opening == Opening::Review) {
        m_review->setSqlInFull(false);
        return true;
    }
    if (m_phase == Phase::Idle)
        return false;
    leave();
    return true;
}

QString RunPage::copySql() const
{
    switch (m_phase) {
    case Phase::Review:
        return m_review->sql();
    case Phase::Running:
        return m_running->currentSql();
    case Phase::Result:
        return m_result->failedSql();
    case Phase::Idle:
    case Phase::Planning:
    case Phase::Refused:
        break;
    }
    return {};
}

QList<QWidget *> RunPage::regions()
{
    switch (m_phase) {
    case Phase::Review:
        return m_review->regions();
    case Phase::Running:
        return m_running->regions();
    case Phase::Result:
        return m_result->regions();
    case Phase::Idle:
    case Phase::Planning:
    case Phase::Refused:
        break;
    }
    return {this};
}

} // namespace stillroom

#include "ui/timeline/timelinepage.h"

#include "app/services/background.h"
#include "migrations/graph/revisiongraph.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/timeline/revisioninspector.h"
#include "ui/timeline/timelinemessages.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/riskbadge.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace stillroom
{

namespace
{

/// The rows look the same as long as these are the same; facts reach the model by themselves.
bool sameRows(const WorkspaceState &a, const WorkspaceState &b)
{
    return a.graph == b.graph && a.applied == b.applied && a.pending == b.pending
        && a.unknownRows == b.unknownRows && a.database.has_value() == b.database.has_value()
        && (!a.database || a.database->rows == b.database->rows);
}

} // namespace

TimelinePage::TimelinePage(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent)
    : Page(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_shown(std::make_shared<const WorkspaceState>())
    , m_messages(new TimelineMessages(theme, this))
    , m_view(new TimelineView(m_model, theme, settings, this))
    , m_empty(new EmptyState(theme, this))
    , m_inspector(new RevisionInspector(workspace, theme, this))
{
    setObjectName(QStringLiteral("timelinePage"));
    setProperty("panel", QStringLiteral("surface"));
    auto *left = new QWidget(this);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(0);
    leftLayout->addWidget(m_messages);
    leftLayout->addWidget(createToolbar());
    leftLayout->addWidget(createTable(), 1);

    auto *splitter = new Splitter(Qt::Horizontal, this);
    splitter->addWidget(left);
    splitter->addWidget(m_inspector);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({theme.px(788), theme.px(408)});
    splitter->remember(settings, QStringLiteral("timeline/splitter"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_view, &TimelineView::revisionSelected, this, &TimelinePage::onRevisionSelected);
    connect(m_view, &QWidget::customContextMenuRequested, this, &TimelinePage::openContextMenu);
    connect(m_messages, &TimelineMessages::connectRequested, this, &Page::connectRequested);
    connect(m_messages, &TimelineMessages::tryAgainRequested, &workspace, &Workspace::refresh);
    connect(m_inspector, &RevisionInspector::closeRequested, this, [this] { m_view->selectRevision({}); });
    connect(m_inspector, &RevisionInspector::reviewRequested, this, &Page::reviewRequested);
    connect(m_inspector, &RevisionInspector::toastRequested, this, &Page::toastRequested);
    connect(&workspace, &Workspace::stateChanged, this, &TimelinePage::onStateChanged);
    onStateChanged();
}

QWidget *TimelinePage::createToolbar()
{
    auto *toolbar = new QFrame(this);
    toolbar->setProperty("panel", QStringLiteral("toolbar"));
    toolbar->setFixedHeight(m_theme.px(44));
    m_search = new QLineEdit(toolbar);
    m_search->setObjectName(QStringLiteral("timelineSearch"));
    m_search->setPlaceholderText(tr("Search id, message, SQL"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(m_theme.px(234));
    m_search->addAction(
        m_theme.icon(QStringLiteral("edit-find"), &Tokens::muted), QLineEdit::LeadingPosition);
    m_scope = new SegmentedControl(toolbar);
    m_scope->setObjectName(QStringLiteral("timelineScope"));
    for (const QString &scope : {tr("All"), tr("Pending"), tr("Applied")})
        m_scope->addSegment(scope);
    m_risk = new QToolButton(toolbar);
    m_risk->setObjectName(QStringLiteral("timelineRisk"));
    m_risk->setProperty("kind", QStringLiteral("menu"));
    m_risk->setText(tr("Risk"));
    m_risk->setPopupMode(QToolButton::InstantPopup);
    m_risk->setMenu(new QMenu(m_risk));
    m_risk->menu()->addAction(tr("Any risk"), this, [this] { chooseRisk({}, tr("Risk")); });
    for (const Severity least : {Severity::High, Severity::Medium, Severity::Low}) {
        const QString name = riskText(riskLevel(least));
        const QString text = least == Severity::High ? name : tr("%1 and above").arg(name);
        m_risk->menu()->addAction(text, this, [this, least, name] { chooseRisk(least, name); });
    }
    m_engine = new QToolButton(toolbar);
    m_engine->setObjectName(QStringLiteral("timelineEngine"));
    m_engine->setProperty("kind", QStringLiteral("menu"));
    m_engine->setText(tr("Engine"));
    m_engine->setPopupMode(QToolButton::InstantPopup);
    m_engine->setMenu(new QMenu(m_engine));
    m_engine->menu()->addAction(tr("Any engine"), this, [this] { chooseEngine({}, tr("Engine")); });
    for (const Engine engine : {Engine::NativeSql, Engine::ProjectPython}) {
        m_engine->menu()->addAction(
            engineName(engine), this, [this, engine] { chooseEngine(engine, engineName(engine)); });
    }
    m_goToCurrent = textButton(tr("Go to current"), ButtonKind::Link, toolbar);
    m_goToCurrent->setObjectName(QStringLiteral("goToCurrent"));
    auto *layout = new QHBoxLayout(toolbar);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(m_search, 100);
    layout->addWidget(m_scope);
    layout->addWidget(m_risk);
    layout->addWidget(m_engine);
    layout->addWidget(m_goToCurrent);
    layout->addStretch(1);
    connect(m_search, &QLineEdit::textChanged, this, &TimelinePage::onFilterEdited);
    connect(m_scope, &SegmentedControl::currentChanged, this, &TimelinePage::onFilterEdited);
    connect(m_goToCurrent, &QPushButton::clicked, this, &TimelinePage::goToCurrent);
    return toolbar;
}

QWidget *TimelinePage::createTable()
{
    m_content = new QStackedWidget(this);
    m_content->addWidget(m_view);
    m_content->addWidget(m_empty);
    return m_content;
}

/// Rows are made off the UI thread, from the snapshot; only the newest ones are shown.
void TimelinePage::onStateChanged()
{
    const std::shared_ptr<const WorkspaceState> state = m_workspace.state();
    const std::shared_ptr<const WorkspaceState> before = std::exchange(m_shown, state);
    m_messages->show(*state);
    if (!sameRows(*before, *state)) {
        const quint64 token = ++m_rowsToken;
        background(
            this, [state] { return timelineRows(*state); },
            [this, token](TimelineRows rows) {
                if (token == m_rowsToken)
                    showRows(std::move(rows));
            });
    }
    if (before->facts != state->facts)
        m_model.setFacts(state->facts);
    m_model.setPendingRisks(state->pendingRisks);
    if (!m_inspector->row() || before->pendingRisks != state->pendingRisks || before->phase != state->phase
        || before->running != state->running)
        m_inspector->refresh();
    updateContent();
}

void TimelinePage::showRows(TimelineRows rows)
{
    m_model.setRows(std::move(rows));
    updateCounts();
    updateContent();
    // Also when the same revision stays selected: what stands in the database may have changed.
    onRevisionSelected(m_view->selectedRevision());
}

void TimelinePage::updateCounts()
{
    const TimelineRows &rows = m_model.rows();
    m_scope->setSegmentText(0, tr("All %1").arg(rows.rows.size()));
    m_scope->setSegmentText(1, tr("Pending %1").arg(rows.pending));
    m_scope->setSegmentText(2, tr("Applied %1").arg(rows.applied));
    m_goToCurrent->setEnabled(!m_model.currentRows().empty());
}

void TimelinePage::updateContent()
{
    const WorkspaceState &state = *m_shown;
    if (m_model.rowCount() > 0) {
        m_content->setCurrentWidget(m_view);
        return;
    }
    m_content->setCurrentWidget(m_empty);
    if (!state.graph || (!state.graph->isEmpty() && m_model.rows().rows.empty())) {
        m_empty->showLoading(state.activity.isEmpty() ? tr("Reading the revisions") : state.activity);
    } else if (state.graph->isEmpty()) {
        m_empty->showEmpty(QStringLiteral("vcs-branch"), tr("No migrations yet"),
            tr("%1 holds no revision script.")
                .arg(state.project->versionLocations.join(QStringLiteral(", "))));
        connect(
            m_empty->addButton(tr("Read again")), &QPushButton::clicked, &m_workspace, &Workspace::refresh);
    } else {
        m_empty->showEmpty(QStringLiteral("vcs-branch"), tr("No revision matches"),
            tr("The filter hides %1 revisions.").arg(m_model.rows().rows.size()));
        connect(
            m_empty->addButton(tr("Clear filter")), &QPushButton::clicked, this, &TimelinePage::clearFilter);
    }
}

void TimelinePage::onFilterEdited()
{
    TimelineFilter filter;
    filter.text = m_search->text().trimmed();
    filter.scope = static_cast<TimelineScope>(m_scope->current());
    filter.engine = m_engineFilter;
    filter.risk = m_riskFilter;
    m_model.setFilter(filter);
    updateCounts();
    updateContent();
}

void TimelinePage::chooseEngine(std::optional<Engine> engine, const QString &text)
{
    m_engineFilter = engine;
    m_engine->setText(text);
    onFilterEdited();
}

void TimelinePage::chooseRisk(std::optional<Severity> least, const QString &text)
{
    m_riskFilter = least;
    m_risk->setText(text);
    onFilterEdited();
}

void TimelinePage::clearFilter()
{
    m_search->clear();
    m_scope->setCurrent(0);
    chooseRisk({}, tr("Risk"));
    chooseEngine({}, tr("Engine"));
}

void TimelinePage::onRevisionSelected(const RevisionId &revision)
{
    const int row = revision.isEmpty() ? -1 : m_model.visibleRowOf(revision);
    if (row >= 0)
        m_inspector->showRevision(m_model.row(row));
    else
        m_inspector->showRevision({});
    Q_EMIT offersChanged();
}

void TimelinePage::openContextMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        return;
    const TimelineRow row = m_model.row(index.row());
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("timelineMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addRunActions(*menu, row);
    menu->addSeparator();
    menu->addAction(tr("Copy revision id"), this, [this, row] {
        QGuiApplication::clipboard()->setText(row.id.text());
        Q_EMIT toastRequested(tr("Copied revision id"));
    });
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void TimelinePage::addRunActions(QMenu &menu, const TimelineRow &row)
{
    const WorkspaceState &state = *m_shown;
    const bool possible
        = state.phase == ConnectionPhase::Connected && !state.running && state.unknownRows.empty();
    const auto request = [this](Direction direction, const RevisionId &id) {
        return [this, direction, id] { Q_EMIT reviewRequested({direction, id.text()}); };
    };
    QAction *upgrade = menu.addAction(tr("Upgrade to here…"), this, request(Direction::Upgrade, row.id));
    upgrade->setEnabled(possible && row.state == RowState::Pending);
    QAction *downgrade
        = menu.addAction(tr("Downgrade to here…"), this, request(Direction::Downgrade, row.id));
    downgrade->setEnabled(possible && row.state == RowState::Applied);
}

void TimelinePage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

/// The next current revision below the selection, else the first: several are walked through.
void TimelinePage::goToCurrent()
{
    const std::vector<int> current = m_model.currentRows();
    if (current.empty())
        return;
    const RevisionId revision = m_view->selectedRevision();
    const int selected = revision.isEmpty() ? -1 : m_model.visibleRowOf(revision);
    const auto next = std::find_if(current.begin(), current.end(), [&](int row) { return row > selected; });
    m_view->selectRevision(m_model.row(next == current.end() ? current.front() : *next).id);
    m_view->setFocus();
}

/// A filter that hides it goes.
bool TimelinePage::showRevision(const RevisionId &revision)
{
    if (m_model.visibleRowOf(revision) < 0)
        clearFilter();
    m_view->selectRevision(revision);
    m_view->setFocus();
    return m_view->selectedRevision() == revision;
}

void TimelinePage::chooseTab(int tab)
{
    m_inspector->chooseTab(tab);
}

bool TimelinePage::escape()
{
    if (!m_model.filter().isOpen()) {
        clearFilter();
        return true;
    }
    if (!m_view->selectedRevision().isEmpty()) {
        m_view->selectRevision({});
        return true;
    }
    return false;
}

std::pair<QString, QString> TimelinePage::copyText() const
{
    return {m_view->selectedRevision().text(), tr("revision id")};
}

QString TimelinePage::copySql() const
{
    return m_inspector->sql();
}

QList<QWidget *> TimelinePage::regions()
{
    return {m_search, m_view, m_inspector};
}

RevisionId TimelinePage::selectedRevision() const
{
    return m_inspector->row() && m_inspector->row()->state != RowState::MissingScript ? m_inspector->row()->id
                                                                                      : RevisionId();
}

} // namespace stillroom

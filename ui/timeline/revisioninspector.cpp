#include "ui/timeline/revisioninspector.h"

#include "migrations/graph/revisiongraph.h"
#include "ui/timeline/revisioncode.h"
#include "ui/timeline/revisionoverview.h"
#include "ui/timeline/revisionrisks.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/text.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QUrl>
#include <QVBoxLayout>

namespace stillroom
{

RevisionInspector::RevisionInspector(Workspace &workspace, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_overview(new RevisionOverview(theme))
    , m_upgrade(new RevisionCode(CodeLanguage::Sql, theme))
    , m_downgrade(new RevisionCode(CodeLanguage::Sql, theme))
    , m_script(new RevisionCode(CodeLanguage::Python, theme))
    , m_risks(new RevisionRisks(theme))
{
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    setProperty("panel", QStringLiteral("surface"));
    setMinimumWidth(theme.px(320));
    for (const QString &tab :
        {tr("Overview"), tr("Upgrade SQL"), tr("Downgrade SQL"), tr("Script"), tr("Locks && risks")})
        m_tabs->addTab(tab);
    m_tabs->setObjectName(QStringLiteral("inspectorTabs"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setFocusPolicy(Qt::StrongFocus);
    for (QWidget *page :
        std::initializer_list<QWidget *>{m_overview, m_upgrade, m_downgrade, m_script, m_risks})
        m_pages->addWidget(page);

    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(16, 0, 16, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createHead());
    layout->addLayout(tabs);
    layout->addWidget(m_pages, 1);
    layout->addWidget(createFoot());

    connect(m_tabs, &QTabBar::currentChanged, this, &RevisionInspector::showTab);
    connect(m_overview, &RevisionOverview::scriptRequested, this, [this] { chooseTab(Script); });
    connect(m_risks, &RevisionRisks::toastRequested, this, &RevisionInspector::toastRequested);
    connect(&workspace, &Workspace::revisionRead, this, &RevisionInspector::onRevisionRead);
    connect(&workspace, &Workspace::revisionRefused, this, &RevisionInspector::onRevisionRefused);
    showRevision({});
}

QWidget *RevisionInspector::createHead()
{
    auto *head = new QWidget(this);
    m_title = new ElidingLabel(TextRole::Section, head);
    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_close = new IconButton(QStringLiteral("close"), tr("Close the inspector"), m_theme, head);
    m_close->setObjectName(QStringLiteral("inspectorClose"));
    connect(m_close, &QToolButton::clicked, this, &RevisionInspector::closeRequested);
    auto *titleRow = new QHBoxLayout;
    titleRow->addWidget(m_title, 1);
    titleRow->addWidget(m_close);

    m_identity = new QWidget(head);
    m_id = textLabel({}, TextRole::Code, m_identity, Tone::Muted);
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *copy = new IconButton(QStringLiteral("edit-copy"), tr("Copy revision id"), m_theme, m_identity);
    connect(copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_id->text());
        Q_EMIT toastRequested(tr("Copied revision id"));
    });
    m_stateChip = new Chip(ChipKind::Applied, m_theme, m_identity);
    m_headChip = new Chip(ChipKind::Head, m_theme, m_identity);
    auto *identity = new QHBoxLayout(m_identity);
    identity->setContentsMargins(0, 0, 0, 0);
    identity->setSpacing(8);
    identity->addWidget(m_id);
    identity->addWidget(copy);
    identity->addStretch(1);
    identity->addWidget(m_stateChip);
    identity->addWidget(m_headChip);

    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(16, 10, 12, 6);
    layout->setSpacing(2);
    layout->addLayout(titleRow);
    layout->addWidget(m_identity);
    identity->setContentsMargins(0, 0, 4, 0);
    return head;
}

QWidget *RevisionInspector::createFoot()
{
    auto *foot = new QFrame(this);
    foot->setProperty("panel", QStringLiteral("footer"));
    foot->setFixedHeight(m_theme.px(52));
    m_secondary = textButton({}, ButtonKind::Default, foot);
    m_secondary->setObjectName(QStringLiteral("inspectorSecondary"));
    m_primary = textButton({}, ButtonKind::Primary, foot);
    m_primary->setObjectName(QStringLiteral("inspectorPrimary"));
    auto *layout = new QHBoxLayout(foot);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->addWidget(m_secondary);
    layout->addStretch(1);
    layout->addWidget(m_primary);
    connect(m_secondary, &QPushButton::clicked, this, &RevisionInspector::onSecondary);
    connect(m_primary, &QPushButton::clicked, this, &RevisionInspector::onPrimary);
    return foot;
}

void RevisionInspector::showRevision(const std::optional<TimelineRow> &row)
{
    const bool same = row && m_row && row->id == m_row->id;
    m_row = row;
    if (!same) {
        m_sql.reset();
        m_upgrade->clear();
        m_downgrade->clear();
        m_script->clear();
        m_risks->clear();
    }
    const bool readable = row && row->state != RowState::MissingScript;
    if (readable)
        m_request = m_workspace.requestRevision(row->id);
    m_tabs->setVisible(readable);
    if (!readable)
        m_tabs->setCurrentIndex(Overview);
    updateHead();
    refresh();
}

void RevisionInspector::refresh()
{
    const WorkspaceState &state = *m_workspace.state();
    if (!state.graph)
        return;
    if (!m_row)
        m_overview->showSummary(state);
    else if (m_row->state == RowState::MissingScript)
        m_overview->showMissing(*m_row, state);
    else if (const std::optional<RevisionSql> known = knownSql())
        m_overview->showRevision(*m_row, state, &*known);
    else
        m_overview->showRevision(*m_row, state, nullptr);
    showSql();
    updateHead();
    updateFoot();
}

std::optional<RevisionSql> RevisionInspector::knownSql() const
{
    std::optional<RevisionSql> known = m_sql;
    const PendingRisks *pending = m_workspace.state()->pendingRisks.get();
    const PlanStep *planned = known && pending ? pending->step(known->revision) : nullptr;
    if (planned)
        known->upgrade = *planned;
    return known;
}

void RevisionInspector::showSql()
{
    const std::optional<RevisionSql> known = knownSql();
    if (!m_row || !known)
        return;
    const WorkspaceState &state = *m_workspace.state();
    m_risks->showSheet(riskSheet(*known, state));
    const Rehearsal *rehearsal = state.pendingRisks ? state.pendingRisks->rehearsal.get() : nullptr;
    const RehearsedStep *rehearsed = rehearsal ? rehearsal->step(known->revision) : nullptr;
    if (!rehearsed) {
        m_upgrade->showStep(known->upgrade);
        m_downgrade->showStep(known->downgrade);
        return;
    }
    m_upgrade->showStep(known->upgrade, &rehearsed->statements, rehearsal->at);
    m_downgrade->showStep(known->downgrade, &rehearsed->backStatements, rehearsal->at);
}

void RevisionInspector::chooseTab(int tab)
{
    if (tab >= 0 && tab < m_tabs->count() && m_tabs->isVisibleTo(this))
        m_tabs->setCurrentIndex(tab);
}

QString RevisionInspector::sql() const
{
    if (!m_row)
        return {};
    return m_tabs->currentIndex() == DowngradeSql ? m_downgrade->text() : m_upgrade->text();
}

void RevisionInspector::onRevisionRead(quint64 request, const RevisionSql &sql)
{
    if (request != m_request || !m_row || sql.revision != m_row->id)
        return;
    m_sql = sql;
    std::vector<EngineReason> reasons;
    for (const PlanStep *step : {&sql.upgrade, &sql.downgrade}) {
        if (step->engine == Engine::ProjectPython)
            reasons.insert(reasons.end(), step->engineReasons.begin(), step->engineReasons.end());
    }
    m_script->showScript(m_row->place.path, sql.script, reasons);
    refresh();
}

void RevisionInspector::onRevisionRefused(quint64 request, const Error &error)
{
    if (request != m_request)
        return;
    for (RevisionCode *code : {m_upgrade, m_downgrade, m_script})
        code->showError(error);
    m_risks->showError(error);
    updateFoot();
}

void RevisionInspector::showTab(int tab)
{
    m_pages->setCurrentIndex(tab);
    updateFoot();
}

void RevisionInspector::updateHead()
{
    const WorkspaceState &state = *m_workspace.state();
    m_identity->setVisible(m_row.has_value());
    m_close->setVisible(m_row.has_value());
    if (!m_row) {
        const int pending = int(state.pending.size());
        m_title->setFullText(!state.database ? tr("%1 revisions").arg(state.graph ? state.graph->size() : 0)
                : pending == 0 && state.unknownRows.empty() ? tr("Up to date")
                : pending == 1                              ? tr("1 pending revision")
                                                            : tr("%1 pending revisions").arg(pending));
        return;
    }
    m_title->setFullText(m_row->state == RowState::MissingScript ? tr("Unknown revision") : m_row->message);
    m_id->setText(m_row->id.text());
    m_headChip->setVisible(m_row->head);
    m_stateChip->setVisible(m_row->state != RowState::Unknown);
    switch (m_row->state) {
    case RowState::Applied:
        m_stateChip->setKind(ChipKind::Applied);
        break;
    case RowState::Current:
        m_stateChip->setKind(ChipKind::Current);
        break;
    case RowState::Pending:
        m_stateChip->setKind(ChipKind::Pending);
        break;
    case RowState::MissingScript:
        m_stateChip->setKind(ChipKind::MissingScript);
        break;
    case RowState::Unknown:
        break;
    }
}

bool RevisionInspector::canRun(QString *reason) const
{
    const WorkspaceState &state = *m_workspace.state();
    if (state.running)
        *reason = tr("A run is in progress.");
    else if (state.phase != ConnectionPhase::Connected)
        *reason = tr("Connect to a database first.");
    else if (!state.unknownRows.empty())
        *reason = tr("A script is missing.");
    else
        return true;
    return false;
}

void RevisionInspector::updateFoot()
{
    QString reason;
    const bool possible = canRun(&reason);
    const bool missing = m_row && m_row->state == RowState::MissingScript;
    const int tab = m_tabs->currentIndex();
    m_primary->setVisible(!missing);
    m_secondary->setVisible(m_row.has_value());
    m_primary->setToolTip(reason);
    m_primary->setEnabled(possible);
    if (!m_row) {
        m_primary->setText(tr("Review upgrade…"));
        m_primary->setEnabled(possible && !m_workspace.state()->pending.empty());
        return;
    }
    if (missing) {
        m_secondary->setText(tr("Copy report"));
        return;
    }
    m_secondary->setText(tab == Script ? tr("Copy path")
            : tab == Risks             ? tr("Copy as text")
                                       : tr("Copy SQL"));
    m_secondary->setEnabled(tab == Script || (tab == Risks ? m_sql.has_value() : !sql().isEmpty()));
    if (tab == Script) {
        m_primary->setText(tr("Open in editor"));
        m_primary->setToolTip({});
        m_primary->setEnabled(true);
        return;
    }
    const bool applied = m_row->state == RowState::Applied || m_row->state == RowState::Current;
    m_primary->setText(applied ? tr("Downgrade to here…") : tr("Upgrade to here…"));
    if (m_row->state == RowState::Current) {
        m_primary->setEnabled(false);
        m_primary->setToolTip(tr("The database is at this revision."));
    }
}

void RevisionInspector::onSecondary()
{
    if (!m_row)
        return;
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (m_row->state == RowState::MissingScript) {
        const WorkspaceState &state = *m_workspace.state();
        clipboard->setText(tr("%1 on %2 holds %3, which is in no script of %4.")
                               .arg(state.project->online.versionTable.displayName(),
                                   state.database->server.database, m_row->id.text(), state.project->name));
        Q_EMIT toastRequested(tr("Copied report"));
    } else if (m_tabs->currentIndex() == Script) {
        clipboard->setText(m_row->place.path);
        Q_EMIT toastRequested(tr("Copied path"));
    } else if (m_tabs->currentIndex() == Risks) {
        clipboard->setText(toText(m_risks->sheet(), m_row->id));
        Q_EMIT toastRequested(tr("Copied locks and risks"));
    } else {
        clipboard->setText(sql());
        Q_EMIT toastRequested(tr("Copied SQL"));
    }
}

void RevisionInspector::onPrimary()
{
    if (!m_row) {
        Q_EMIT reviewRequested({Direction::Upgrade, QStringLiteral("heads")});
        return;
    }
    if (m_tabs->currentIndex() == Script) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_row->place.path));
        return;
    }
    const bool applied = m_row->state == RowState::Applied || m_row->state == RowState::Current;
    Q_EMIT reviewRequested({applied ? Direction::Downgrade : Direction::Upgrade, m_row->id.text()});
}

} // namespace stillroom

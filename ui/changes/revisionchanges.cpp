#include "ui/changes/revisionchanges.h"

#include "migrations/graph/revisiongraph.h"
#include "migrations/schema/objecttext.h"
#include "ui/changes/sqlpane.h"
#include "ui/run/celltable.h"
#include "ui/timeline/revisiontext.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr int nameBarHeight = 32; // px at 100 %
constexpr int iconSide = 14;
constexpr int mostRows = 5; ///< of a list's preferred height; it grows with its place
constexpr int namedDrift = 3;

bool isMerge(const RevisionGraph *graph, const RevisionId &id)
{
    const int index = graph ? graph->indexOf(id) : -1;
    return index >= 0 && graph->isMergePoint(index);
}

bool fits(const RehearsedStep &step, const QString &filter)
{
    if (filter.isEmpty() || step.revision.text().contains(filter, Qt::CaseInsensitive)
        || step.message.contains(filter, Qt::CaseInsensitive))
        return true;
    return std::any_of(step.changes.begin(), step.changes.end(),
        [&](const Change &change) { return displayName(change.id()).contains(filter, Qt::CaseInsensitive); });
}

/// What the revision itself does; the version table's row is not a change of the schema.
QString revisionSql(const PlanStep &step)
{
    QString text = QStringLiteral("-- %1  %2\n").arg(step.revision.text(), step.message);
    for (const PlannedStatement &statement : step.statements)
        text += statement.statement.sql.trimmed() + QStringLiteral(";\n");
    return text;
}

CellTable *growing(CellTable *table, const Theme &theme)
{
    table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    table->setMinimumHeight(theme.px(80));
    return table;
}

} // namespace

QString stepSummary(const RehearsedStep &step, bool merge)
{
    const size_t changes = withoutImplied(step.changes).size();
    if (changes > 0)
        return changes == 1 ? RevisionChanges::tr("1 change")
                            : RevisionChanges::tr("%1 changes").arg(changes);
    if (merge && step.statements.empty())
        return RevisionChanges::tr("merge");
    return step.statements.empty() ? RevisionChanges::tr("no change") : RevisionChanges::tr("data only");
}

RevisionChanges::RevisionChanges(
    Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_applied(growing(new CellTable({{tr("Revision"), 112}, {tr("Message"), 0}, {tr("Changes"), 110}},
                            mostRows, theme, this),
          theme))
    , m_pending(growing(new CellTable({{tr("Revision"), 112}, {tr("Message"), 0}, {tr("Changes"), 110}},
                            mostRows, theme, this),
          theme))
    , m_appliedCount(textLabel({}, TextRole::Meta, this, Tone::Muted))
    , m_pendingCount(textLabel({}, TextRole::Meta, this, Tone::Muted))
    , m_drift(new InlineMessage(theme, this))
{
    m_applied->setObjectName(QStringLiteral("appliedRevisions"));
    m_applied->setAccessibleName(tr("Applied revisions, the newest first"));
    m_pending->setObjectName(QStringLiteral("pendingRevisions"));
    m_pending->setAccessibleName(tr("Pending revisions, the newest first"));
    m_drift->setObjectName(QStringLiteral("driftMessage"));
    auto *lists = new Splitter(Qt::Horizontal, this);
    lists->addWidget(createList(
        m_applied, m_appliedCount, tr("Applied"), theme.icon(QStringLiteral("check"), &Tokens::muted)));
    lists->addWidget(createList(m_pending, m_pendingCount, tr("Pending"),
        theme.icon(QStringLiteral("pending"), &Tokens::accentText)));
    lists->setChildrenCollapsible(false);
    lists->remember(settings, QStringLiteral("changes/lists"));
    auto *above = new QWidget(this);
    auto *column = new QVBoxLayout(above);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(lists, 1);
    m_driftPlace = new QWidget(above);
    m_driftPlace->setProperty("panel", QStringLiteral("surface"));
    auto *messagePlace = new QVBoxLayout(m_driftPlace);
    messagePlace->setContentsMargins(12, 8, 12, 8);
    messagePlace->addWidget(m_drift);
    column->addWidget(m_driftPlace);
    auto *splitter = new Splitter(Qt::Vertical, this);
    splitter->addWidget(above);
    splitter->addWidget(createDetail(settings));
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({theme.px(430), theme.px(200)});
    splitter->remember(settings, QStringLiteral("changes/revisionSplitter"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(m_applied->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        [this] { choose(m_applied, m_appliedShown, m_pending); });
    connect(m_pending->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        [this] { choose(m_pending, m_pendingShown, m_applied); });
    connect(&workspace, &Workspace::revisionRead, this, &RevisionChanges::onRevisionRead);
}

QWidget *RevisionChanges::createList(CellTable *table, QLabel *count, const QString &title, const QIcon &icon)
{
    auto *box = new QWidget(this);
    box->setProperty("panel", QStringLiteral("surface"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 12, 0);
    head->setSpacing(8);
    QLabel *name = textLabel(title, TextRole::Label, box);
    name->setFixedHeight(m_theme.px(nameBarHeight));
    auto *sign = new QLabel(box);
    sign->setPixmap(icon.pixmap(QSize(m_theme.px(iconSide), m_theme.px(iconSide)), devicePixelRatioF()));
    head->addWidget(sign);
    head->addWidget(name);
    head->addWidget(count);
    head->addStretch(1);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(table, 1);
    return box;
}

QWidget *RevisionChanges::createDetail(Settings &settings)
{
    auto *left = new QWidget(this);
    left->setProperty("panel", QStringLiteral("surface"));
    m_title = textLabel({}, TextRole::Label, left);
    m_title->setObjectName(QStringLiteral("revisionTitle"));
    m_message = new ElidingLabel(TextRole::Meta, left);
    QPushButton *open = textButton(tr("Open in Timeline"), ButtonKind::Link, left);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 6, 8, 4);
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addWidget(m_message, 1);
    head->addWidget(open);
    m_objects = growing(new CellTable({{tr("Object"), 0}, {tr("Before this revision"), 190},
                                          {tr("After this revision"), 190}},
                            mostRows, m_theme, left),
        m_theme);
    m_objects->setAccessibleName(tr("What the revision changes"));
    auto *layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_objects, 1);
    m_sql = new SqlPane(m_theme, this);
    auto *splitter = new Splitter(Qt::Horizontal, this);
    splitter->addWidget(left);
    splitter->addWidget(m_sql);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({m_theme.px(718), m_theme.px(478)});
    splitter->remember(settings, QStringLiteral("changes/revisionDetail"));
    connect(open, &QPushButton::clicked, this, [this] { Q_EMIT revisionRequested(m_selected); });
    connect(m_sql, &SqlPane::copied, this, &RevisionChanges::copied);
    return splitter;
}

void RevisionChanges::setReport(std::shared_ptr<const ChangesReport> report, const QString &filter)
{
    m_report = std::move(report);
    m_filter = filter;
    fill(m_applied, m_appliedCount, m_report->drift.applied, m_appliedShown);
    fill(m_pending, m_pendingCount, m_report->rehearsal.steps, m_pendingShown);
    showDrift();
    if (!m_pendingShown.empty())
        m_pending->selectRow(0);
    else if (!m_appliedShown.empty())
        m_applied->selectRow(0);
    else
        showStep(nullptr);
}

void RevisionChanges::fill(CellTable *table, QLabel *count, const std::vector<RehearsedStep> &steps,
    std::vector<const RehearsedStep *> &shown)
{
    const QSignalBlocker quiet(table->selectionModel());
    const std::shared_ptr<const WorkspaceState> state = m_workspace.state();
    shown.clear();
    std::vector<std::vector<Cell>> rows;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if (!fits(*step, m_filter))
            continue;
        shown.push_back(&*step);
        rows.push_back({{step->revision.text(), TextRole::Code, &Tokens::text},
            {step->message, TextRole::Body, &Tokens::text},
            {stepSummary(*step, isMerge(state->graph.get(), step->revision)), TextRole::Meta,
                &Tokens::muted}});
    }
    count->setText(shown.size() == steps.size() ? tr("%1, the newest first").arg(steps.size())
                                                : tr("%1 of %2").arg(shown.size()).arg(steps.size()));
    table->setRows(std::move(rows));
}

void RevisionChanges::choose(
    CellTable *table, const std::vector<const RehearsedStep *> &shown, CellTable *other)
{
    const QModelIndexList rows = table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    {
        const QSignalBlocker quiet(other->selectionModel());
        other->clearSelection();
        other->viewport()->update();
    }
    showStep(shown[size_t(rows.front().row())]);
}

void RevisionChanges::showStep(const RehearsedStep *step)
{
    m_selected = step ? step->revision : RevisionId();
    m_title->setText(step ? tr("Changes in %1").arg(step->revision.text()) : tr("No revision is chosen"));
    m_message->setFullText(step ? step->message : QString());
    std::vector<std::vector<Cell>> rows;
    if (step) {
        for (const Change &change : withoutImplied(step->changes)) {
            const ChangeMark mark = markOf(change.action);
            const auto side = [](const std::optional<SchemaObject> &object) {
                return object ? Cell{summary(*object).simplified(), TextRole::Code, &Tokens::text}
                              : Cell{tr("absent"), TextRole::Meta, &Tokens::muted};
            };
            rows.push_back({{displayName(change.id()), TextRole::Code, &Tokens::text, false, markName(mark),
                                CellMark{markSign(mark), markToken(mark), markGround(mark)}},
                side(change.before), side(change.after)});
        }
    }
    m_objects->setRows(std::move(rows));
    m_sql->setContent(tr("SQL"), {tr("Upgrade"), {}, {}}, {tr("Downgrade"), {}, {}});
    if (step)
        m_request = m_workspace.requestRevision(step->revision);
    Q_EMIT selectionChanged();
}

void RevisionChanges::onRevisionRead(quint64 request, const RevisionSql &sql)
{
    if (request != m_request)
        return;
    const auto side = [](const QString &name, const PlanStep &step) {
        if (step.engine == Engine::NativeSql)
            return SqlPane::Side{name, revisionSql(step), statementCount(int(step.statements.size()))};
        const QString reason = step.engineReasons.empty() ? QString() : step.engineReasons.front().reason;
        return SqlPane::Side{
            name, QStringLiteral("-- ") + tr("Only the project's own Python knows: %1").arg(reason), {}};
    };
    m_sql->setContent(tr("SQL"), side(tr("Upgrade"), sql.upgrade), side(tr("Downgrade"), sql.downgrade));
}

void RevisionChanges::showDrift()
{
    const bool any = m_report->drift.changes && !m_report->drift.changes->empty();
    m_driftPlace->setVisible(any);
    if (!any)
        return;
    const std::vector<Change> &changes = *m_report->drift.changes;
    QStringList names;
    for (size_t i = 0; i < changes.size() && i < namedDrift; ++i)
        names << displayName(changes[i].id());
    if (changes.size() > namedDrift)
        names << tr("%1 more").arg(changes.size() - namedDrift);
    m_drift->setMessage(MessageKind::Info,
        changes.size() == 1 ? tr("1 object is not as the migrations make it")
                            : tr("%1 objects are not as the migrations make them").arg(changes.size()),
        tr("%1. The upgrade leaves them as they are.").arg(names.join(QStringLiteral(", "))));
    m_drift->clearButtons();
    connect(
        m_drift->addButton(tr("Show drift")), &QPushButton::clicked, this, &RevisionChanges::driftRequested);
}

QString RevisionChanges::sql() const
{
    return m_sql->sql();
}

QList<QWidget *> RevisionChanges::regions()
{
    return {m_applied, m_pending, m_objects, m_sql};
}

} // namespace stillroom

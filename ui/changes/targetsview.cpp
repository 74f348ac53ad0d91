#include "ui/changes/targetsview.h"

#include "migrations/graph/revisiongraph.h"
#include "migrations/schema/objecttext.h"
#include "ui/run/celltable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int barHeight = 40; // px at 100 %, as the ones below
constexpr int targetWidth = 150;
constexpr int mostRows = 1'000'000; ///< the place scrolls, not the table

QString standingText(const ComparedTarget &compared)
{
    if (compared.error)
        return compared.error->message;
    QStringList rows;
    for (const RevisionId &row : compared.state.rows)
        rows << row.text();
    return TargetsView::tr("%1 on %2, at %3")
        .arg(compared.state.server.database, compared.state.server.host,
            rows.isEmpty() ? TargetsView::tr("base") : rows.join(QStringLiteral(", ")));
}

Cell appliedCell(const ComparedTarget &compared, const RevisionId &id, int index)
{
    if (compared.error)
        return {TargetsView::tr("unknown"), TextRole::Meta, &Tokens::muted, false, compared.error->message};
    const std::vector<RevisionId> &rows = compared.state.rows;
    if (std::find(rows.begin(), rows.end(), id) != rows.end())
        return {TargetsView::tr("Current"), TextRole::Label, &Tokens::text};
    return compared.applied[size_t(index)]
        ? Cell{TargetsView::tr("Applied"), TextRole::Meta, &Tokens::text}
        : Cell{TargetsView::tr("Pending"), TextRole::Meta, &Tokens::accentText};
}

} // namespace

TargetsView::TargetsView(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(QStringLiteral("targetsView"));
    m_content = new QStackedWidget(this);
    m_result = createResult(settings);
    m_content->addWidget(m_empty);
    m_content->addWidget(m_result);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createBar());
    layout->addWidget(m_content, 1);
    connect(&workspace, &Workspace::targetsReady, this, &TargetsView::onReady);
    connect(&workspace, &Workspace::targetsRefused, this, &TargetsView::onRefused);
    showStart();
}

QWidget *TargetsView::createBar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("panel", QStringLiteral("bar"));
    bar->setFixedHeight(m_theme.px(barHeight));
    m_choice = new QToolButton(bar);
    m_choice->setObjectName(QStringLiteral("targetsChoice"));
    m_choice->setProperty("kind", QStringLiteral("menu"));
    m_choice->setPopupMode(QToolButton::InstantPopup);
    m_choice->setMenu(new QMenu(m_choice));
    m_compare = textButton(tr("Compare"), ButtonKind::Default, bar);
    m_compare->setObjectName(QStringLiteral("targetsCompare"));
    m_all = new QCheckBox(tr("All revisions"), bar);
    m_all->setObjectName(QStringLiteral("targetsAll"));
    m_at = textLabel({}, TextRole::Meta, bar, Tone::Muted);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(8);
    layout->addWidget(textLabel(tr("Compare with"), TextRole::Overline, bar));
    layout->addWidget(m_choice);
    layout->addWidget(m_compare);
    layout->addWidget(m_all);
    layout->addStretch(1);
    layout->addWidget(m_at);
    connect(m_compare, &QPushButton::clicked, this, &TargetsView::compare);
    connect(m_all, &QCheckBox::toggled, this, &TargetsView::fillMatrix);
    return bar;
}

QWidget *TargetsView::createResult(Settings &settings)
{
    auto *matrix = new QScrollArea(this);
    matrix->setFrameShape(QFrame::NoFrame);
    matrix->setWidgetResizable(true);
    auto *body = new QWidget;
    body->setProperty("panel", QStringLiteral("surface"));
    m_matrixPlace = new QVBoxLayout(body);
    m_matrixPlace->setContentsMargins(0, 0, 0, 0);
    matrix->setWidget(body);

    auto *below = new QWidget(this);
    below->setProperty("panel", QStringLiteral("surface"));
    m_difference = textLabel({}, TextRole::Label, below);
    m_difference->setObjectName(QStringLiteral("targetsDifference"));
    m_other = new QComboBox(below);
    m_other->setAccessibleName(tr("Schema of"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 16, 8);
    head->setSpacing(8);
    head->addWidget(textLabel(tr("Schema of"), TextRole::Overline, below));
    head->addWidget(m_other);
    head->addWidget(m_difference);
    head->addStretch(1);
    m_objects
        = new CellTable({{tr("Object"), 0}, {tr("Here"), 280}, {tr("There"), 280}}, mostRows, m_theme, below);
    m_objects->setObjectName(QStringLiteral("targetsObjects"));
    auto *objects = new QScrollArea(below);
    objects->setFrameShape(QFrame::NoFrame);
    objects->setWidgetResizable(true);
    objects->setWidget(m_objects);
    auto *column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(objects, 1);

    auto *splitter = new Splitter(Qt::Vertical, this);
    splitter->addWidget(matrix);
    splitter->addWidget(below);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({m_theme.px(320), m_theme.px(320)});
    splitter->remember(settings, QStringLiteral("changes/targets"));
    connect(m_other, &QComboBox::activated, this, &TargetsView::showDifferences);
    return splitter;
}

void TargetsView::setState(const WorkspaceState &state)
{
    QStringList names;
    for (const Target &target : state.targets) {
        if (!state.target || target.name != state.target->name
            || target.maskedUrl() != state.target->maskedUrl())
            names << target.name;
    }
    names.removeDuplicates();
    const QString key = (state.target ? state.target->maskedUrl() : QString()) + u'\n' + names.join(u'\n')
        + (state.phase == ConnectionPhase::Connected ? QStringLiteral("\nconnected") : QString());
    if (key == m_key)
        return;
    m_key = key;
    QMenu *menu = m_choice->menu();
    menu->clear();
    for (const QString &name : names) {
        QAction *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(name == names.front());
        connect(action, &QAction::toggled, this, &TargetsView::showStart);
    }
    m_comparison.reset();
    showStart();
}

QStringList TargetsView::chosen() const
{
    QStringList names;
    for (const QAction *action : m_choice->menu()->actions()) {
        if (action->isChecked())
            names << action->text();
    }
    return names;
}

void TargetsView::showStart()
{
    const QStringList names = chosen();
    const bool connected = m_workspace.state()->phase == ConnectionPhase::Connected;
    m_choice->setText(names.isEmpty() ? tr("Choose targets") : names.join(QStringLiteral(", ")));
    m_choice->setEnabled(!m_choice->menu()->isEmpty());
    m_compare->setEnabled(connected && !names.isEmpty() && !m_reading);
    m_all->setVisible(m_comparison != nullptr);
    m_at->setVisible(m_comparison != nullptr);
    if (m_comparison || m_reading)
        return;
    if (m_choice->menu()->isEmpty()) {
        m_empty->showEmpty(QStringLiteral("changes"), tr("There is no other target"),
            tr("Save a connection as a profile, or name targets in pyproject.toml, to compare this database "
               "with another one."));
    } else {
        m_empty->showEmpty(QStringLiteral("changes"), tr("Two databases side by side"),
            tr("Which revisions are applied where, and what the schemas have different. All of them are only "
               "read."));
    }
    m_content->setCurrentWidget(m_empty);
}

void TargetsView::compare()
{
    const QStringList names = chosen();
    if (names.isEmpty() || m_reading)
        return;
    m_reading = true;
    m_comparison.reset();
    m_request = m_workspace.requestTargets(names);
    m_empty->showLoading(tr("Comparing…"), tr("Reading %1").arg(names.join(QStringLiteral(", "))));
    connect(m_empty->addButton(tr("Cancel")), &QPushButton::clicked, this, &TargetsView::cancel);
    m_content->setCurrentWidget(m_empty);
    showStart();
}

void TargetsView::cancel()
{
    m_workspace.cancelTargets();
}

void TargetsView::onReady(quint64 request, const std::shared_ptr<const TargetComparison> &comparison)
{
    if (request != m_request || !m_reading)
        return;
    m_reading = false;
    m_comparison = comparison;
    m_at->setText(tr("Compared %1").arg(comparison->at.toString(QStringLiteral("hh:mm:ss"))));
    m_other->clear();
    for (size_t n = 1; n < comparison->targets.size(); ++n)
        m_other->addItem(comparison->targets[n].target.name, int(n));
    fillMatrix();
    showDifferences();
    showStart();
    m_content->setCurrentWidget(m_result);
}

void TargetsView::onRefused(quint64 request, const Error &error)
{
    if (request != m_request || !m_reading)
        return;
    m_reading = false;
    showStart();
    if (error.kind == ErrorKind::Cancelled)
        return;
    m_empty->showError(tr("The comparison is not possible"), error.message);
    connect(m_empty->addButton(tr("Try again")), &QPushButton::clicked, this, &TargetsView::compare);
}

/// Newest first, as in the timeline.
void TargetsView::fillMatrix()
{
    const std::shared_ptr<const RevisionGraph> graph = m_workspace.state()->graph;
    if (!m_comparison || !graph)
        return;
    std::vector<CellColumn> columns{{tr("Revision"), 130}, {tr("Message"), 0}};
    std::vector<std::vector<Cell>> rows;
    std::vector<Cell> standing{{tr("Database"), TextRole::Meta, &Tokens::muted}, {}};
    for (const ComparedTarget &compared : m_comparison->targets) {
        columns.push_back({compared.target.name, targetWidth});
        standing.push_back({compared.error ? tr("does not answer") : compared.state.server.database,
            TextRole::Meta, compared.error ? &Tokens::bad : &Tokens::muted, false, standingText(compared)});
    }
    rows.push_back(std::move(standing));
    const std::vector<int> order = graph->runOrder();
    for (auto index = order.rbegin(); index != order.rend(); ++index) {
        const bool known = m_comparison->targets.front().applied.empty()
            || size_t(*index) < m_comparison->targets.front().applied.size();
        if (!known || (!m_all->isChecked() && !m_comparison->differs(*index)))
            continue;
        const RevisionId id = graph->id(*index);
        const QString message = graph->revision(*index).message;
        std::vector<Cell> row{{id.text(), TextRole::Code, &Tokens::text},
            {message, TextRole::Body, &Tokens::text, false, message}};
        for (const ComparedTarget &compared : m_comparison->targets)
            row.push_back(appliedCell(compared, id, *index));
        rows.push_back(std::move(row));
    }
    if (rows.size() == 1)
        rows.push_back({{},
            {tr("Every revision is applied in all of them or in none."), TextRole::Meta, &Tokens::muted}});
    for (std::vector<Cell> &row : rows)
        row.resize(columns.size());
    delete m_matrix;
    m_matrix = new CellTable(std::move(columns), mostRows, m_theme, m_matrixPlace->parentWidget());
    m_matrix->setObjectName(QStringLiteral("targetsMatrix"));
    m_matrix->setAccessibleName(tr("Revisions by target"));
    m_matrix->setRows(std::move(rows));
    m_matrixPlace->insertWidget(0, m_matrix);
    if (m_matrixPlace->count() == 1)
        m_matrixPlace->addStretch(1);
}

void TargetsView::showDifferences()
{
    std::vector<std::vector<Cell>> rows;
    const int other = m_other->currentData().toInt();
    m_objects->setVisible(false);
    if (!m_comparison || other <= 0)
        return m_difference->clear();
    const ComparedTarget &here = m_comparison->targets.front();
    const ComparedTarget &there = m_comparison->targets[size_t(other)];
    if (here.error || there.error)
        return m_difference->setText((here.error ? here : there).error->message);
    for (const Change &change : there.changes) {
        const auto side = [](const std::optional<SchemaObject> &object, const Schema &schema) {
            const QString text = object ? summary(*object, &schema).simplified() : TargetsView::tr("absent");
            return Cell{text, object ? TextRole::Code : TextRole::Meta,
                object ? &Tokens::text : &Tokens::muted, false, text};
        };
        const QString name = displayName(change.id());
        rows.push_back({{QStringLiteral("%1 %2").arg(objectKindName(change.kind()), name), TextRole::Code,
                            &Tokens::text, false, name},
            side(change.before, here.schema), side(change.after, there.schema)});
    }
    m_difference->setText(there.changes.empty() ? tr("is the same as here")
            : there.changes.size() == 1         ? tr("1 object differs")
                                                : tr("%1 objects differ").arg(there.changes.size()));
    m_objects->setVisible(!rows.empty());
    m_objects->setRows(std::move(rows));
}

QList<QWidget *> TargetsView::regions()
{
    if (m_content->currentWidget() == m_empty || !m_matrix)
        return {m_choice};
    return {m_choice, m_matrix, m_objects};
}

} // namespace stillroom

#include "ui/timeline/revisionoverview.h"

#include "app/services/pendingrisks.h"
#include "migrations/graph/revisiongraph.h"
#include "ui/timeline/revisiontext.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/riskbadge.h"
#include "ui/widgets/text.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr int listedTables = 6;

QString stateText(const TimelineRow &row)
{
    QString text = rowStateName(row.state);
    if (row.head)
        text += RevisionOverview::tr(" · head of its branch");
    return text;
}

} // namespace

RevisionOverview::RevisionOverview(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Overview"));
}

void RevisionOverview::begin()
{
    m_body = new QWidget;
    m_body->setProperty("panel", QStringLiteral("surface"));
    m_layout = new QVBoxLayout(m_body);
    m_layout->setContentsMargins(16, 12, 16, 16);
    m_layout->setSpacing(8);
    m_facts = nullptr;
}

void RevisionOverview::finish()
{
    m_layout->addStretch(1);
    setWidget(m_body);
}

QGridLayout *RevisionOverview::facts()
{
    if (!m_facts) {
        m_facts = new QGridLayout;
        m_facts->setHorizontalSpacing(16);
        m_facts->setVerticalSpacing(6);
        m_facts->setColumnMinimumWidth(0, m_theme.px(60));
        m_facts->setColumnStretch(1, 1);
        m_layout->addLayout(m_facts);
    }
    return m_facts;
}

void RevisionOverview::addSection(const QString &title)
{
    m_facts = nullptr;
    m_layout->addSpacing(2);
    m_layout->addWidget(horizontalRule(m_body));
    m_layout->addSpacing(2);
    m_layout->addWidget(textLabel(title, TextRole::Label, m_body));
}

void RevisionOverview::addFact(const QString &label, const QString &value, const QString &note, bool mono)
{
    QGridLayout *grid = facts();
    const int row = grid->rowCount();
    grid->addWidget(textLabel(label, TextRole::Meta, m_body, Tone::Muted), row, 0, Qt::AlignTop);
    auto *cell = new QVBoxLayout;
    cell->setSpacing(2);
    QLabel *text = wrappedLabel(value, mono ? TextRole::Code : TextRole::Body, m_body);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    cell->addWidget(text);
    if (!note.isEmpty())
        cell->addWidget(wrappedLabel(note, TextRole::Meta, m_body, Tone::Muted));
    grid->addLayout(cell, row, 1, Qt::AlignTop);
}

void RevisionOverview::addLink(const QString &label, const QString &text)
{
    QGridLayout *grid = facts();
    const int row = grid->rowCount();
    grid->addWidget(textLabel(label, TextRole::Meta, m_body, Tone::Muted), row, 0, Qt::AlignTop);
    auto *link = textButton(
        QFontMetrics(m_theme.font(TextRole::Body)).elidedText(text, Qt::ElideMiddle, m_theme.px(270)),
        ButtonKind::Link, m_body);
    link->setObjectName(QStringLiteral("scriptLink"));
    link->setToolTip(text);
    link->setProperty("flush", true);
    connect(link, &QPushButton::clicked, this, &RevisionOverview::scriptRequested);
    grid->addWidget(link, row, 1, Qt::AlignLeft);
}

void RevisionOverview::addParagraph(const QString &text)
{
    m_facts = nullptr;
    m_layout->addWidget(wrappedLabel(text, TextRole::Body, m_body));
}

void RevisionOverview::addConsequence(const PlanStep &step)
{
    const std::vector<TableLock> locks = tableLocks({step});
    if (locks.empty() || !blocksWrites(locks.front().mode))
        return;
    const TableLock &strongest = locks.front();
    const bool reads = strongest.mode == LockMode::AccessExclusive;
    auto *message = new InlineMessage(m_theme, m_body);
    message->setMessage(reads ? MessageKind::Bad : MessageKind::Warn,
        (reads ? tr("Blocks all reads and writes on %1") : tr("Blocks all writes on %1"))
            .arg(strongest.table),
        tr("%1 lock, held until the transaction ends.").arg(lockModeName(strongest.mode)));
    m_layout->addWidget(message);
}

void RevisionOverview::addEdited(const EditedScript &script)
{
    auto *message = new InlineMessage(m_theme, m_body);
    message->setMessage(MessageKind::Warn, tr("Edited after it was applied"),
        tr("%1. The database holds what the old text did; this SQL is what the new one would do.")
            .arg(editedText(script)));
    m_layout->addWidget(message);
}

void RevisionOverview::addLocks(const std::vector<PlanStep> &steps)
{
    const std::vector<TableLock> locks = tableLocks(steps);
    if (locks.empty() && allLocksKnown(steps))
        return;
    addSection(tr("Tables it locks"));
    for (size_t n = 0; n < locks.size() && n < size_t(listedTables); ++n) {
        m_layout->addWidget(textLabel(locks[n].table, TextRole::Code, m_body));
        m_layout->addWidget(wrappedLabel(
            QStringLiteral("%1 · %2").arg(lockModeName(locks[n].mode), lockConsequence(locks[n].mode)),
            TextRole::Meta, m_body, Tone::Muted));
    }
    if (locks.size() > size_t(listedTables))
        addParagraph(tr("%1 more tables.").arg(locks.size() - size_t(listedTables)));
    if (!allLocksKnown(steps)) {
        m_layout->addWidget(wrappedLabel(
            tr("The text does not tell every lock it takes."), TextRole::Meta, m_body, Tone::Muted));
    }
}

void RevisionOverview::addEngine(const RevisionFacts &facts)
{
    if (!facts.engineKnown) {
        addFact(tr("Engine"), tr("not known yet"));
        return;
    }
    addFact(tr("Engine"), engineName(facts.engine),
        facts.engine == Engine::NativeSql ? tr("Stillroom runs the SQL itself; no project code is executed.")
                                          : tr("Only the project's own Python can run this revision."));
}

void RevisionOverview::addRevisionFacts(const TimelineRow &row, const WorkspaceState &state)
{
    addFact(tr("State"), stateText(row));
    if (row.parents.empty())
        addFact(tr("Revises"), tr("nothing: it is a base"));
    for (const RevisionId &parent : row.parents) {
        const int index = state.graph->indexOf(parent);
        addFact(parent == row.parents.front() ? tr("Revises") : QString(), parent.text(),
            index >= 0 ? state.graph->revision(index).message : QString(), true);
    }
    const int index = state.graph->indexOf(row.id);
    if (index >= 0) {
        QStringList dependencies;
        for (const int dependency : state.graph->dependencies(index))
            dependencies << state.graph->id(dependency).text();
        if (!dependencies.isEmpty())
            addFact(tr("Depends on"), dependencies.join(u'\n'), {}, true);
        const QStringList labels = state.graph->labels(index);
        if (!labels.isEmpty())
            addFact(tr("Labels"), labels.join(QStringLiteral(", ")));
    }
}

void RevisionOverview::showRevision(
    const TimelineRow &row, const WorkspaceState &state, const RevisionSql *sql)
{
    begin();
    if (sql && (row.state == RowState::Pending || row.state == RowState::Unknown))
        addConsequence(sql->upgrade);
    for (const EditedScript &script : state.edited) {
        if (script.revision == row.id)
            addEdited(script);
    }
    addRevisionFacts(row, state);
    RevisionFacts facts = state.facts.value(row.id);
    if (sql) {
        facts.engine = sql->upgrade.engine;
        facts.engineKnown = true;
    }
    addEngine(facts);
    if (!row.createdText.isEmpty())
        addFact(tr("Created"), row.createdText.left(16));
    addLink(tr("Script"), QFileInfo(row.place.path).fileName());
    if (sql) {
        if (sql->upgrade.engine == Engine::NativeSql)
            addLocks({sql->upgrade});
        addSection(tr("Going back"));
        addParagraph(goingBack(sql->downgrade));
    }
    finish();
}

void RevisionOverview::addWhatToDo(int number, const QString &title, const QString &text)
{
    QGridLayout *grid = facts();
    const int row = grid->rowCount();
    grid->addWidget(textLabel(QString::number(number), TextRole::Label, m_body), row, 0, Qt::AlignTop);
    auto *cell = new QVBoxLayout;
    cell->setSpacing(2);
    cell->addWidget(wrappedLabel(title, TextRole::Label, m_body));
    cell->addWidget(wrappedLabel(text, TextRole::Meta, m_body, Tone::Muted));
    grid->addLayout(cell, row, 1, Qt::AlignTop);
    grid->setColumnMinimumWidth(0, 0);
    grid->setHorizontalSpacing(12);
}

/// The worst of all pending revisions, and how many have it.
void RevisionOverview::addRiskFact(const WorkspaceState &state)
{
    if (!state.pendingRisks)
        return;
    std::optional<Severity> worst;
    int count = 0;
    for (const std::optional<Severity> &risk : state.pendingRisks->worst) {
        if (!risk || (worst && *risk < *worst))
            continue;
        count = worst == risk ? count + 1 : 1;
        worst = risk;
    }
    addFact(tr("Risk"), worst ? riskText(riskLevel(worst)) : tr("none found"),
        !worst           ? QString()
            : count == 1 ? tr("1 revision; its Locks & risks tab says why")
                         : tr("%1 revisions; their Locks & risks tabs say why").arg(count));
}

void RevisionOverview::showMissing(const TimelineRow &row, const WorkspaceState &state)
{
    begin();
    const QString database = state.database ? state.database->server.database : QString();
    addFact(tr("Found in"), tr("%1 on %2").arg(state.project->online.versionTable.displayName(), database));
    addFact(tr("Expected file"), QStringLiteral("versions/%1_*.py").arg(row.id.text()), {}, true);
    addSection(tr("What to do"));
    addWhatToDo(1, tr("Pull the latest migrations"),
        tr("Most often the script is in a branch that was deployed to %1 but is not checked out here.")
            .arg(database));
    addWhatToDo(2, tr("Search Git history"),
        tr("Look for %1 in every branch and in deleted files: git log --all -S %1").arg(row.id.text()));
    addWhatToDo(
        3, tr("Restore the script"), tr("The graph joins up as soon as the file is back in its folder."));
    m_layout->addSpacing(4);
    auto *message = new InlineMessage(m_theme, m_body);
    message->setMessage(MessageKind::Warn, tr("Do not stamp to hide this"),
        tr("Stamping changes the version number only. The tables would still hold the unknown change."));
    m_layout->addWidget(message);
    finish();
}

void RevisionOverview::addEditedSummary(const WorkspaceState &state)
{
    if (state.edited.empty())
        return;
    constexpr size_t named = 5;
    QStringList ids;
    for (size_t n = 0; n < std::min(state.edited.size(), named); ++n)
        ids << state.edited[n].revision.text();
    auto *message = new InlineMessage(m_theme, m_body);
    message->setMessage(MessageKind::Warn,
        state.edited.size() == 1
            ? tr("1 script was edited after it was applied")
            : tr("%1 scripts were edited after they were applied").arg(state.edited.size()),
        ids.join(QStringLiteral(", ")) + (state.edited.size() > named ? QStringLiteral(" …") : QString()));
    m_layout->addWidget(message);
}

void RevisionOverview::showSummary(const WorkspaceState &state)
{
    begin();
    int statements = 0;
    int python = 0;
    int unknown = 0;
    QStringList tables;
    for (const RevisionId &id : state.pending) {
        const RevisionFacts facts = state.facts.value(id);
        statements += facts.statementCount;
        python += facts.engineKnown && facts.engine == Engine::ProjectPython;
        unknown += !facts.engineKnown;
        tables << facts.tables;
    }
    tables.removeDuplicates();
    tables.sort();
    if (!state.database) {
        addParagraph(tr("Connect to a database to see what is applied. Choose a revision to read its SQL."));
    } else if (state.pending.empty()) {
        addEditedSummary(state);
        addParagraph(state.unknownRows.empty()
                ? tr("Every revision of this project is applied. Choose one to read its SQL.")
                : tr("What is pending cannot be said while a script is missing."));
    } else {
        addEditedSummary(state);
        addFact(tr("From"), state.database->rows.empty() ? tr("base") : state.database->rows.front().text(),
            {}, !state.database->rows.empty());
        addFact(tr("To"), state.pending.back().text(), {}, true);
        addFact(tr("SQL"),
            unknown > 0 ? tr("%1 in %2 revisions read so far")
                              .arg(statementCount(statements))
                              .arg(state.pending.size() - size_t(unknown))
                        : statementCount(statements));
        if (python > 0) {
            addFact(tr("Engine"), tr("%1 of %2 need Project Python").arg(python).arg(state.pending.size()),
                tr("Their SQL is known only after a rehearsal."));
        } else if (unknown == 0) {
            addFact(tr("Engine"), engineName(Engine::NativeSql));
        }
        addRiskFact(state);
        if (!tables.isEmpty()) {
            addSection(tr("Tables they touch"));
            const int more = int(tables.size()) - 2 * listedTables;
            m_layout->addWidget(
                wrappedLabel(tables.mid(0, 2 * listedTables).join(u'\n'), TextRole::Code, m_body));
            if (more > 0) {
                m_layout->addWidget(
                    wrappedLabel(tr("%1 more tables.").arg(more), TextRole::Meta, m_body, Tone::Muted));
            }
        }
    }
    finish();
}

} // namespace stillroom

#include "ui/changes/changespage.h"

#include "migrations/graph/revisiongraph.h"
#include "migrations/schema/objecttext.h"
#include "migrations/schema/schemasql.h"
#include "ui/changes/changesdetail.h"
#include "ui/changes/changestree.h"
#include "ui/changes/revisionchanges.h"
#include "ui/changes/sqlpane.h"
#include "ui/changes/targetsview.h"
#include "ui/shell/settings.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace stillroom
{

namespace
{

constexpr int progressMs = 200;
constexpr int targetsTab = 2;

/// What a comparison depends on: with any of it changed the one shown is an old one.
QString keyOf(const WorkspaceState &state)
{
    if (!state.project || !state.target || !state.database)
        return {};
    QStringList parts{state.project->root, state.target->maskedUrl(), state.database->server.database};
    for (const RevisionId &row : state.database->rows)
        parts << row.text();
    for (const RevisionId &revision : state.pending)
        parts << revision.text();
    return parts.join(u'\n');
}

QString sqlOf(const std::vector<Change> &changes, const Schema &after)
{
    QString text;
    for (const QString &statement : statementsFor(changes, after))
        text += statement.trimmed()
            + (statement.startsWith(u"--") ? QStringLiteral("\n") : QStringLiteral(";\n"));
    return text;
}

size_t countOf(const std::vector<StepStatements> &steps)
{
    size_t count = 0;
    for (const StepStatements &step : steps)
        count += step.statements.size();
    return count;
}

} // namespace

bool ChangesPage::isBusy() const
{
    return m_reading || m_targets->isReading();
}

void ChangesPage::activate()
{
    const WorkspaceState &state = *m_workspace.state();
    if (state.phase == ConnectionPhase::Connected && state.database && !m_reading
        && (!m_report || m_comparedWith != keyOf(state)))
        compare();
    else
        showContent();
}

/// Only what is in front is compared again: a rehearsal costs a server and time.
void ChangesPage::onStateChanged()
{
    fillTargets();
    m_targets->setState(*m_workspace.state());
    const QString key = keyOf(*m_workspace.state());
    if (m_report && m_comparedWith != key) {
        m_report.reset();
        m_model.setReport({});
        updateCounts();
    }
    if (isVisible() && !key.isEmpty() && !m_reading && !m_report && m_comparedWith != key)
        compare();
    else if (!m_reading)
        showContent();
}

QString ChangesPage::askedRevision() const
{
    const QString chosen = m_target->currentData().toString();
    return chosen.isEmpty() ? QStringLiteral("heads") : chosen;
}

void ChangesPage::compare()
{
    const WorkspaceState &state = *m_workspace.state();
    if (!state.project || state.phase != ConnectionPhase::Connected)
        return showContent();
    m_comparedWith = keyOf(state);
    m_reading = true;
    m_again->setEnabled(false);
    m_request = m_workspace.requestChanges(askedRevision(), m_settings.allowedCode(state.project->root));
    m_empty->showLoading(tr("Comparing…"), tr("Reading the schema. The live database is only read."));
    connect(m_empty->addButton(tr("Cancel")), &QPushButton::clicked, this,
        [this] { m_workspace.cancelChanges(); });
    m_content->setCurrentWidget(m_empty);
    m_bar->hide();
    m_messagePlace->hide();
    m_progress.start(progressMs);
}

void ChangesPage::onReady(quint64 request, const std::shared_ptr<const ChangesReport> &report)
{
    if (request != m_request)
        return;
    m_reading = false;
    m_progress.stop();
    m_again->setEnabled(true);
    m_report = report;
    m_model.setReport(report);
    m_compared->setText(
        tr("Compared %1 against the live schema").arg(report->at.toString(QStringLiteral("hh:mm:ss"))));
    QStringList now;
    for (const RevisionId &row : report->database.rows)
        now << row.text();
    m_now->setText(now.isEmpty() ? tr("base") : now.join(QStringLiteral(", ")));
    const std::shared_ptr<const WorkspaceState> state = m_workspace.state();
    const int index = state->graph && report->database.rows.size() == 1
        ? state->graph->indexOf(report->database.rows.front())
        : -1;
    m_nowMessage->setFullText(index >= 0 ? state->graph->revision(index).message : QString());
    updateCounts();
    m_byRevision->setReport(report, m_search->text().trimmed());
    m_tree->expandAll();
    m_tree->show(m_model.firstObject());
    showSelection();
    showContent();
    Q_EMIT offersChanged();
}

void ChangesPage::onRefused(quint64 request, const Error &error)
{
    if (request != m_request)
        return;
    m_reading = false;
    m_progress.stop();
    m_again->setEnabled(true);
    m_report.reset();
    m_model.setReport({});
    updateCounts();
    if (error.kind == ErrorKind::Cancelled) {
        m_empty->showEmpty(iconName(), tr("The comparison was cancelled"),
            tr("Nothing was changed and nothing was left behind."));
    } else {
        m_empty->showError(tr("The comparison is not possible"),
            error.detail.isEmpty() ? error.message : error.message + u'\n' + error.detail);
    }
    connect(m_empty->addButton(tr("Try again")), &QPushButton::clicked, this, &ChangesPage::compare);
    m_content->setCurrentWidget(m_empty);
    m_bar->hide();
    m_messagePlace->hide();
}

void ChangesPage::showContent()
{
    if (m_reading)
        return;
    const WorkspaceState &state = *m_workspace.state();
    const bool shown = m_report != nullptr;
    const bool targets = m_view->current() == targetsTab;
    m_bar->setVisible(shown && m_view->current() == 0);
    m_changedOnly->setVisible(m_view->current() == 0);
    m_search->setVisible(!targets);
    m_counts->setVisible(shown && !targets);
    m_search->setEnabled(shown);
    m_view->setEnabled(shown || state.phase == ConnectionPhase::Connected);
    m_again->setEnabled(state.phase == ConnectionPhase::Connected);
    showMessage();
    if (targets && state.phase == ConnectionPhase::Connected) { // needs no rehearsal
        m_messagePlace->hide();
        m_content->setCurrentWidget(m_targets);
        return;
    }
    if (!shown) {
        if (state.phase == ConnectionPhase::Connected) {
            m_content->setCurrentWidget(m_empty); // an error or a cancelled comparison stands there
            return;
        }
        m_empty->showEmpty(iconName(), tr("Not connected"),
            tr("Connect to a database to compare it with its migrations. It is only read."));
        connect(m_empty->addButton(tr("Connect…")), &QPushButton::clicked, this, &Page::connectRequested);
        m_content->setCurrentWidget(m_empty);
        return;
    }
    const bool drift = m_report->drift.changes && !m_report->drift.changes->empty();
    if (m_view->current() == 0 && m_report->objects.empty() && !drift && !m_report->rehearsal.error
        && !m_report->drift.proposal && m_report->drift.changes) {
        m_empty->showEmpty(QStringLiteral("check"),
            m_report->plan.steps.empty() ? tr("Nothing would change") : tr("The schema would not change"),
            m_report->plan.steps.empty()
                ? tr("No revision is pending. No drift: every object comes from a migration.")
                : tr("The pending revisions change rows only. No drift: every object comes from a "
                     "migration."));
        m_content->setCurrentWidget(m_empty);
        return;
    }
    m_content->setCurrentWidget(m_view->current() == 0 ? m_byObject : m_byRevision);
}

/// One thing at a time, the gravest first.
void ChangesPage::showMessage()
{
    m_messagePlace->setVisible(false);
    if (!m_report)
        return;
    m_message->clearButtons();
    if (const std::optional<StampProposal> &proposal = m_report->drift.proposal) {
        QStringList lines;
        for (size_t i = 0; i < proposal->differences.size() && i < 3; ++i)
            lines << changeLine(proposal->differences[i]);
        if (proposal->differences.size() > 3)
            lines << tr("%1 more").arg(proposal->differences.size() - 3);
        m_message->setMessage(MessageKind::Warn,
            tr("The database records no revision. It resembles %1 most: %2 objects differ")
                .arg(proposal->text())
                .arg(proposal->differences.size()),
            tr("%1 Look at the differences, then stamp it: stillroom-cli stamp %2")
                .arg(lines.isEmpty() ? QString() : lines.join(QStringLiteral("; ")) + u'.', proposal->text())
                .trimmed());
    } else if (m_report->rehearsal.error && m_report->rehearsal.fromScripts) {
        m_message->setMessage(MessageKind::Warn, tr("Read from the scripts, not rehearsed"),
            (QStringList(tr("The rehearsal was not possible: %1").arg(m_report->rehearsal.error->message))
                + m_report->rehearsal.notes)
                .join(u'\n'));
    } else if (m_report->rehearsal.error) {
        const bool onlyPython = m_report->rehearsal.error->kind == ErrorKind::NeedsProjectPython;
        m_message->setMessage(onlyPython ? MessageKind::Warn : MessageKind::Bad,
            onlyPython ? tr("Complete up to the first step of Project Python")
                       : tr("The rehearsal ended early: what is shown is complete up to there"),
            m_report->rehearsal.error->message);
        offerCode();
    } else if (!m_report->drift.changes) {
        m_message->setMessage(MessageKind::Warn,
            tr("Whether somebody changed the schema by hand cannot be known"),
            m_report->drift.unknownBecause);
    } else if (!m_report->rehearsal.notes.isEmpty()) {
        m_message->setMessage(MessageKind::Info, tr("The copy is not in everything like the live database"),
            m_report->rehearsal.notes.join(u'\n'));
    } else {
        return;
    }
    m_messagePlace->setVisible(true);
}

/// Asked once for each version of the project's files, as on the review.
void ChangesPage::offerCode()
{
    if (m_report->codeHash.isEmpty() || m_report->codeRan)
        return;
    QPushButton *allow = m_message->addButton(tr("Run the project's Python on the copy"));
    allow->setObjectName(QStringLiteral("changesAllowCode"));
    allow->setToolTip(tr("Allowed for the project's files as they are now; asked again when one changes."));
    connect(allow, &QPushButton::clicked, this, [this] {
        m_settings.allowCode(m_workspace.state()->project->root, m_report->codeHash);
        compare();
    });
}

void ChangesPage::applyFilter()
{
    const ChangeNode *before = m_tree->current();
    const QString kept = before ? before->text : QString();
    m_model.setFilter(m_search->text().trimmed(), m_changedOnly->isChecked());
    m_tree->expandAll();
    m_tree->show(m_model.firstObject());
    showSelection();
    if (m_report)
        m_byRevision->setReport(m_report, m_search->text().trimmed());
}

/// The heads, then the pending revisions from the newest: every state an upgrade can lead to.
void ChangesPage::fillTargets()
{
    const WorkspaceState &state = *m_workspace.state();
    QStringList texts;
    QStringList values;
    for (auto id = state.pending.rbegin(); id != state.pending.rend() && state.graph; ++id) {
        const int index = state.graph->indexOf(*id);
        if (index < 0)
            continue;
        const bool head = state.graph->isHead(index);
        const QString name = QStringLiteral("%1  %2").arg(id->text(), state.graph->revision(index).message);
        texts << (head ? tr("%1 (head)").arg(name) : name);
        values << id->text();
    }
    const bool several = state.graph && state.graph->heads().size() > 1;
    if (several || values.isEmpty()) {
        texts.prepend(values.isEmpty() ? tr("nothing is pending") : tr("all heads"));
        values.prepend(QString());
    }
    QStringList present;
    for (int i = 0; i < m_target->count(); ++i)
        present << m_target->itemData(i).toString();
    if (present == values && m_target->count() > 0)
        return;
    const QSignalBlocker quiet(m_target);
    m_target->clear();
    for (qsizetype i = 0; i < values.size(); ++i)
        m_target->addItem(texts[i], values[i]);
}

void ChangesPage::updateCounts()
{
    const ChangeCounts counts = m_model.counts();
    const int numbers[] = {counts.added, counts.changed, counts.removed, counts.drift};
    const QString words[] = {tr("%1 added"), tr("%1 changed"), tr("%1 removed"), tr("%1 drift")};
    for (int i = 0; i < 4; ++i)
        m_countLabels[i]->setText(words[i].arg(numbers[i]));
    m_counts->setVisible(m_report != nullptr);
}

void ChangesPage::showSelection()
{
    const ChangeNode *node = m_report ? m_tree->current() : nullptr;
    m_detail->showNode(m_report, node);
    if (!m_report || !node || node->objects.empty())
        return showAllSql();
    if (node->drift >= 0)
        return showDriftSql(*node);
    const std::vector<RehearsedStep> &steps = m_report->rehearsal.steps;
    const auto side = [&](const QString &name, Direction direction) {
        const auto chosen = statementsOn(steps, node->objects, direction);
        return SqlPane::Side{name, sqlText(chosen),
            tr("%1 of %2 statements").arg(countOf(chosen)).arg(countOf(statementsOn(steps, {}, direction)))};
    };
    const QString name
        = node->change >= 0 ? displayName(m_report->objects[size_t(node->change)].whole.id()) : node->text;
    m_sql->setContent(tr("SQL for %1").arg(name), side(tr("Upgrade"), Direction::Upgrade),
        side(tr("Downgrade"), Direction::Downgrade), true);
    Q_EMIT offersChanged();
}

void ChangesPage::showDriftSql(const ChangeNode &node)
{
    const Change &change = (*m_report->drift.changes)[size_t(node.drift)];
    m_sql->setContent(tr("SQL for %1").arg(displayName(change.id())),
        {tr("Undo in the database"), sqlOf(reversed({change}), m_report->drift.expected),
            tr("never run by itself")},
        {tr("Adopt in a migration"), sqlOf({change}, m_report->drift.live), tr("for a new revision")});
    m_sql->offerScript();
    Q_EMIT offersChanged();
}

/// The chosen drift as a script: what the database has, and how it goes away again.
void ChangesPage::adoptDrift()
{
    const ChangeNode *node = m_report ? m_tree->current() : nullptr;
    if (!node || node->drift < 0)
        return;
    const Change &change = (*m_report->drift.changes)[size_t(node->drift)];
    RevisionRequest request;
    request.message = tr("Adopt %1").arg(displayName(change.id()));
    request.upgradeSql = statementsFor({change}, m_report->drift.live);
    request.downgradeSql = statementsFor(reversed({change}), m_report->drift.expected);
    const auto isComment = [](const QString &sql) { return sql.startsWith(u"--"); };
    erase_if(request.upgradeSql, isComment);
    erase_if(request.downgradeSql, isComment);
    if (!request.upgradeSql.isEmpty())
        Q_EMIT scriptRequested(request);
}

void ChangesPage::showAllSql()
{
    const std::vector<RehearsedStep> none;
    const std::vector<RehearsedStep> &steps = m_report ? m_report->rehearsal.steps : none;
    const auto side = [&](const QString &name, Direction direction) {
        const auto all = statementsOn(steps, {}, direction);
        return SqlPane::Side{name, sqlText(all), tr("%1 statements").arg(countOf(all))};
    };
    m_sql->setContent(
        tr("All SQL"), side(tr("Upgrade"), Direction::Upgrade), side(tr("Downgrade"), Direction::Downgrade));
    Q_EMIT offersChanged();
}

void ChangesPage::showDrift()
{
    m_view->setCurrent(0);
    m_changedOnly->setChecked(false);
    m_search->clear();
    const QModelIndex group = m_model.driftGroup();
    m_tree->show(group.isValid() ? m_model.index(0, 0, group) : QModelIndex());
    m_tree->setFocus();
}

void ChangesPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ChangesPage::chooseTab(int tab)
{
    if (tab < m_view->count() && m_view->isEnabled())
        m_view->setCurrent(tab);
}

bool ChangesPage::escape()
{
    if (m_reading) {
        m_workspace.cancelChanges();
        return true;
    }
    if (m_targets->isReading()) {
        m_targets->cancel();
        return true;
    }
    if (m_search->text().isEmpty())
        return false;
    m_search->clear();
    return true;
}

std::pair<QString, QString> ChangesPage::copyText() const
{
    if (!m_report || m_view->current() == targetsTab)
        return {};
    if (m_view->current() == 1)
        return {m_byRevision->selectedRevision().text(), tr("revision id")};
    const ChangeNode *node = m_tree->current();
    if (!node || node->objects.empty())
        return {};
    return {QStringLiteral("%1: %2 → %3").arg(node->text, node->now, node->after), tr("object")};
}

QString ChangesPage::copySql() const
{
    if (!m_report)
        return {};
    return m_view->current() == 1 ? m_byRevision->sql() : m_sql->sql();
}

RevisionId ChangesPage::selectedRevision() const
{
    return m_report && m_view->current() == 1 ? m_byRevision->selectedRevision() : RevisionId();
}

QList<QWidget *> ChangesPage::regions()
{
    if (m_view->current() == targetsTab)
        return m_targets->regions();
    if (!m_report)
        return {this};
    return m_view->current() == 1 ? m_byRevision->regions() : QList<QWidget *>{m_tree, m_detail, m_sql};
}

} // namespace stillroom

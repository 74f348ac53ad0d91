#include "ui/activity/activitypage.h"

#include "app/journal/sharedjournal.h"
#include "app/services/background.h"
#include "ui/run/celltable.h"
#include "ui/shell/settings.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSaveFile>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int toolbarHeight = 44; // px at 100 %, as the ones below
constexpr int detailHeight = 318;
constexpr int mostStepRows = 200;

QString factsText(const JournalEntry &entry)
{
    QStringList facts{entry.startedAt.toString(QStringLiteral("d MMM yyyy hh:mm:ss"))};
    if (entry.durationMs)
        facts += ActivityPage::tr("%1 s").arg(double(*entry.durationMs) / 1000, 0, 'f', 2);
    if (entry.lockWaitMs > 0)
        facts += ActivityPage::tr("waited %1 s for the run lock")
                     .arg(double(entry.lockWaitMs) / 1000, 0, 'f', 1);
    facts += ActivityPage::tr("by %1 on %2, role %3").arg(entry.osUser, entry.osHost, entry.databaseUser);
    if (!entry.targetUrl.isEmpty())
        facts += entry.targetUrl;
    facts += ActivityPage::tr("from %1; now at %2")
                 .arg(versionRowsText(entry.from),
                     entry.endRows ? versionRowsText(*entry.endRows) : ActivityPage::tr("unknown"));
    if (!entry.project.isEmpty())
        facts += entry.project;
    return facts.join(QStringLiteral(" · "));
}

} // namespace

ActivityPage::ActivityPage(
    Workspace &workspace, const Theme &theme, Settings &settings, Journal journal, QWidget *parent)
    : Page(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_journal(std::move(journal))
    , m_model(theme)
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(QStringLiteral("activityPage"));
    setProperty("panel", QStringLiteral("surface"));
    auto *splitter = new Splitter(Qt::Vertical, this);
    splitter->addWidget(createList());
    splitter->addWidget(createDetail());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({theme.px(360), theme.px(detailHeight)});
    splitter->remember(settings, QStringLiteral("activity/splitter"));
    m_content = new QStackedWidget(this);
    m_content->addWidget(m_empty);
    m_content->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createToolbar());
    layout->addWidget(m_content, 1);
    connect(&workspace, &Workspace::runFinished, this, [this] { read(); });
    connect(&workspace, &Workspace::stateChanged, this, [this] {
        if (isTeam() && m_workspace.state()->phase != m_phase)
            read();
    });
    connect(&workspace, &Workspace::teamJournalRead, this, &ActivityPage::onTeamRead);
    connect(&workspace, &Workspace::teamJournalRefused, this, &ActivityPage::onTeamRefused);
    showEntries({});
}

QWidget *ActivityPage::createToolbar()
{
    auto *toolbar = new QFrame(this);
    toolbar->setProperty("panel", QStringLiteral("toolbar"));
    toolbar->setFixedHeight(m_theme.px(toolbarHeight));
    m_search = new QLineEdit(toolbar);
    m_search->setObjectName(QStringLiteral("activitySearch"));
    m_search->setPlaceholderText(tr("Search revision, person or message"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(m_theme.px(280));
    m_search->addAction(
        m_theme.icon(QStringLiteral("edit-find"), &Tokens::muted), QLineEdit::LeadingPosition);
    m_source = new SegmentedControl(toolbar);
    m_source->setObjectName(QStringLiteral("activitySource"));
    m_source->setAccessibleName(tr("Whose runs"));
    m_source->addSegment(tr("Mine"));
    m_source->addSegment(tr("Team's"));
    m_source->setToolTip(
        tr("Mine: runs of this user on this computer. Team's: the history the connected database keeps."));
    m_scope = new SegmentedControl(toolbar);
    m_scope->setObjectName(QStringLiteral("activityScope"));
    for (const QString &scope : {tr("All"), tr("Succeeded"), tr("Failed"), tr("Cancelled")})
        m_scope->addSegment(scope);
    m_count = textLabel({}, TextRole::Meta, toolbar, Tone::Muted);
    QPushButton *save = textButton(tr("Export…"), ButtonKind::Default, toolbar);
    auto *layout = new QHBoxLayout(toolbar);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(m_search, 100);
    layout->addWidget(m_source);
    layout->addWidget(m_scope);
    layout->addStretch(1);
    layout->addWidget(m_count);
    layout->addWidget(save);
    connect(m_search, &QLineEdit::textChanged, this, &ActivityPage::applyFilter);
    connect(m_source, &SegmentedControl::currentChanged, this, &ActivityPage::read);
    connect(m_scope, &SegmentedControl::currentChanged, this, &ActivityPage::applyFilter);
    connect(save, &QPushButton::clicked, this, &ActivityPage::exportCsv);
    return toolbar;
}

QWidget *ActivityPage::createList()
{
    m_list = new QTableView(this);
    m_list->setObjectName(QStringLiteral("activityList"));
    m_list->setAccessibleName(tr("Runs, newest first"));
    m_list->setModel(&m_model);
    styleRowList(*m_list, {36, 140, 0, 150, 200, 90, 90}, m_theme);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        showEntry(current());
        Q_EMIT offersChanged();
    });
    return m_list;
}

QWidget *ActivityPage::createDetail()
{
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_detail = new QWidget;
    m_detail->setProperty("panel", QStringLiteral("surface"));
    m_title = textLabel({}, TextRole::Section, m_detail);
    m_title->setObjectName(QStringLiteral("activityTitle"));
    m_facts = wrappedLabel({}, TextRole::Meta, m_detail, Tone::Muted);
    m_message = wrappedLabel({}, TextRole::Body, m_detail, Tone::Bad);
    m_steps = new CellTable({{tr("Revision"), 160}, {tr("Script"), 0}, {tr("Statements"), 100, true},
                                {tr("Duration"), 100, true}},
        mostStepRows, m_theme, m_detail);
    auto *layout = new QVBoxLayout(m_detail);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_message);
    layout->addWidget(m_steps);
    layout->addStretch(1);
    scroll->setWidget(m_detail);
    return scroll;
}

bool ActivityPage::isTeam() const
{
    return m_source->current() == 1;
}

void ActivityPage::read()
{
    if (isTeam())
        readTeam();
    else
        readOwn();
}

void ActivityPage::readTeam()
{
    m_phase = m_workspace.state()->phase;
    if (m_workspace.state()->phase != ConnectionPhase::Connected) {
        m_empty->showEmpty(QStringLiteral("activity"), tr("Not connected"),
            tr("The team's history is kept in the database. Connect to one to read it."));
        connect(m_empty->addButton(tr("Connect…")), &QPushButton::clicked, this, &Page::connectRequested);
        m_content->setCurrentWidget(m_empty);
        m_count->clear();
        return;
    }
    m_reading = true;
    m_request = m_workspace.requestTeamJournal();
}

void ActivityPage::onTeamRead(
    quint64 request, const std::shared_ptr<const std::vector<JournalEntry>> &entries)
{
    if (request != m_request || !isTeam())
        return;
    m_reading = false;
    if (entries)
        showEntries(*entries);
    else
        offerTable();
}

void ActivityPage::onTeamRefused(quint64 request, const Error &error)
{
    if (request != m_request || !isTeam())
        return;
    m_reading = false;
    m_empty->showError(tr("The team's history cannot be read"), error.message);
    connect(m_empty->addButton(tr("Try again")), &QPushButton::clicked, this, &ActivityPage::read);
    m_content->setCurrentWidget(m_empty);
    m_count->clear();
}

void ActivityPage::offerTable()
{
    m_empty->showEmpty(QStringLiteral("activity"), tr("This database keeps no history of its own"),
        tr("With a table for it, runs of everybody who uses Stillroom on %1 stand here together.")
            .arg(m_workspace.state()->database->server.database));
    QPushButton *make = m_empty->addButton(tr("Make the table…"));
    make->setObjectName(QStringLiteral("offerJournalTable"));
    connect(make, &QPushButton::clicked, this, &ActivityPage::askForTable);
    m_content->setCurrentWidget(m_empty);
    m_count->clear();
}

/// The second step: what will be sent, and to whom, before it is sent.
void ActivityPage::askForTable()
{
    const ServerFacts &server = m_workspace.state()->database->server;
    m_empty->showEmpty(QStringLiteral("activity"), tr("Make stillroom.journal in %1?").arg(server.database),
        tr("The role %1 creates the schema stillroom with the table journal. Every role may read it and add "
           "to "
           "it; nobody but %1 can change or remove rows. Comparisons leave it out.")
            .arg(server.user));
    QPushButton *make = m_empty->addButton(tr("Make the table"));
    make->setObjectName(QStringLiteral("makeJournalTable"));
    make->setToolTip(SharedJournal::creationStatements().join(QStringLiteral(";\n")) + u';');
    connect(make, &QPushButton::clicked, this, [this] {
        m_reading = true;
        m_request = m_workspace.createTeamJournal();
    });
    connect(m_empty->addButton(tr("Not now")), &QPushButton::clicked, this, &ActivityPage::offerTable);
}

void ActivityPage::readOwn()
{
    m_reading = true;
    background(
        this, [journal = m_journal] { return journal.entries(); },
        [this](const Result<std::vector<JournalEntry>> &entries) { onRead(entries); });
}

void ActivityPage::onRead(const Result<std::vector<JournalEntry>> &entries)
{
    if (isTeam())
        return;
    m_reading = false;
    if (!entries) {
        m_empty->showError(tr("The journal cannot be read"), entries.error().message);
        m_content->setCurrentWidget(m_empty);
        return;
    }
    showEntries(*entries);
}

void ActivityPage::showEntries(const std::vector<JournalEntry> &entries)
{
    m_model.setEntries(entries);
    applyFilter();
    m_content->setCurrentIndex(entries.empty() ? 0 : 1);
    if (entries.empty()) {
        m_empty->showEmpty(QStringLiteral("activity"), tr("No runs yet"),
            tr("Every upgrade, downgrade, stamp, seed and start-up is written down here."));
    }
}

void ActivityPage::applyFilter()
{
    m_model.setFilter(ActivityModel::Scope(m_scope->current()), m_search->text().trimmed());
    const size_t all = m_model.all().size();
    m_count->setText(all == 0 ? QString()
            : m_model.rowCount() == int(all)
            ? (all == 1 ? tr("1 run since %1") : tr("%1 runs since %2").arg(all))
                  .arg(m_model.all().back().startedAt.toString(QStringLiteral("d MMM yyyy")))
            : tr("%1 of %2 runs").arg(m_model.rowCount()).arg(all));
    if (m_model.rowCount() > 0)
        m_list->selectRow(0);
    showEntry(current());
}

const JournalEntry *ActivityPage::current() const
{
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model.entry(rows.front().row());
}

void ActivityPage::showEntry(const JournalEntry *entry)
{
    m_detail->setVisible(entry != nullptr);
    if (!entry)
        return;
    m_title->setText(tr("%1 of %2: %3")
                         .arg(runText(*entry).section(QStringLiteral("  "), 0, 0), entry->database,
                             resultText(resultKindOf(*entry)).toLower()));
    m_facts->setText(factsText(*entry));
    m_message->setText(entry->message);
    m_message->setVisible(!entry->message.isEmpty());
    std::vector<std::vector<Cell>> rows;
    for (const JournalStep &step : entry->steps) {
        rows.push_back({{step.revision, TextRole::Code, &Tokens::text},
            {step.script.section(u'/', -1), TextRole::Meta, &Tokens::muted, false, step.script},
            {QString::number(step.statementsMs.size()), TextRole::Code, &Tokens::muted, true},
            {step.durationMs ? tr("%1 ms").arg(*step.durationMs, 0, 'f', 1) : QStringLiteral("–"),
                TextRole::Code, &Tokens::text, true}});
    }
    m_steps->setVisible(!rows.empty());
    m_steps->setRows(std::move(rows));
}

void ActivityPage::exportCsv()
{
    const QString path
        = QFileDialog::getSaveFileName(this, tr("Export the journal"), QStringLiteral("journal.csv"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const bool written
        = file.open(QIODevice::WriteOnly) && file.write(journalCsv(m_model.all())) >= 0 && file.commit();
    Q_EMIT toastRequested(
        written ? tr("%1 written").arg(path) : tr("%1 cannot be written: %2").arg(path, file.errorString()));
}

void ActivityPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool ActivityPage::escape()
{
    if (m_search->text().isEmpty())
        return false;
    m_search->clear();
    return true;
}

std::pair<QString, QString> ActivityPage::copyText() const
{
    const JournalEntry *entry = current();
    if (!entry)
        return {};
    return {QStringLiteral("%1\n%2\n").arg(runText(*entry), factsText(*entry)), tr("run")};
}

QList<QWidget *> ActivityPage::regions()
{
    return {m_list, m_detail};
}

} // namespace stillroom
